import { useTranslation } from 'react-i18next';
import type { InstitutionParts } from '../contract.ts';

/** Whether what is not listed is not there, or only not known. */
export function CompleteNote({ parts, of }: { readonly parts: InstitutionParts; readonly of: string }) {
  const { t } = useTranslation('registry');
  return <p className="sh-quiet">{t(parts.complete.includes(of) ? 'parts.complete' : 'parts.incomplete')}</p>;
}
