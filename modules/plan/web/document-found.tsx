import { useTranslation } from 'react-i18next';
import type { DocumentRow } from '../contract.ts';

/** How many of the plan's clauses were found in the document, and which were not. */
export function DocumentFound({ row: { found, wanted, missing } }: { readonly row: DocumentRow }) {
  const { t } = useTranslation('plan');
  const all = t('documents.found-of', { found, wanted });
  if (missing.length === 0) return <>{all}</>;
  return (
    <details>
      <summary>
        {all} · {t('documents.missing', { count: missing.length })}
      </summary>
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {missing.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className="sh-quiet">{t('documents.missing-what')}</p>
    </details>
  );
}
