import type { QueryValue } from '@songhua/ui/api.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { EncounterDetail } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { VisitParts } from './visit-parts.tsx';
import { saySpan } from './when.ts';
import './detail.css';

interface VisitDetailProps {
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly back: string;
  /** Where each thing of the visit is told. */
  readonly addressOf: DetailAddress;
}

/** A visit in a drawer: its front page, diagnoses, procedures, medicines, reports and results. */
export function VisitDetail({ path, query = {}, back, addressOf }: VisitDetailProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const detail = useApi<EncounterDetail>(path, query, { stays: true });
  return (
    <DetailDrawer title={detail.data?.title ?? t('visit.title')} back={back}>
      <Loaded query={detail} rows={10}>
        {(visit) => (
          <div className="record-detail">
            <p>
              <span className="record-kind">{t(`kind.${visit.kind}`)}</span> {visit.institution.name}
              {visit.department && ` · ${visit.department}`} · {saySpan(visit.from, visit.until, language)}
              {visit.days !== null && ` · ${t('admission.days', { count: visit.days })}`} ·{' '}
              {t(`status.${visit.status}`, { defaultValue: visit.status })}
            </p>
            <VisitParts visit={visit} addressOf={addressOf} />
          </div>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
