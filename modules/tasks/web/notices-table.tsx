import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Notice, NoticeList } from '../contract.ts';
import { useOptions } from './use-options.ts';

const pageSize = 50;

/** What a notice says: how many days before, or which level of lateness. */
export function NoticeMark({ notice: { kind, step, days } }: { readonly notice: Pick<Notice, 'kind' | 'step' | 'days'> }) {
  const { t } = useTranslation('tasks');
  const status = kind === 'escalation' ? 'off-track' : 'behind';
  return (
    <span className={`sh-status sh-status-${status}`}>
      <StatusShape status={status} />
      {kind === 'escalation' ? t('notice.escalation', { level: step, days: -days }) : t('notice.reminder', { count: days })}
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

/** Reminders and escalations, the newest first; those for the reader unless all are asked for. */
export function NoticesTable() {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const kept = useKept(true);
  const mine = get('to') !== 'all';
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const asked = { mine: mine || undefined };
  const list = useApi<NoticeList>('/api/tasks/notices', { ...asked, limit, offset });
  const columns: Column<Notice>[] = [
    {
      key: 'title',
      title: t('column.title'),
      rowHeader: true,
      render: (row) => <Link to={`/tasks/${encodeURIComponent(row.task)}${kept}`}>{row.title[language]}</Link>,
    },
    { key: 'area', title: t('column.area'), keep: true, rank: 2, render: (row) => row.areaName[language] },
    { key: 'what', title: t('column.notice'), keep: true, render: (row) => <NoticeMark notice={row} /> },
    { key: 'due', title: t('column.due'), keep: true, rank: 2, render: (row) => formatDate(row.due, language) },
    { key: 'told', title: t('column.told'), rank: 2, render: (row) => <Told told={row.told} /> },
    { key: 'at', title: t('column.at'), keep: true, rank: 3, render: (row) => formatTime(row.at, language) },
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
      paging={{
        offset,
        limit,
        onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
      }}
      empty={t(mine ? 'empty.notices-mine' : 'empty.notices')}
      toolbar={
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
      }
      actions={<ExportLinks path="/api/tasks/notices/export" query={asked} />}
    />
  );
}
