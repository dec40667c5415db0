import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Warning, type WarningList, warningStates } from '../contract.ts';
import { LevelMark, WarningClock } from './warning-marks.tsx';
import './surveillance.css';

function useColumns(now: number): Column<Warning>[] {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const kept = useKept(true);
  return [
    {
      key: 'subject',
      title: t('warning.one'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/surveillance/warnings/${row.id}${kept}`}>
            {row.areaName[language]} · {row.subjectName[language]}
          </Link>
          <span className="sv-under">#{row.number}</span>
        </>
      ),
    },
    { key: 'level', title: t('warning.level'), keep: true, render: ({ level }) => <LevelMark level={level} /> },
    { key: 'state', title: t('warning.state'), keep: true, render: ({ state }) => t(`warning.states.${state}`) },
    { key: 'clock', title: t('field.clock'), keep: true, render: (row) => <WarningClock warning={row} now={now} /> },
    { key: 'speaking', title: t('warning.speaking'), numeric: true, render: ({ speaking }) => <Value value={speaking} /> },
    {
      key: 'days',
      title: t('field.window'),
      keep: true,
      rank: 3,
      render: ({ firstDay, lastDay }) =>
        firstDay === lastDay
          ? formatDate(lastDay, language)
          : `${formatDate(firstDay, language)} – ${formatDate(lastDay, language)}`,
    },
    { key: 'raised', title: t('field.raised'), keep: true, rank: 2, render: ({ raisedAt }) => formatTime(raisedAt, language) },
  ];
}

/** What several channels say at once, waiting for a verdict. */
export default function WarningsPage() {
  const { t } = useTranslation('surveillance');
  const { get, set } = useAddress();
  const area = useArea();
  const language = useLanguage();
  const { limit, offset, paging } = usePaging();
  const state = get('state') ?? 'open';
  const list = useApi<WarningList>('/api/surveillance/warnings', {
    ...{ area: area || undefined, state: state === 'all' ? undefined : state, limit, offset },
  });
  const columns = useColumns(list.dataUpdatedAt);
  const { lastNight = null, counts, items } = list.data ?? {};
  const marks = useMemo(
    () => [...Map.groupBy(items ?? [], (one) => one.area)].map(([code, own]) => ({ area: code, value: own.length })),
    [items],
  );
  return (
    <>
      <PageHead
        title={t('warning.title')}
        lead={
          lastNight
            ? t('warning.night', {
                day: formatDate(lastNight.day, language),
                series: lastNight.series,
                judgements: lastNight.judgements,
              })
            : list.data && t('warning.no-night')
        }
      />
      <nav className="sv-stages sh-no-print" aria-label={t('warning.state')}>
        {['open', 'overdue', ...warningStates, 'all'].map((one) => (
          <Button
            key={one}
            size="small"
            type={one === state ? 'primary' : 'default'}
            aria-pressed={one === state}
            danger={one === 'overdue' && (list.data?.overdue ?? 0) > 0}
            onClick={() => set({ state: one === 'open' ? null : one, offset: null }, false)}
          >
            {t(`warning.states.${one}`)}{' '}
            {one === 'overdue'
              ? (list.data?.overdue ?? 0)
              : warningStates.includes(one as Warning['state'])
                ? (counts?.[one as Warning['state']] ?? 0)
                : ''}
          </Button>
        ))}
      </nav>
      <DataTable
        id="surveillance.warnings"
        caption={t('warning.title')}
        columns={columns}
        rows={items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={list.data?.total}
        busy={list.isFetching}
        paging={paging}
        empty={t('warning.none')}
      />
      {marks.length > 0 && <AreaMap name={t('warning.map')} kind="count" marks={marks} valueTitle={t('warning.title')} />}
    </>
  );
}
