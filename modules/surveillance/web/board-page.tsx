import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { channels, type Signal, type SignalList, signalStates } from '../contract.ts';
import { AreaFilter } from './area-filter.tsx';
import { ClockMark, StateMark } from './marks.tsx';
import { signalTitle } from './signal-title.ts';
import { useAreas } from './use-areas.ts';
import './surveillance.css';

function useColumns(now: number): Column<Signal>[] {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const kept = useKept(true);
  return [
    {
      key: 'subject',
      title: t('field.signal'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/surveillance/signals/${row.id}${kept}`}>{signalTitle(row, language)}</Link>
          <span className="sv-under">
            #{row.number} · {t(`channel.${row.channel}`)} · {t(`source.${row.source}`)}
          </span>
        </>
      ),
    },
    { key: 'clock', title: t('field.clock'), keep: true, render: (row) => <ClockMark signal={row} now={now} /> },
    { key: 'state', title: t('field.state'), keep: true, render: ({ state }) => <StateMark state={state} /> },
    { key: 'area', title: t('field.area'), keep: true, rank: 2, render: (row) => row.areaName[language] },
    { key: 'observed', title: t('field.observed'), numeric: true, render: ({ observed }) => <Value value={observed} /> },
    {
      key: 'expected',
      title: t('field.expected'),
      numeric: true,
      rank: 2,
      render: ({ expected }) => <Value value={expected} decimals={1} reason={t('missing.expected')} />,
    },
    {
      key: 'window',
      title: t('field.window'),
      keep: true,
      rank: 3,
      render: ({ from, to }) =>
        from === to ? formatDate(to, language) : `${formatDate(from, language)} – ${formatDate(to, language)}`,
    },
    { key: 'owner', title: t('field.owner'), keep: true, rank: 2, render: ({ owner }) => owner?.name ?? t('owner.none') },
    { key: 'raised', title: t('field.raised'), keep: true, rank: 2, render: ({ raisedAt }) => formatTime(raisedAt, language) },
  ];
}

/** How many are open in each county. */
function OpenMap({ active }: Pick<SignalList, 'active'>) {
  const { t } = useTranslation('surveillance');
  const { set } = useAddress();
  const { inBar } = useAreas();
  const marks = useMemo(() => active.map(({ area, count }) => ({ area, value: count })), [active]);
  // Without the registry's areas there is nothing to draw on.
  if (marks.length === 0 || !inBar) return null;
  return (
    <AreaMap
      name={t('board.map')}
      kind="count"
      marks={marks}
      valueTitle={t('board.open')}
      onSelect={(area) => set({ area, offset: null }, false)}
    />
  );
}

/** How far the signals have come, each stage a filter. */
function Stages({ counts, state }: Pick<SignalList, 'counts'> & { readonly state: string }) {
  const { t } = useTranslation('surveillance');
  const { set } = useAddress();
  const stages = [
    ['overdue', counts.overdue],
    ['unanswered', counts.unanswered],
    ['open', counts.open],
    ...signalStates.map((one) => [one, counts.byState[one] ?? 0] as const),
  ] as const;
  return (
    <nav className="sv-stages sh-no-print" aria-label={t('board.stages')}>
      {stages.map(([one, count]) => (
        <Button
          key={one}
          size="small"
          type={one === state ? 'primary' : 'default'}
          aria-pressed={one === state}
          danger={one === 'overdue' && count > 0}
          onClick={() => set({ state: one === 'open' ? null : one, offset: null }, false)}
        >
          {t(`state.${one}`)} {count}
        </Button>
      ))}
    </nav>
  );
}

/** What came in and waits for an answer, the longest overdue at the top. */
export default function BoardPage() {
  const { t } = useTranslation('surveillance');
  const { get, set } = useAddress();
  const { id } = useParams();
  const area = useArea();
  const mayReport = useMay('surveillance.report');
  const { limit, offset, paging } = usePaging();
  const state = get('state') ?? 'open';
  const asked = {
    ...{ area: area || undefined, state, channel: get('channel'), level: get('level'), q: get('q') },
    ...{ from: get('from'), to: get('to'), subject: get('subject') },
  };
  const list = useApi<SignalList>('/api/surveillance/signals', { ...asked, limit, offset });
  const now = list.dataUpdatedAt;
  const columns = useColumns(now);
  const filter = (name: 'channel' | 'level', values: readonly string[]) => (
    <Select
      allowClear
      className="sv-filter"
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={asked[name] ?? null}
      popupMatchSelectWidth={false}
      options={values.map((value) => ({ value, label: t(`${name}.${value}`) }))}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  const day = (name: 'from' | 'to') => (
    <input
      type="date"
      className="sv-date"
      aria-label={t(`field.raised-${name}`)}
      min="1900-01-01"
      max="2100-12-31"
      value={asked[name] ?? ''}
      onChange={({ target }) => (target.validity.valid ? set({ [name]: target.value || null, offset: null }) : undefined)}
    />
  );
  return (
    <>
      <PageHead title={t('board.title')} lead={list.data ? t('board.lead', { ...list.data.counts }) : undefined}>
        {mayReport && (
          <Link className="sh-no-print" to="/surveillance/report">
            {t('report.title')}
          </Link>
        )}
      </PageHead>
      {list.data && <Stages counts={list.data.counts} state={state} />}
      <DataTable
        id="surveillance.signals"
        caption={t('board.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        current={id}
        total={list.data?.total}
        busy={list.isFetching}
        paging={paging}
        empty={t('empty.signals')}
        actions={<ExportLinks path="/api/surveillance/export" query={asked} />}
        toolbar={
          <>
            <SearchBox label={t('board.search')} className="sv-search" />
            <AreaFilter />
            {filter('channel', channels)}
            {filter('level', ['immediate', 'alarm'])}
            {day('from')}
            {day('to')}
          </>
        }
      />
      {list.data && <OpenMap active={list.data.active} />}
    </>
  );
}
