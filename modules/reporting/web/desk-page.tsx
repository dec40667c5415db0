import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CardList, Timeliness, WorkSummary, ZeroList } from '../contract.ts';
import { cardColumns } from './card-columns.tsx';
import { toBox } from './card-values.ts';
import { OverdueHousesTable } from './overdue-houses.tsx';
import './reporting.css';

const day = 86_400_000;
const dayBefore = (days: number): string => toBox(new Date(Date.now() - days * day)).slice(0, 10);

interface Tile {
  readonly key: string;
  readonly count: number | undefined;
  readonly to: string;
  /** What it means where there is any. */
  readonly bad: MarkName;
}

/** To another page, or further down on this one: there the browser goes by itself. */
const TileLink = ({ to, children }: { readonly to: string; readonly children: ReactNode }) =>
  to.startsWith('#') ? <a href={to}>{children}</a> : <Link to={to}>{children}</Link>;

/** What waits for disease control this morning: what to review, what is overdue, who is silent, how timely the last week was. */
export default function DeskPage() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const [from, to] = [dayBefore(6), dayBefore(0)];
  const work = useApi<WorkSummary>('/api/reporting/cards/summary');
  const zero = useApi<ZeroList>('/api/reporting/zero-reports', { kind: 'day', from: dayBefore(1) });
  const week = useApi<Timeliness>('/api/reporting/timeliness', { by: 'area', from, to });
  const list = useApi<CardList>('/api/reporting/cards', { waiting: true, sort: 'due', limit: 10 });
  const rows = week.data?.rows ?? [];
  const [cards, inTime] = [rows.reduce((sum, row) => sum + row.cards, 0), rows.reduce((sum, row) => sum + row.inTime, 0)];
  const rate = cards === 0 ? null : (100 * inTime) / cards;
  const tiles: readonly Tile[] = [
    { key: 'to-review', count: work.data?.toReview, to: '/reporting/cards', bad: 'behind' },
    { key: 'review-late', count: work.data?.reviewLate, to: '/reporting/cards', bad: 'off-track' },
    {
      key: 'overdue',
      count: work.data?.overdue,
      to: '#overdue',
      bad: 'off-track',
    },
    { key: 'silent', count: zero.data?.counts.silent, to: `/reporting/zero?from=${dayBefore(1)}`, bad: 'behind' },
  ];
  return (
    <>
      <PageHead
        title={t('desk.title')}
        lead={
          week.data &&
          t(rate === null ? 'desk.week-none' : 'desk.week', { cards, rate: rate === null ? '' : formatNumber(rate, 1, language) })
        }
      />
      <ul className="reporting-tiles">
        {tiles.map(({ key, count, to: path, bad }) => (
          <li key={key}>
            <TileLink to={path}>
              <strong>{count === undefined ? '—' : formatNumber(count, 0, language)}</strong>
              <StatusMark status={count === undefined ? 'none' : count > 0 ? bad : 'met'} said={t(`desk.${key}`)} />
            </TileLink>
          </li>
        ))}
      </ul>
      <DataTable
        id="reporting.desk"
        caption={t('desk.first')}
        columns={cardColumns({ t, language, reviews: true, kept: '', asOf: list.data?.asOf ?? new Date().toISOString() })}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={list.data?.total}
        empty={t('cards.nothing-waits')}
        toolbar={<h2 className="reporting-heading">{t('desk.first')}</h2>}
        actions={<Link to="/reporting/cards">{t('desk.all')}</Link>}
      />
      <OverdueHousesTable />
    </>
  );
}
