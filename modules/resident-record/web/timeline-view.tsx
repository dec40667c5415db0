import { useAddress } from '@songhua/ui/address.ts';
import { type ApiProblem, address, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { CutNote } from './cut-note.tsx';
import { RecordSkeleton } from './record-skeleton.tsx';
import { TimelineFilters } from './timeline-filters.tsx';
import { TimelineItem } from './timeline-item.tsx';
import { monthKey, sayMonth } from './when.ts';
import './timeline.css';

const pageSize = 30;

/** Pages of the timeline under the filters of the address, one after the other. */
function useTimeline(path: string, fixed: Readonly<Record<string, string | undefined>>) {
  const language = useLanguage();
  const { get } = useAddress();
  const filter = {
    ...fixed,
    kind: get('kind'),
    institution: get('institution'),
    from: get('from'),
    until: get('until'),
    q: get('q'),
  };
  return useInfiniteQuery<Timeline, ApiProblem, { readonly pages: readonly Timeline[] }, readonly unknown[], string | null>({
    queryKey: ['api', path, filter, language],
    queryFn: ({ pageParam, signal }) =>
      request<Timeline>(address(path, { ...filter, after: pageParam, limit: pageSize }), { language, signal }),
    meta: { stays: true },
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (former) => former,
  });
}

interface TimelineViewProps {
  readonly path: string;
  /** Whose, where the address does not say it. */
  readonly fixed?: Readonly<Record<string, string | undefined>>;
  readonly addressOf: DetailAddress;
}

/** Everything that happened, newest first, across institutions: one row a visit, with what belongs to it folded in. */
export function TimelineView({ path, fixed = {}, addressOf }: TimelineViewProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const query = useTimeline(path, fixed);
  const pages = query.data?.pages ?? [];
  const [first] = pages;
  if (!first) {
    return query.error ? (
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <RecordSkeleton label={t('view.timeline')} />
    );
  }
  const months = Map.groupBy(
    pages.flatMap(({ items }) => items),
    ({ at }) => monthKey(at),
  );
  return (
    <>
      <TimelineFilters timeline={first} />
      {query.error && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {first.total === 0 ? (
        <Empty>{t('timeline.empty')}</Empty>
      ) : (
        [...months].map(([month, entries]) => (
          <section key={month} className="record-month" aria-labelledby={`month-${month}`}>
            <h2 id={`month-${month}`}>{month === '' ? t('timeline.undated') : sayMonth(month, language)}</h2>
            <ol>
              {entries.map((entry) => (
                <TimelineItem key={entry.source.resource} entry={entry} addressOf={addressOf} />
              ))}
            </ol>
          </section>
        ))
      )}
      {query.hasNextPage && (
        <Button
          className="sh-no-print record-further"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('timeline.further', {
            shown: pages.reduce((sum, { items }) => sum + items.length, 0),
            total: first.total,
          })}
        </Button>
      )}
      <CutNote cut={first.cut} />
    </>
  );
}
