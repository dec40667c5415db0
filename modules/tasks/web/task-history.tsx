import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { History, HistoryEntry } from '../contract.ts';
import { useShowField } from './show-field.tsx';

type Row = HistoryEntry & { readonly key: string };

/** Every change: who, when, what before and after; the newest first. */
export function TaskHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const show = useShowField();
  const [{ offset, limit }, setPage] = useState({ offset: 0, limit: 20 });
  const path = `/api/tasks/tasks/${encodeURIComponent(id)}/history`;
  const list = useApi<History>(path, { offset, limit });
  const rows = list.data?.items.map((entry, at): Row => ({ ...entry, key: String(offset + at) }));
  const columns: Column<Row>[] = [
    { key: 'at', title: t('column.at'), keep: true, rowHeader: true, render: ({ at }) => formatTime(at, language) },
    { key: 'by', title: t('column.by'), keep: true, render: ({ by }) => by ?? t('plan-file') },
    { key: 'field', title: t('column.field'), keep: true, render: ({ field }) => t(`field.${field}`, { defaultValue: field }) },
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
        paging={{ offset, limit, onChange: (from, size) => setPage({ offset: from, limit: size }) }}
        empty={t('empty.history')}
        actions={<ExportLinks path={`${path}/export`} />}
      />
    </section>
  );
}
