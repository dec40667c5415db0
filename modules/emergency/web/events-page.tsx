import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type EmergencyEvent, type EventList, eventKinds, eventStates, levels } from '../contract.ts';
import { LevelMark, StateMark } from './marks.tsx';
import { NewEvent } from './new-event.tsx';
import { sayMoment } from './when.ts';
import './emergency.css';

function useColumns(): Column<EmergencyEvent>[] {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const kept = useKept();
  return [
    {
      key: 'title',
      title: t('field.title'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/emergency/events/${row.id}${kept}`}>{row.title}</Link>
          <span className="em-under">
            {row.number} · {t(`kind.${row.kind}`)}
          </span>
        </>
      ),
    },
    { key: 'level', title: t('field.level'), keep: true, render: ({ level }) => <LevelMark level={level} /> },
    { key: 'state', title: t('field.state'), keep: true, render: ({ state }) => <StateMark state={state} /> },
    { key: 'area', title: t('field.area'), keep: true, rank: 2, render: (row) => row.areaName[language] },
    {
      key: 'cases',
      title: t('count.cases'),
      numeric: true,
      render: ({ cases }) => <Value value={cases} reason={t('missing.report')} />,
    },
    {
      key: 'deaths',
      title: t('count.deaths'),
      numeric: true,
      rank: 2,
      render: ({ deaths }) => <Value value={deaths} reason={t('missing.report')} />,
    },
    {
      key: 'tasks',
      title: t('field.tasks'),
      keep: true,
      render: ({ tasks }) => (
        <>
          {t('tasks-done', { done: tasks.done, total: tasks.total })}
          {tasks.late > 0 && <strong className="em-late"> {t('tasks-late', { count: tasks.late })}</strong>}
        </>
      ),
    },
    { key: 'opened', title: t('field.opened'), keep: true, rank: 2, render: (row) => sayMoment(row.openedAt, language) },
  ];
}

/** How many events are under way in each county: a circle on the outlines, and the list beside them. */
function EventsMap({ active }: { readonly active: EventList['active'] }) {
  const { t } = useTranslation('emergency');
  const { set } = useAddress();
  const marks = useMemo(() => active.map(({ area, count }) => ({ area, value: count })), [active]);
  if (marks.length === 0) return null;
  return (
    <AreaMap
      name={t('map.title')}
      kind="count"
      marks={marks}
      valueTitle={t('map.value')}
      onSelect={(area) => set({ area, offset: null }, false)}
    />
  );
}

/** What is under way, how bad it is and who is late, stands above the list. */
export default function EventsPage() {
  const { t } = useTranslation('emergency');
  const { get, set } = useAddress();
  const area = useArea();
  const mayReport = useMay('emergency.report');
  const { limit, offset, paging } = usePaging();
  const asked = { area: area || undefined, state: get('state') ?? 'active', kind: get('kind'), level: get('level'), q: get('q') };
  const list = useApi<EventList>('/api/emergency/events', { ...asked, limit, offset });
  const columns = useColumns();
  const counts = list.data?.counts;
  const filter = (name: 'state' | 'kind' | 'level', values: readonly string[], of: string = name) => (
    <Select
      allowClear
      className="em-filter"
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      value={asked[name] ?? null}
      popupMatchSelectWidth={false}
      options={values.map((value) => ({ value, label: t(`${of}.${value}`) }))}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  return (
    <>
      <PageHead title={t('title')} lead={counts ? t('lead', { ...counts }) : undefined}>
        {mayReport && <NewEvent />}
      </PageHead>
      <DataTable
        id="emergency.events"
        caption={t('title')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={list.data?.total}
        busy={list.isFetching}
        paging={paging}
        empty={t('empty.events')}
        actions={<ExportLinks path="/api/emergency/export" query={asked} />}
        toolbar={
          <>
            <SearchBox label={t('search')} className="em-search" />
            {filter('state', ['active', ...eventStates])}
            {filter('kind', eventKinds)}
            {filter('level', levels)}
          </>
        }
      />
      {list.data && <EventsMap active={list.data.active} />}
    </>
  );
}
