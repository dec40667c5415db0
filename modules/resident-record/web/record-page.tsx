import { useAddress } from '@songhua/ui/address.ts';
import { ApiProblem } from '@songhua/ui/api.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ResidentRecord } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { BasicsView } from './basics-view.tsx';
import { NotReached } from './not-reached.tsx';
import { OverviewView } from './overview-view.tsx';
import { PreventionView } from './prevention-view.tsx';
import { RecordHead } from './record-head.tsx';
import { recordPath } from './record-path.ts';
import { RecordSkeleton } from './record-skeleton.tsx';
import { RecordTabs, recordViews } from './record-tabs.tsx';
import { RegroupedNote } from './regrouped-note.tsx';
import { TimelineView } from './timeline-view.tsx';
import { useRecord } from './use-record.ts';
import './record.css';

// Charts are the heaviest part and not the first that is needed.
const ResultsView = lazy(() => import('./results-view.tsx'));

const WholeTimeline = ({ path }: { readonly path: string }) => <TimelineView path={path} addressOf={useDetailAddress()} />;

function View({ name, record }: { readonly name: string; readonly record: ResidentRecord }) {
  const path = recordPath(record.patient);
  if (name === 'timeline') return <WholeTimeline path={`${path}/timeline`} />;
  if (name === 'results')
    return (
      <Suspense fallback={<RecordSkeleton />}>
        <ResultsView path={`${path}/results`} latest={record.results} />
      </Suspense>
    );
  if (name === 'prevention') return <PreventionView record={record} />;
  if (name === 'basics') return <BasicsView record={record} />;
  return <OverviewView record={record} />;
}

/** One person's record across institutions, for who treats them: what is new first, everything else one click away. */
export default function RecordPage() {
  const { t } = useTranslation('resident-record');
  const { patient = '' } = useParams();
  const { get } = useAddress();
  const query = useRecord<ResidentRecord>(recordPath(patient));
  const view = recordViews.find((one) => one === get('view')) ?? 'overview';
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NotReached />;
  if (!query.data && !query.error) return <RecordSkeleton label={t('record.title')} />;
  return (
    <Loaded query={query}>
      {(record) => (
        <article className="record" aria-label={t('record.of', { name: record.head.name })}>
          <RegroupedNote key={record.patient} record={record} />
          <RecordHead record={record} />
          <RecordTabs record={record} view={view} />
          <View name={view} record={record} />
        </article>
      )}
    </Loaded>
  );
}
