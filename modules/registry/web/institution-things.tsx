import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionParts } from '../contract.ts';
import { CompleteNote } from './complete-note.tsx';
import { OfferMark } from './offer-mark.tsx';

const things = ['departments', 'laboratories', 'equipment', 'teams'] as const;

/** Departments, services, laboratories, equipment, teams and stations: what is there and what is known not to be. */
export function InstitutionThings({ id, parts }: { readonly id: string; readonly parts: InstitutionParts }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const section = (of: string, body: React.ReactNode) => (
    <section key={of} className="registry-section">
      <h2>{t(`parts.${of}`)}</h2>
      <CompleteNote parts={parts} of={of} />
      {body}
    </section>
  );
  const traits = [...parts.designations, ...parts.fields];
  return (
    <>
      <p>
        <ExportLinks path={`/api/registry/institutions/${encodeURIComponent(id)}/parts/export`} query={{ table: 'things' }} />
      </p>
      {traits.length > 0 && <p>{traits.map(({ title }) => title[language]).join(' · ')}</p>}
      {section(
        'services',
        parts.services.length === 0 ? (
          <p className="sh-quiet">{t('institution.no-services')}</p>
        ) : (
          <ul className="registry-services">
            {parts.services.map(({ code, title, offered, evidence }) => (
              <li key={code}>
                {title[language]} <OfferMark state={offered ? 'offered' : 'absent'} /> <EvidenceMark evidence={evidence} />
              </li>
            ))}
          </ul>
        ),
      )}
      {things.map((of) =>
        section(
          of,
          parts[of].length === 0 ? (
            <p className="sh-quiet">{t('parts.none')}</p>
          ) : (
            <ul className="registry-services">
              {parts[of].map(({ id, title, name, evidence }) => (
                <li key={id}>
                  {title[language]}
                  {name && name !== title.zh && <span lang="zh-CN"> · {name}</span>} <EvidenceMark evidence={evidence} />
                </li>
              ))}
            </ul>
          ),
        ),
      )}
      {parts.stations.length > 0 &&
        section(
          'stations',
          <ul className="registry-services">
            {parts.stations.map(({ id, name, areaName, townName, evidence }) => (
              <li key={id}>
                <span lang="zh-CN">{name}</span>{' '}
                <span className="sh-quiet">{[areaName?.[language], townName].filter(Boolean).join(' ')}</span>{' '}
                <EvidenceMark evidence={evidence} />
              </li>
            ))}
          </ul>,
        )}
    </>
  );
}
