import { useAddress } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { InstitutionDetail, InstitutionParts } from '../contract.ts';
import { AreaLink } from './area-link.tsx';
import { InstitutionAttributes } from './institution-attributes.tsx';
import { InstitutionBeds } from './institution-beds.tsx';
import { InstitutionFacts } from './institution-facts.tsx';
import { InstitutionHistory } from './institution-history.tsx';
import { InstitutionResources } from './institution-resources.tsx';
import { InstitutionStaff } from './institution-staff.tsx';
import { InstitutionThings } from './institution-things.tsx';
import './registry.css';

const tabs = ['figures', 'staff', 'beds', 'services', 'history', 'resources'] as const;

/** One institution over the list: figures, people, beds, departments and services, its history, its FHIR resources. */
export default function InstitutionPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { id = '' } = useParams();
  const { get, set } = useAddress();
  const tab = tabs.find((one) => one === get('tab')) ?? 'figures';
  const path = `/api/registry/institutions/${encodeURIComponent(id)}`;
  const detail = useApi<InstitutionDetail>(path);
  const parts = useApi<InstitutionParts>(`${path}/parts`);
  const content = (data: InstitutionDetail) => {
    if (tab === 'figures') return <InstitutionFacts id={data.id} facts={data.facts} />;
    if (tab === 'history') return <InstitutionHistory id={data.id} />;
    if (tab === 'resources') return <InstitutionResources resources={data.resources} />;
    return (
      <Loaded query={parts} rows={8}>
        {(found) => {
          if (tab === 'staff') return <InstitutionStaff id={data.id} parts={found} />;
          return tab === 'beds' ? <InstitutionBeds parts={found} /> : <InstitutionThings parts={found} />;
        }}
      </Loaded>
    );
  };
  return (
    <DetailDrawer
      title={detail.data?.name ?? t('institution.title')}
      back="/registry/institutions"
      own={['tab', 'staff', 'show', 'from']}
    >
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
            {data.named && <p className="sh-quiet">{t('institution.named', { section: data.section ?? '—' })}</p>}
            {data.evidence === 'synthetic' && (
              <p className="registry-synthetic">{t(data.named ? 'synthetic-named' : 'synthetic')}</p>
            )}
            <InstitutionAttributes attributes={data.attributes} />
            <Tabs
              size="small"
              activeKey={tab}
              onChange={(next) => set({ tab: next === 'figures' ? null : next, staff: null, show: null, from: null })}
              items={tabs.map((key) => ({ key, label: t(`institution.${key === 'figures' ? 'facts' : key}`) }))}
            />
            {content(data)}
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
