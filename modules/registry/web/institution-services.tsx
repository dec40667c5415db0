import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionDetail } from '../contract.ts';

export function InstitutionServices({ services }: { readonly services: InstitutionDetail['services'] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  return (
    <section className="registry-section">
      <h2>{t('institution.services')}</h2>
      {services.length === 0 ? (
        <p className="sh-quiet">{t('institution.no-services')}</p>
      ) : (
        <ul className="registry-services">
          {services.map(({ code, name, evidence }) => (
            <li key={code}>
              {name[language]} <EvidenceMark evidence={evidence} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
