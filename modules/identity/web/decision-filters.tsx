import { useAddress } from '@songhua/ui/address.ts';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DecisionList, decisionKind } from '../contract.ts';

const names = ['kind', 'by', 'from', 'to', 'patient'] as const;

/** The filters of the log of decisions, as the address has them and the API takes them. */
export function useDecisionFilter() {
  const { get, set } = useAddress();
  const chosen = Object.fromEntries(names.map((name) => [name, get(name)]));
  return { filter: { ...chosen, sort: get('sort') ?? '-at' }, isFiltered: names.some((name) => get(name)), set };
}

/** A day, by the browser's own picker, which works by keyboard and on a phone. */
function Day({ name }: { readonly name: 'from' | 'to' }) {
  const { t } = useTranslation('identity');
  const { get, set } = useAddress();
  const label = t(`decisions.${name}`);
  return (
    <label className="identity-day">
      {label}
      <input
        type="date"
        className="sh-date-input"
        value={get(name) ?? ''}
        onChange={(event) => set({ [name]: event.target.value || null, offset: null })}
      />
    </label>
  );
}

/** The number of a registration, sought when Enter is pressed or the box is left; what cannot be one is not asked for. */
function RegistrationBox() {
  const { t } = useTranslation('identity');
  const { get, set } = useAddress();
  const asked = get('patient') ?? '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const id = typed.trim();
  const isWrong = id !== '' && !/^[A-Za-z0-9.-]{1,64}$/.test(id);
  const seek = () => {
    if (!isWrong && id !== asked) set({ patient: id || null, offset: null });
  };
  return (
    <Input
      allowClear
      className="identity-filter identity-number"
      aria-label={t('decisions.patient')}
      placeholder={t('decisions.patient')}
      value={typed}
      maxLength={64}
      status={isWrong ? 'error' : ''}
      aria-invalid={isWrong}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '' && asked) set({ patient: null, offset: null });
      }}
      onBlur={seek}
      onPressEnter={seek}
    />
  );
}

/** Which decisions: what kind, whose, from when to when, about which registration. */
export function DecisionFilters({ deciders }: Pick<DecisionList, 'deciders'>) {
  const { t } = useTranslation('identity');
  const { get, set } = useAddress();
  const { isFiltered } = useDecisionFilter();
  const by = get('by');
  const known = [{ value: 'machine', label: t('machine') }, ...deciders.map(({ id, name }) => ({ value: id, label: name }))];
  const choice = (name: 'kind' | 'by', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      className="identity-filter"
      aria-label={t(`decisions.${name}`)}
      placeholder={t(`decisions.${name}`)}
      popupMatchSelectWidth={false}
      showSearch={name === 'by' ? { optionFilterProp: 'label' } : false}
      value={get(name) ?? null}
      options={options}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  return (
    <>
      {choice(
        'kind',
        decisionKind.options.map((value) => ({ value, label: t(`decision.${value}`) })),
      )}
      {choice('by', by && !known.some(({ value }) => value === by) ? [...known, { value: by, label: by }] : known)}
      <Day name="from" />
      <Day name="to" />
      <RegistrationBox />
      {isFiltered && (
        <Button
          type="link"
          size="small"
          onClick={() => set({ ...Object.fromEntries(names.map((name) => [name, null])), offset: null })}
        >
          {t('decisions.clear')}
        </Button>
      )}
    </>
  );
}
