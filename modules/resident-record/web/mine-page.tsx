import { useAddress } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { Alert } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mine } from '../contract.ts';
import { useOwnAddress } from './addresses.ts';
import { Basics } from './basics-view.tsx';
import { CutNote } from './cut-note.tsx';
import { Growth } from './growth.tsx';
import { MineGlance } from './mine-glance.tsx';
import { MineResults } from './mine-results.tsx';
import { MineTabs, mineViews } from './mine-tabs.tsx';
import { ImmunisationList, ProgrammeList } from './prevention-view.tsx';
import { TakeAway } from './record-actions.tsx';
import { RecordSkeleton } from './record-skeleton.tsx';
import { TimelineView } from './timeline-view.tsx';
import { useRecord } from './use-record.ts';
import { Whose } from './whose.tsx';
import './record.css';
import './mine.css';

const ResultsView = lazy(() => import('./results-view.tsx'));

const path = '/api/resident-record/mine';

type Shown = Mine & { readonly record: NonNullable<Mine['record']> };

const isShown = (mine: Mine): mine is Shown => mine.record !== null;

const OwnTimeline = ({ fixed }: { readonly fixed: Readonly<Record<string, string>> }) => (
  <TimelineView path={`${path}/timeline`} fixed={fixed} addressOf={useOwnAddress()} />
);

const OwnImmunisations = ({ record }: { readonly record: Shown['record'] }) => (
  <ImmunisationList immunisations={record.immunisations} addressOf={useOwnAddress()} />
);

function View({ name, mine: { record, words } }: { readonly name: string; readonly mine: Shown }) {
  const fixed = { patient: record.patient };
  if (name === 'visits') return <OwnTimeline fixed={fixed} />;
  if (name === 'results')
    return (
      <>
        <MineResults results={record.results} words={words} />
        {record.results.some(({ points }) => points.length > 1) && (
          <Suspense fallback={<RecordSkeleton />}>
            <ResultsView path={`${path}/results`} latest={record.results} fixed={fixed} />
          </Suspense>
        )}
      </>
    );
  if (name === 'prevention')
    return (
      <>
        <div className="record-overview">
          <OwnImmunisations record={record} />
          <ProgrammeList programmes={record.programmes} />
        </div>
        <Growth record={record} path={`${path}/results`} fixed={fixed} />
      </>
    );
  if (name === 'basics') return <Basics basics={record.basics} />;
  return <MineGlance record={record} words={words} />;
}

/** One's own record, or that of somebody one acts for, in plain words; whose it is stands above all else. */
export default function MinePage() {
  const { t } = useTranslation('resident-record');
  const { get } = useAddress();
  const query = useRecord<Mine>(path, { patient: get('patient') });
  const view = mineViews.find((one) => one === get('view')) ?? 'glance';
  if (!query.data && !query.error) return <RecordSkeleton label={t('mine.title')} />;
  return (
    <Loaded query={query}>
      {(mine) =>
        isShown(mine) ? (
          <article className="record mine" aria-label={t('record.of', { name: mine.record.head.name })}>
            <PageHead title={t('mine.title')}>
              <span className="record-actions sh-no-print">
                <TakeAway
                  patient={mine.record.patient}
                  results={`${path}/results/export`}
                  fixed={{ patient: mine.record.patient }}
                />
              </span>
            </PageHead>
            <Whose people={mine.people} patient={mine.record.patient} />
            <MineTabs view={view} />
            <View name={view} mine={mine} />
            <CutNote cut={mine.record.cut} />
          </article>
        ) : (
          <>
            <PageHead title={t('mine.title')} />
            <Alert type="info" showIcon title={t('mine.nobody')} description={t('mine.nobody-do')} />
          </>
        )
      }
    </Loaded>
  );
}
