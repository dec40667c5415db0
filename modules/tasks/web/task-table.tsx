import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { TaskList } from '../contract.ts';
import { historyNames } from './history-filters.tsx';
import { taskColumns } from './task-columns.tsx';
import { TaskFilters } from './task-filters.tsx';
import { useOptions } from './use-options.ts';
import { useAsked } from './view.ts';

interface TaskTableProps {
  readonly view: 'mine' | 'all' | 'late';
  readonly notice?: ReactNode;
  readonly empty?: ReactNode;
}

/** Tasks as a table: search, filters, sort and paging stay with the server and in the address. What is late stands first. */
export function TaskTable({ view, notice, empty }: TaskTableProps) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const area = useArea();
  const kept = useKept(true, historyNames);
  const filters = useAsked();
  const { departmentName } = useOptions();
  const sort = get('sort');
  const { limit, offset, paging } = usePaging();
  const asked = {
    ...filters,
    area,
    ...(view === 'mine' && { mine: true, state: filters.state ?? 'active' }),
    ...(view === 'late' && { late: true, state: undefined }),
  };
  const order = sort ?? (view === 'all' ? '-late' : 'due');
  const list = useApi<TaskList>(area ? '/api/tasks/tasks' : null, { ...asked, sort: order, limit, offset });
  const { data } = list;
  return (
    <DataTable
      id="tasks.tasks"
      fill
      caption={t(`view.${view}`)}
      columns={taskColumns({ t, language, kept, departmentName, today: data?.today ?? '' })}
      rows={data?.items}
      error={list.error}
      onRetry={() => void list.refetch()}
      rowKey={(row) => row.id}
      total={data?.total}
      current={id}
      busy={list.isFetching}
      sort={order}
      onSort={(next) => set({ sort: next, offset: null })}
      paging={paging}
      notice={notice}
      empty={data?.empty ? t('empty.none') : empty}
      toolbar={!data?.empty && <TaskFilters states={view !== 'late'} />}
      actions={!data?.empty && <ExportLinks path="/api/tasks/export" query={{ ...asked, sort: order }} />}
    />
  );
}
