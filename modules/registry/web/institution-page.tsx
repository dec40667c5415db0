import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { InstitutionDetail, InstitutionParts } from '../contract.ts';
import { AreaLink } from './area-link.tsx';
import { InstitutionAttributes } from './institution-attributes.tsx';
import { InstitutionBeds } from './institution-beds.tsx';
import { InstitutionFacts } from './institution-facts.tsx';
import { InstitutionHistory } from './institution-history.tsx';
import { InstitutionResources } from './institution-resources.tsx';
import { InstitutionStaff } from './institution-staff.tsx';
import { InstitutionThings } from './institution-things.tsx';
import { RetiredNote } from './retired-note.tsx';
import './registry.css';

/** Names in the address that are this page's own. */
const own = ['tab', 'staff', 'show', 'from'];
const tabs = ['figures', 'staff', 'beds', 'services', 'history', 'resources'] as const;

/** One institution over the list: figures, people, beds, departments and services, its history, its FHIR resources. */
export default function InstitutionPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { id = '' } = useParams();
  const { get } = useAddress();
  const kept = useKept(true, own);
  const tab = tabs.find((one) => one === get('tab')) ?? 'figures';
  const path = `/api/registry/institutions/${encodeURIComponent(id)}`;
  const detail = useApi<InstitutionDetail>(path);
  const parts = useApi<InstitutionParts>(`${path}/parts`);
  const addressOf = (key: (typeof tabs)[number]): string => {
    const search = new URLSearchParams(kept);
    if (key !== 'figures') search.set('tab', key);
    return `?${search}`;
  };
  const content = (data: InstitutionDetail) => {
    if (tab === 'figures') return <InstitutionFacts id={data.id} facts={data.facts} />;
    if (tab === 'history') return <InstitutionHistory id={data.id} />;
    if (tab === 'resources') return <InstitutionResources resources={data.resources} />;
    return (
      <Loaded query={parts} rows={8}>
        {(found) => {
          if (tab === 'staff') return <InstitutionStaff id={data.id} parts={found} />;
          return tab === 'beds' ? (
            <InstitutionBeds id={data.id} parts={found} />
          ) : (
            <InstitutionThings id={data.id} parts={found} />
          );
        }}
      </Loaded>
    );
  };
  return (
    <DetailDrawer title={detail.data?.name ?? t('institution.title')} back="/registry/institutions" own={own}>
      <Loaded query={detail} rows={10}>
        {(data) => (
          <>
            <p className="sh-row">
              <span>
                {[
                  t(`class.${data.class}`),
                  t(`kind.${data.kind}`),
                  t(`level.${data.level}`),
                  t(`ownership.${data.ownership}`),
                ].join(' · ')}
                {' · '}
                <AreaLink code={data.town ?? data.area}>
                  {[data.areaName[language], data.townName].filter(Boolean).join(' ')}
                </AreaLink>
              </span>
              <EvidenceMark evidence={data.evidence} />
            </p>
            <RetiredNote retired={data.retired} />
            {data.named && <p className="sh-quiet">{t('institution.named', { section: data.section ?? '—' })}</p>}
            {data.evidence === 'synthetic' && (
              <p className="registry-synthetic">{t(data.named ? 'synthetic-named' : 'synthetic')}</p>
            )}
            <InstitutionAttributes attributes={data.attributes} />
            <nav aria-label={t('institution.tabs')} className="sh-no-print">
              <ul className="registry-tabs">
                {tabs.map((key) => (
                  <li key={key}>
                    <Link to={addressOf(key)} replace aria-current={key === tab ? 'page' : undefined}>
                      {t(`institution.${key === 'figures' ? 'facts' : key}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            {content(data)}
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
