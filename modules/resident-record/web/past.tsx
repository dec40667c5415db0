import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What is over, folded away; nothing where there is none. */
export function Past({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useTranslation('resident-record');
  if (count === 0) return null;
  return (
    <details className="record-past">
      <summary>{t('past', { count })}</summary>
      {children}
    </details>
  );
}
