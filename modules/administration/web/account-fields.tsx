import { useText } from '@songhua/ui/text.ts';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountEdit, AccountList } from '../contract.ts';

interface AccountFieldsProps {
  readonly value: AccountEdit;
  readonly onChange: (value: AccountEdit) => void;
  readonly roles: AccountList['roles'];
}

/** What an administrator says of an account: name, roles, area and who it is in the records. */
export function AccountFields({ value, onChange, roles }: AccountFieldsProps) {
  const { t } = useTranslation('administration');
  const text = useText();
  const field = (name: 'name' | 'area' | 'practitioner' | 'patient', hint?: string) => (
    <>
      <label htmlFor={`account-${name}`} className="administration-label">
        {t(`account.${name}`)} {hint && <span className="sh-quiet">{hint}</span>}
      </label>
      <Input
        id={`account-${name}`}
        value={value[name] ?? ''}
        maxLength={100}
        onChange={(event) => onChange({ ...value, [name]: event.target.value.trimStart() || (name === 'name' ? '' : null) })}
      />
    </>
  );
  return (
    <>
      {field('name')}
      <label htmlFor="account-roles" className="administration-label">
        {t('account.roles')}
      </label>
      <Select
        id="account-roles"
        mode="multiple"
        className="administration-wide"
        value={value.roles}
        options={roles.map(({ role, title }) => ({ value: role, label: text(title) }))}
        optionFilterProp="label"
        onChange={(next: string[]) => onChange({ ...value, roles: next })}
      />
      {field('area', t('account.area-hint'))}
      {field('practitioner', 'Practitioner/…')}
      {field('patient', 'Patient/…')}
    </>
  );
}
