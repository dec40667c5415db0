import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Summary, SummaryRow } from '../contract.ts';
import { historyNames } from './history-filters.tsx';
import { Missing } from './missing.tsx';
import { ProgressBar } from './state-mark.tsx';
import { TaskFilters } from './task-filters.tsx';
import { notGiven, useAsked } from './view.ts';

type By = 'department' | 'chapter' | 'area';

/** Where the tasks of a row stand: the table of all under that filter. */
function linkTo(kept: string, by: By, key: string, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams(kept);
  for (const [name, value] of Object.entries({ view: 'all', [by]: key, ...more })) params.set(name, value);
  return `/tasks?${params}`;
}

/** What a summary’s own order and page have no meaning for in the table of tasks. */
const ownNames = [...historyNames, 'sort', 'offset', 'limit'];

/** Tasks counted by department, chapter or area; each count leads to the tasks it counts. */
export function SummaryTable({ by }: { readonly by: By }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const area = useArea();
  const kept = useKept(true, ownNames);
  const { get, set } = useAddress();
  const filters = useAsked();
  const sort = get('sort');
  const { limit, offset, paging } = usePaging();
  const asked = { ...filters, by, area, sort };
  const list = useApi<Summary>(area ? '/api/tasks/summary' : null, { ...asked, limit, offset });
  const counted = (row: SummaryRow, n: number, more: Readonly<Record<string, string>>) =>
    n === 0 || row.key === null ? n : <Link to={linkTo(kept, by, row.key, more)}>{n}</Link>;
  const column = (
    key: 'open' | 'inProgress' | 'reported' | 'done' | 'cancelled',
    state: string,
    rank?: 2 | 3,
  ): Column<SummaryRow> => ({
    key,
    title: t(`state.${state}`),
    sort: key,
    numeric: true,
    ...(rank && { rank }),
    render: (row) => counted(row, row[key], { state }),
  });
  const columns: Column<SummaryRow>[] = [
    {
      key: 'name',
      title: t(`column.${by === 'department' ? 'responsible' : by}`),
      sort: 'name',
      rowHeader: true,
      render: (row) => (row.key === null ? row.name[language] : <Link to={linkTo(kept, by, row.key)}>{row.name[language]}</Link>),
    },
    { key: 'total', title: t('column.total'), sort: 'total', numeric: true, render: ({ total }) => total },
    {
      key: 'late',
      title: t('column.late'),
      sort: 'late',
      numeric: true,
      render: (row) =>
        row.late === 0 ? (
          0
        ) : (
          <span className="sh-status sh-status-off-track">
            <StatusShape status="off-track" /> {counted(row, row.late, { view: 'late' })}
          </span>
        ),
    },
    {
      key: 'notGiven',
      title: t('state.not-given'),
      sort: 'notGiven',
      numeric: true,
      rank: 2,
      render: (row) => counted(row, row.notGiven, { state: notGiven }),
    },
    column('open', 'open', 2),
    column('inProgress', 'in-progress', 2),
    column('reported', 'reported'),
    column('done', 'done'),
    column('cancelled', 'cancelled', 3),
    {
      key: 'percent',
      title: t('column.mean'),
      sort: 'percent',
      keep: true,
      render: ({ percent }) =>
        percent === null ? <Missing text={null} reason={t('missing.percent')} /> : <ProgressBar percent={percent} />,
    },
    {
      key: 'next',
      title: t('column.next'),
      sort: 'nextDue',
      keep: true,
      rank: 2,
      render: ({ nextDue }) => <Missing text={nextDue && formatDate(nextDue, language)} reason={t('missing.next')} />,
    },
  ];
  return (
    <DataTable
      id={`tasks.summary.${by}`}
      fill
      caption={t(`view.${by}`)}
      columns={columns}
      rows={list.data?.items}
      error={list.error}
      onRetry={() => void list.refetch()}
      rowKey={(row) => row.key ?? ''}
      total={list.data?.total}
      busy={list.isFetching}
      sort={sort}
      onSort={(next) => set({ sort: next, offset: null })}
      paging={paging}
      empty={t('empty.filtered')}
      notice={by === 'department' && <p className="sh-quiet">{t('summary.department-hint')}</p>}
      toolbar={<TaskFilters />}
      actions={<ExportLinks path="/api/tasks/summary/export" query={asked} />}
    />
  );
}
