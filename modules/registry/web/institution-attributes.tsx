import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionDetail } from '../contract.ts';

/** What the name, kind, level, owner and place of the institution each rest on. */
export function InstitutionAttributes({ attributes }: { readonly attributes: InstitutionDetail['attributes'] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  return (
    <p className="sh-row registry-attributes">
      <span className="sh-quiet">{t('institution.rests-on')}</span>
      {attributes.map(({ attribute, title, evidence }) => (
        <span key={attribute}>
          {title[language]} <EvidenceMark evidence={evidence} />
        </span>
      ))}
    </p>
  );
}
