import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientChanges } from '../contract.ts';

type Row = ClientChanges['items'][number];

const shown = (value: unknown): string => {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '—';
  if (Array.isArray(value)) return value.map(shown).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

interface ClientHistoryProps {
  readonly client: Client;
  readonly path: string;
  readonly mayManage: boolean;
}

/** What was done to a program, by whom, and each field as it was; an edit can be taken back. */
export function ClientHistory({ client, path, mayManage }: ClientHistoryProps) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const [{ offset, limit }, setPage] = useState({ offset: 0, limit: 20 });
  const list = useApi<ClientChanges>(`${path}/changes`, { offset, limit });
  const { busy, post } = usePost();
  const takeBack = (row: Row): void => {
    const { name, contacts, jwks, jwksUri, redirectUris, launchUri, scopes, version } = client;
    const body = { name, contacts, jwks, jwksUri, redirectUris, launchUri, scopes, ...row.before, version };
    void post(`${path}/edit`, body, t('client.taken-back'));
  };
  const columns: readonly Column<Row>[] = [
    { key: 'at', title: t('audit.column.at'), rowHeader: true, keep: true, render: ({ at }) => formatTime(at, language) },
    { key: 'by', title: t('client.by'), keep: true, rank: 2, render: ({ by }) => by },
    {
      key: 'deed',
      title: t('client.deed'),
      render: ({ deed, before, after }) => (
        <>
          {t(`client-change.${deed}`)}
          {Object.keys(after ?? {}).map((field) => (
            <span key={field} className="administration-subject">
              {t(`client.${field}`)}: {shown(before?.[field])} → {shown(after?.[field])}
            </span>
          ))}
        </>
      ),
    },
    ...(mayManage
      ? [
          {
            key: 'actions',
            title: t('column.actions'),
            keep: true,
            render: (row: Row) =>
              row.deed === 'edited' && (
                <Button
                  size="small"
                  loading={busy}
                  aria-label={t('client.take-back-named', { time: formatTime(row.at, language) })}
                  onClick={() => takeBack(row)}
                >
                  {t('client.take-back')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <section className="administration-section">
      <h2>{t('client.history')}</h2>
      <DataTable
        id="administration.client-changes"
        caption={t('client.history')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={list.data?.total}
        paging={{ offset, limit, onChange: (from, size) => setPage({ offset: from, limit: size }) }}
        empty={t('client.no-history')}
      />
    </section>
  );
}
