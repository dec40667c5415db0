import { useChoices } from '@songhua/ui/address.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useText } from '@songhua/ui/text.ts';
import { Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonPicker } from './person-picker.tsx';
import { type Draft, type DraftFault, enterNumber } from './registration.ts';

interface RegisterFieldsProps {
  readonly draft: Draft;
  readonly faults: readonly DraftFault[];
  readonly onChange: (draft: Draft) => void;
}

type Typed = 'name' | 'born' | 'age' | 'number' | 'phone' | 'address' | 'motherName';

/** The fields of a registration for its kind, each with what is wrong with it under it. */
export function RegisterFields({ draft, faults, onChange }: RegisterFieldsProps) {
  const { t } = useTranslation('identity');
  const text = useText();
  const { areas } = useChoices();
  // Who may not look into the index writes the mother's name.
  const mayPick = useMay('identity.read');
  const counties = areas.filter(({ level }) => level === 'county');
  const faultOf = (field: keyof Draft) => faults.find((one) => one.field === field);
  const field = (name: keyof Draft, control: ReactNode, hint?: string, title = t(`register.${name}`)) => {
    const fault = faultOf(name);
    return (
      <div className="identity-field" key={name}>
        <label htmlFor={`register-${name}`}>
          {title} {hint && <span className="sh-quiet">{hint}</span>}
        </label>
        {control}
        {fault && (
          <p id={`register-${name}-fault`} className="identity-fault">
            {t(`fault.${name}.${fault.code}`, { defaultValue: t(`fault.${fault.code}`) })}
          </p>
        )}
      </div>
    );
  };
  const box = (name: Typed, hint?: string, more: { readonly maxLength?: number; readonly inputMode?: 'numeric' | 'tel' } = {}) =>
    field(
      name,
      <Input
        id={`register-${name}`}
        value={draft[name]}
        maxLength={more.maxLength ?? 100}
        inputMode={more.inputMode ?? 'text'}
        autoComplete="off"
        status={faultOf(name) ? 'error' : ''}
        aria-invalid={faultOf(name) !== undefined}
        aria-describedby={faultOf(name) ? `register-${name}-fault` : undefined}
        onChange={({ target: { value } }) =>
          onChange(name === 'number' ? enterNumber(draft, value) : { ...draft, [name]: value })
        }
      />,
      hint,
    );
  const { kind } = draft;
  return (
    <div className="identity-fields">
      {kind === 'usual' && box('number', t('register.number-hint'), { maxLength: 30 })}
      {kind === 'newborn' && mayPick && (
        <div className="identity-field identity-broad">
          <PersonPicker
            label={t('register.mother')}
            without=""
            value={draft.mother}
            onChange={(mother) =>
              onChange({
                ...draft,
                mother: mother && { patient: mother.patient, name: mother.name },
                motherName: mother?.name ?? draft.motherName,
              })
            }
          />
        </div>
      )}
      {kind === 'newborn' && !draft.mother && box('motherName', t('register.mother-hint'))}
      {box('name', kind === 'usual' ? undefined : t(`register.name-${kind}`))}
      {field(
        'sex',
        <Radio.Group
          id="register-sex"
          aria-label={t('register.sex')}
          value={draft.sex}
          options={(['male', 'female'] as const).map((value) => ({ value, label: t(`sex.${value}`) }))}
          onChange={({ target }) => onChange({ ...draft, sex: target.value as Draft['sex'] })}
        />,
      )}
      {box('born', t('register.born-hint'), { maxLength: 20 })}
      {kind === 'unknown' && box('age', t('register.age-hint'), { maxLength: 3, inputMode: 'numeric' })}
      {kind === 'newborn' &&
        field(
          'order',
          <Select
            id="register-order"
            allowClear
            value={draft.order || null}
            placeholder={t('register.order-one')}
            options={['1', '2', '3', '4'].map((value) => ({ value, label: t('register.order-nth', { nth: value }) }))}
            onChange={(value: string | undefined) => onChange({ ...draft, order: value ?? '' })}
          />,
        )}
      {box('phone', kind === 'newborn' ? t('register.phone-newborn') : undefined, { maxLength: 20, inputMode: 'tel' })}
      {counties.length > 0 &&
        field(
          'area',
          <Select
            id="register-area"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.area || null}
            placeholder={t('register.area-hint')}
            options={counties.map(({ code, name }) => ({ value: code, label: text(name) }))}
            onChange={(value: string | undefined) => onChange({ ...draft, area: value ?? '' })}
          />,
        )}
      {box('address', undefined, { maxLength: 200 })}
    </div>
  );
}
