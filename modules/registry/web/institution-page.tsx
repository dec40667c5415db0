import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { InstitutionDetail } from '../contract.ts';
import { InstitutionAttributes } from './institution-attributes.tsx';
import { InstitutionFacts } from './institution-facts.tsx';
import { InstitutionResources } from './institution-resources.tsx';
import { InstitutionServices } from './institution-services.tsx';
import './registry.css';

/** One institution over the list: what it is, its figures with what each rests on, its services and its FHIR resources. */
export default function InstitutionPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { id = '' } = useParams();
  const detail = useApi<InstitutionDetail>(`/api/registry/institutions/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer title={detail.data?.name ?? t('institution.title')} back="/registry/institutions">
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
                  [data.areaName[language], data.townName].filter(Boolean).join(' '),
                ].join(' · ')}
              </span>
              <EvidenceMark evidence={data.evidence} />
            </p>
            {data.named && <p className="sh-quiet">{t('institution.named', { section: data.section ?? '—' })}</p>}
            {data.evidence === 'synthetic' && (
              <p className="registry-synthetic">{t(data.named ? 'synthetic-named' : 'synthetic')}</p>
            )}
            <InstitutionAttributes attributes={data.attributes} />
            <InstitutionFacts id={data.id} facts={data.facts} />
            <InstitutionServices services={data.services} />
            <InstitutionResources resources={data.resources} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
