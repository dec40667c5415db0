import { request } from '@songhua/ui/api.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useUndo } from '@songhua/ui/use-undo.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DocumentRow } from '../contract.ts';
import { DocumentAdd } from './document-add.tsx';
import { DocumentFound } from './document-found.tsx';
import './plan.css';

/** The plan's own text, loaded by a person, so that the pages can show the exact sentences. */
export default function DocumentsPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const mayChange = useMay('plan.manage-documents');
  const queries = useQueryClient();
  const list = useApi<{ items: DocumentRow[] }>('/api/plan/documents');
  const { pending, start } = useUndo();
  const rows = list.data?.items.filter((one) => !pending.includes(one.id));

  const remove = (row: DocumentRow) =>
    start(row.id, t('documents.removed', { title: row.title }), async () => {
      await request(`/api/plan/documents/${encodeURIComponent(row.id)}`, { method: 'DELETE', language });
      await queries.invalidateQueries({ queryKey: ['api'] });
    });

  const columns: Column<DocumentRow>[] = [
    {
      key: 'title',
      title: t('documents.name'),
      rowHeader: true,
      render: ({ title, number }) => (
        <>
          {title}
          <span className="sh-quiet"> {number}</span>
        </>
      ),
    },
    { key: 'found', title: t('documents.found'), render: (row) => <DocumentFound row={row} /> },
    {
      key: 'characters',
      title: t('documents.characters'),
      numeric: true,
      rank: 2,
      render: ({ characters }) => formatNumber(characters, 0, language),
    },
    { key: 'addedBy', title: t('documents.added-by'), rank: 2, render: ({ addedBy }) => addedBy },
    { key: 'addedAt', title: t('documents.added-at'), rank: 2, render: ({ addedAt }) => formatTime(addedAt, language) },
    ...(mayChange
      ? [
          {
            key: 'actions',
            title: t('documents.actions'),
            render: (row: DocumentRow) => (
              <Button
                size="small"
                danger
                type="text"
                onClick={() => remove(row)}
                aria-label={t('documents.remove-named', { title: row.title })}
              >
                {t('documents.remove')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead title={t('documents.title')} lead={t('documents.lead')} />
      <DataTable
        id="plan.documents"
        caption={t('documents.title')}
        columns={columns}
        rows={rows}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={rows?.length}
        actions={<ExportLinks path="/api/plan/documents/export" />}
        empty={t(mayChange ? 'documents.empty-add' : 'documents.empty')}
      />
      {mayChange && <DocumentAdd />}
    </>
  );
}
