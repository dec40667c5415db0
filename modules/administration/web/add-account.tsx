import { usePost } from '@songhua/ui/use-write.ts';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountEdit, AccountList, OneTimeCode } from '../contract.ts';
import { AccountFields } from './account-fields.tsx';
import { OneTimeCodeDialog } from './one-time-code-dialog.tsx';

const nothing: AccountEdit = { name: '', roles: [], area: null, practitioner: null, patient: null };

/** A new account begins without a password: its owner chooses one with the code. */
export function AddAccount({ roles, onClose }: { readonly roles: AccountList['roles']; readonly onClose: () => void }) {
  const { t } = useTranslation('administration');
  const { busy, post } = usePost();
  const [username, setUsername] = useState('');
  const [value, setValue] = useState(nothing);
  const [code, setCode] = useState<OneTimeCode | null>(null);
  if (code) return <OneTimeCodeDialog code={code} username={username} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('accounts.add')}
      okText={t('accounts.add-go')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy, disabled: username === '' || value.name === '' || value.roles.length === 0 }}
      onCancel={onClose}
      onOk={async () => setCode(await post<OneTimeCode>('/api/administration/accounts', { username, ...value }))}
    >
      <label htmlFor="account-username" className="administration-label">
        {t('account.username')} <span className="sh-quiet">{t('account.username-hint')}</span>
      </label>
      <Input
        id="account-username"
        autoFocus
        value={username}
        maxLength={64}
        onChange={(event) => setUsername(event.target.value.trim())}
      />
      <AccountFields value={value} onChange={setValue} roles={roles} />
    </Modal>
  );
}
