import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import type { Language, Text } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { AccountRow } from '../contract.ts';
import { AccountStateMark } from './account-state-mark.tsx';
import { Missing } from './missing.tsx';

interface Means {
  readonly t: TFunction<'administration'>;
  readonly language: Language;
  /** Search text that keeps the filters. */
  readonly kept: string;
  readonly roles: ReadonlyMap<string, Text>;
}

export const accountColumns = ({ t, language, kept, roles }: Means): Column<AccountRow>[] => [
  {
    key: 'username',
    title: t('account.username'),
    sort: 'username',
    rowHeader: true,
    render: ({ id, username, demo }) => (
      <>
        <Link to={`/administration/accounts/${id}${kept}`}>{username}</Link>
        {demo && <span className="administration-subject">{t('account.demo')}</span>}
      </>
    ),
  },
  { key: 'name', title: t('account.name'), sort: 'name', rank: 2, render: ({ name }) => name },
  {
    key: 'roles',
    title: t('account.roles'),
    rank: 2,
    render: (row) => row.roles.map((role) => roles.get(role)?.[language] ?? role).join(language === 'zh' ? '、' : ', '),
  },
  { key: 'state', title: t('account.state'), keep: true, render: ({ state }) => <AccountStateMark state={state} /> },
  {
    key: 'secondFactor',
    title: t('account.second-factor'),
    keep: true,
    rank: 2,
    render: ({ secondFactor }) => (secondFactor ? t('account.on') : <Missing text={null} reason={t('account.off-long')} />),
  },
  {
    key: 'sessions',
    title: t('account.sessions'),
    unit: t('account.sessions-unit'),
    numeric: true,
    rank: 3,
    render: ({ sessions }) => sessions,
  },
  {
    key: 'failures',
    title: t('account.failures'),
    unit: t('account.failures-unit'),
    numeric: true,
    rank: 3,
    render: ({ failures, places }) =>
      failures === 0 ? 0 : <span title={t('account.failures-from', { count: places })}>{failures}</span>,
  },
  {
    key: 'lastSeen',
    title: t('account.last-seen'),
    sort: 'lastSeen',
    keep: true,
    rank: 2,
    render: ({ lastSeen }) => <Missing text={lastSeen && formatTime(lastSeen, language)} reason={t('account.never-seen')} />,
  },
  {
    key: 'createdAt',
    title: t('account.created'),
    sort: 'createdAt',
    keep: true,
    rank: 3,
    hidden: true,
    render: ({ createdAt }) => formatTime(createdAt, language),
  },
];
