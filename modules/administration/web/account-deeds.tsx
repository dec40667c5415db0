import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountRow } from '../contract.ts';

interface AccountDeedsProps {
  readonly account: AccountRow;
  readonly busy: boolean;
  readonly act: (deed: string, body?: object) => Promise<void>;
}

/** What an administrator does about an account; each is asked once more, as it ends sessions. */
export function AccountDeeds({ account, busy, act }: AccountDeedsProps) {
  const { t } = useTranslation('administration');
  const asked = (key: string, deed: string, body: object = {}) => (
    <Popconfirm
      key={key}
      title={t(`deed.${key}-ask`)}
      okText={t(`deed.${key}`)}
      cancelText={t('act.cancel')}
      onConfirm={() => void act(deed, body)}
    >
      <Button size="small" loading={busy}>
        {t(`deed.${key}`)}
      </Button>
    </Popconfirm>
  );
  return (
    <div className="sh-row administration-buttons">
      {asked('reset', '/reset', { secondFactor: false })}
      {account.secondFactor && asked('reset-all', '/reset', { secondFactor: true })}
      {(account.state === 'locked' || account.failures > 0) && asked('unlock', '/unlock')}
      {account.state !== 'locked' && account.state !== 'disabled' && asked('lock', '/lock', { hours: 24 })}
      {account.sessions > 0 && asked('end-sessions', '/sessions/end')}
      {account.state === 'disabled' ? asked('enable', '/enable') : asked('disable', '/disable')}
    </div>
  );
}
