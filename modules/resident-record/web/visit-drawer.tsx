import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { EncounterDetail } from '../contract.ts';
import { recordPath } from './addresses.ts';
import { VisitParts } from './visit-parts.tsx';
import { saySpan } from './when.ts';
import './detail.css';

/** One visit or stay over the record: its front page, diagnoses, procedures, medicines, reports and results. */
export default function VisitDrawer() {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const { patient = '', encounter = '' } = useParams();
  const detail = useApi<EncounterDetail>(`${recordPath(patient)}/encounters/${encodeURIComponent(encounter)}`);
  return (
    <DetailDrawer title={detail.data?.title ?? t('visit.title')} back={`/record/${patient}`}>
      <Loaded query={detail} rows={10}>
        {(visit) => (
          <div className="record-detail">
            <p>
              <span className="record-kind">{t(`kind.${visit.kind}`)}</span> {visit.institution.name}
              {visit.department && ` · ${visit.department}`} · {saySpan(visit.from, visit.until, language)}
              {visit.days !== null && ` · ${t('admission.days', { count: visit.days })}`} ·{' '}
              {t(`status.${visit.status}`, { defaultValue: visit.status })}
            </p>
            <VisitParts visit={visit} />
          </div>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
