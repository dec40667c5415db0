import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Notice, NoticeList } from '../contract.ts';
import { DayRange } from './day-range.tsx';
import { historyNames } from './history-filters.tsx';
import { useOptions } from './use-options.ts';

/** What a notice says: how many days before, or which level of lateness; one that was withdrawn as such. */
export function NoticeMark({
  notice: { kind, step, days, withdrawn },
}: {
  readonly notice: Pick<Notice, 'kind' | 'step' | 'days' | 'withdrawn'>;
}) {
  const { t } = useTranslation('tasks');
  const status = withdrawn ? 'unknown' : kind === 'escalation' ? 'off-track' : 'behind';
  return (
    <span className={`sh-status sh-status-${status}`}>
      <StatusShape status={status} />
      {kind === 'escalation' ? t('notice.escalation', { level: step, days: -days }) : t('notice.reminder', { count: days })}
      {withdrawn && ` · ${t('notice.withdrawn')}`}
    </span>
  );
}

/** Whom a notice tells. */
export function Told({ told }: { readonly told: Notice['told'] }) {
  const { t } = useTranslation('tasks');
  const { options, departmentName } = useOptions();
  const person = options?.people.find(({ username }) => username === told.assignee)?.name ?? told.assignee;
  const all = [
    person,
    ...told.departments.map(departmentName),
    ...told.roles.map((role) => t(`role.${role}`, { defaultValue: role })),
  ];
  return <>{all.filter(Boolean).join(t('and')) || '—'}</>;
}

/** Reminders and escalations that stand, the newest first; those for the reader unless all are asked for. */
export function NoticesTable() {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const kept = useKept(true, historyNames);
  const area = useArea();
  const mine = get('to') !== 'all';
  const standing = get('standing') ?? 'true';
  const sort = get('sort') ?? '-at';
  const { limit, offset, paging } = usePaging();
  const asked = {
    mine: mine || undefined,
    standing: standing === 'all' ? undefined : standing,
    kind: get('kind'),
    q: get('q'),
    from: get('from'),
    until: get('until'),
    area,
    sort,
  };
  const list = useApi<NoticeList>(area ? '/api/tasks/notices' : null, { ...asked, limit, offset });
  const columns: Column<Notice>[] = [
    {
      key: 'title',
      title: t('column.title'),
      sort: 'title',
      rowHeader: true,
      render: (row) => <Link to={`/tasks/${encodeURIComponent(row.task)}${kept}`}>{row.title[language]}</Link>,
    },
    { key: 'area', title: t('column.area'), sort: 'area', keep: true, rank: 2, render: (row) => row.areaName[language] },
    {
      key: 'what',
      title: t('column.notice'),
      sort: 'kind',
      keep: true,
      render: (row) => (
        <>
          <NoticeMark notice={row} />
          {row.withdrawn && <span className="tasks-under">{t(`withdrawn.${row.withdrawn.why}`)}</span>}
        </>
      ),
    },
    { key: 'due', title: t('column.due'), sort: 'due', keep: true, rank: 2, render: (row) => formatDate(row.due, language) },
    { key: 'told', title: t('column.told'), rank: 2, render: (row) => <Told told={row.told} /> },
    { key: 'at', title: t('column.at'), sort: 'at', keep: true, rank: 3, render: (row) => formatTime(row.at, language) },
  ];
  return (
    <DataTable
      id="tasks.notices"
      fill
      caption={t('view.notices')}
      columns={columns}
      rows={list.data?.items}
      error={list.error}
      onRetry={() => void list.refetch()}
      rowKey={(row) => `${row.task} ${row.kind} ${row.due} ${row.step}`}
      current={list.data?.items
        .map((row) => `${row.task} ${row.kind} ${row.due} ${row.step}`)
        .find((key) => id && key.startsWith(`${id} `))}
      total={list.data?.total}
      busy={list.isFetching}
      sort={sort}
      onSort={(next) => set({ sort: next, offset: null })}
      paging={paging}
      empty={t(mine ? 'empty.notices-mine' : 'empty.notices')}
      toolbar={
        <>
          <Segmented
            size="small"
            aria-label={t('notice.to')}
            value={mine ? 'me' : 'all'}
            onChange={(next) => set({ to: next === 'all' ? 'all' : null, offset: null })}
            options={[
              { value: 'me', label: t('notice.to-me') },
              { value: 'all', label: t('notice.to-all') },
            ]}
          />
          <SearchBox label={t('filter.q-title')} className="tasks-search" />
          <Select
            allowClear
            className="tasks-filter"
            aria-label={t('filter.kind')}
            placeholder={t('filter.kind')}
            value={get('kind') ?? null}
            popupMatchSelectWidth={false}
            options={(['reminder', 'escalation'] as const).map((one) => ({ value: one, label: t(`notice.kind-${one}`) }))}
            onChange={(value: string | undefined) => set({ kind: value ?? null, offset: null })}
          />
          <Select
            className="tasks-filter"
            aria-label={t('filter.standing')}
            value={standing}
            popupMatchSelectWidth={false}
            options={(['true', 'false', 'all'] as const).map((one) => ({ value: one, label: t(`notice.standing-${one}`) }))}
            onChange={(value: string) => set({ standing: value === 'true' ? null : value, offset: null })}
          />
          <DayRange from="from" until="until" offset="offset" />
        </>
      }
      actions={<ExportLinks path="/api/tasks/notices/export" query={asked} />}
    />
  );
}
