import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Button, Popconfirm } from 'antd';
import type { TFunction } from 'i18next';
import type { Client } from '../contract.ts';

interface Means {
  readonly t: TFunction<'administration'>;
  readonly language: Language;
  readonly act: ((id: string, deed: 'secret' | 'disable' | 'enable') => Promise<void>) | null;
}

export function clientColumns({ t, language, act }: Means): Column<Client>[] {
  const asked = (client: Client, deed: 'secret' | 'disable' | 'enable') => (
    <Popconfirm
      title={t(`client-deed.${deed}-ask`, { name: client.name })}
      okText={t(`client-deed.${deed}`)}
      cancelText={t('act.cancel')}
      onConfirm={() => void act?.(client.id, deed)}
    >
      <Button size="small">{t(`client-deed.${deed}`)}</Button>
    </Popconfirm>
  );
  return [
    {
      key: 'name',
      title: t('client.name'),
      sort: 'name',
      rowHeader: true,
      render: ({ name, id }) => (
        <>
          {name}
          <span className="administration-subject">{id}</span>
        </>
      ),
    },
    { key: 'kind', title: t('client.kind'), keep: true, rank: 2, render: ({ kind }) => t(`client-kind.${kind}`) },
    { key: 'method', title: t('client.method'), rank: 2, render: ({ method }) => t(`client-method.${method}`) },
    { key: 'scopes', title: t('client.scopes'), render: ({ scopes }) => <code className="sh-code">{scopes.join(' ')}</code> },
    {
      key: 'state',
      title: t('account.state'),
      keep: true,
      render: ({ disabledAt }) => (
        <StatusMark status={disabledAt ? 'none' : 'met'} said={t(disabledAt ? 'account-state.disabled' : 'client.enabled')} />
      ),
    },
    {
      key: 'createdAt',
      title: t('client.created'),
      sort: 'createdAt',
      keep: true,
      rank: 3,
      render: ({ createdAt }) => formatTime(createdAt, language),
    },
    ...(act
      ? [
          {
            key: 'actions',
            title: t('column.actions'),
            keep: true,
            render: (client: Client) => (
              <span className="administration-actions">
                {client.method === 'client_secret_basic' && asked(client, 'secret')}
                {asked(client, client.disabledAt ? 'enable' : 'disable')}
              </span>
            ),
          },
        ]
      : []),
  ];
}
