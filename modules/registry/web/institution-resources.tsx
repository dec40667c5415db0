import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionDetail } from '../contract.ts';

/** The FHIR resources that other systems read; each opens as the server stores it. */
export function InstitutionResources({ resources }: { readonly resources: InstitutionDetail['resources'] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  return (
    <section className="registry-section">
      <h2>{t('institution.resources')}</h2>
      <ul className="registry-services">
        {resources.map(({ type, id, version, lastUpdated }) => (
          <li key={`${type}/${id}`}>
            <a href={`/fhir/R4/${type}/${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
              {type}/{id}
            </a>{' '}
            <span className="sh-quiet">{t('institution.version', { version, at: formatTime(lastUpdated, language) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
