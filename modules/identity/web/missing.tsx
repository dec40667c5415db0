import { useTranslation } from 'react-i18next';

/** What is not known is a dash that says why. */
export function Missing({ text, reason }: { readonly text: string | null | undefined; readonly reason?: string }) {
  const { t } = useTranslation('identity');
  if (text) return text;
  return (
    <span className="sh-quiet" title={reason ?? t('not-said')}>
      —
    </span>
  );
}
