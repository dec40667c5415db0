import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Client } from '../contract.ts';
import { Missing } from './missing.tsx';

interface Means {
  readonly t: TFunction<'administration'>;
  readonly language: Language;
  /** What links keep of the address. */
  readonly kept: string;
}

export function clientColumns({ t, language, kept }: Means): Column<Client>[] {
  return [
    {
      key: 'name',
      title: t('client.name'),
      sort: 'name',
      rowHeader: true,
      render: ({ name, id }) => (
        <>
          <Link to={`/administration/clients/${id}${kept}`}>{name}</Link>
          <span className="administration-subject">{id}</span>
        </>
      ),
    },
    { key: 'kind', title: t('client.kind'), keep: true, rank: 2, render: ({ kind }) => t(`client-kind.${kind}`) },
    { key: 'method', title: t('client.method'), rank: 2, render: ({ method }) => t(`client-method.${method}`) },
    {
      key: 'scopes',
      title: t('client.scopes'),
      rank: 2,
      render: ({ scopes }) => <code className="sh-code">{scopes.join(' ')}</code>,
    },
    {
      key: 'state',
      title: t('account.state'),
      keep: true,
      render: ({ disabledAt }) => (
        <StatusMark status={disabledAt ? 'none' : 'met'} said={t(disabledAt ? 'client.paused' : 'client.enabled')} />
      ),
    },
    {
      key: 'lastUsedAt',
      title: t('client.last-used'),
      keep: true,
      rank: 2,
      render: ({ lastUsedAt }) => (
        <Missing text={lastUsedAt && formatTime(lastUsedAt, language)} reason={t('client.never-used')} />
      ),
    },
    {
      key: 'createdAt',
      title: t('client.created'),
      sort: 'createdAt',
      keep: true,
      rank: 3,
      hidden: true,
      render: ({ createdAt }) => formatTime(createdAt, language),
    },
  ];
}
