import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { History, HistoryEntry } from '../contract.ts';
import { HistoryFilters } from './history-filters.tsx';
import { useShowField } from './show-field.tsx';

type Row = HistoryEntry & { readonly key: string };

const pageSize = 20;

/** Every change: who, when, what before and after; the newest first unless asked otherwise. What is asked for lives in the address. */
export function TaskHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const show = useShowField();
  const { get, set } = useAddress();
  const limit = Number(get('hlimit')) || pageSize;
  const offset = Number(get('hoffset')) || 0;
  const sort = get('hsort') ?? '-at';
  const asked = { field: get('hfield'), by: get('hby'), from: get('hfrom'), until: get('huntil'), sort };
  const path = `/api/tasks/tasks/${encodeURIComponent(id)}/history`;
  const list = useApi<History>(path, { ...asked, offset, limit });
  const rows = list.data?.items.map((entry, at): Row => ({ ...entry, key: String(offset + at) }));
  const columns: Column<Row>[] = [
    { key: 'at', title: t('column.at'), sort: 'at', keep: true, rowHeader: true, render: ({ at }) => formatTime(at, language) },
    { key: 'by', title: t('column.by'), sort: 'by', keep: true, render: ({ by }) => by ?? t('plan-file') },
    {
      key: 'field',
      title: t('column.field'),
      sort: 'field',
      keep: true,
      render: ({ field }) => t(`field.${field}`, { defaultValue: field }),
    },
    { key: 'before', title: t('column.before'), rank: 2, render: ({ field, before }) => show(field, before) },
    { key: 'after', title: t('column.after'), render: ({ field, after }) => show(field, after) },
  ];
  return (
    <section className="tasks-section">
      <h2>{t('section.history')}</h2>
      <DataTable
        id="tasks.history"
        caption={t('section.history')}
        columns={columns}
        rows={rows}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ key }) => key}
        total={list.data?.total}
        busy={list.isFetching}
        sort={sort}
        onSort={(next) => set({ hsort: next, hoffset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ hoffset: from ? String(from) : null, hlimit: size === pageSize ? null : String(size) }),
        }}
        toolbar={<HistoryFilters choices={list.data} />}
        empty={t(list.data?.fields.length ? 'empty.history-filtered' : 'empty.history')}
        actions={<ExportLinks path={`${path}/export`} query={asked} />}
      />
    </section>
  );
}
