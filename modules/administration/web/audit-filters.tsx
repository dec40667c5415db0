import { useAddress } from '@songhua/ui/address.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditList, auditAction, auditOutcome } from '../contract.ts';

/** Everything that the audit log is filtered by; all of it stands in the address. */
export const auditFilterNames = [
  'from',
  'to',
  'actor',
  'patient',
  'resource',
  'event',
  'action',
  'outcome',
  'address',
  'request',
  'emergency',
  'number',
] as const;

/** The filters in force, as the API takes them. */
export function useAuditFilter(): Readonly<Record<string, string | undefined>> {
  const { get } = useAddress();
  return Object.fromEntries(auditFilterNames.map((name) => [name, get(name)]));
}

/** A word that is sought when Enter is pressed or the box is left. */
function Word({ name }: { readonly name: 'actor' | 'patient' | 'resource' | 'request' | 'number' }) {
  const { t } = useTranslation('administration');
  const { get, set } = useAddress();
  const asked = get(name) ?? '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const seek = (): void => {
    if (typed.trim() !== asked) set({ [name]: typed.trim(), offset: null });
  };
  return (
    <Input
      allowClear
      className="administration-filter"
      aria-label={t(`audit.filter.${name}`)}
      placeholder={t(`audit.filter.${name}`)}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '' && asked) set({ [name]: null, offset: null });
      }}
      onBlur={seek}
      onPressEnter={seek}
    />
  );
}

export function DayBox({ name, label }: { readonly name: 'from' | 'to'; readonly label: string }) {
  const { get, set } = useAddress();
  return (
    <input
      type="date"
      className="sh-date-input"
      aria-label={label}
      title={label}
      value={get(name) ?? ''}
      onChange={(event) => set({ [name]: event.target.value || null, offset: null })}
    />
  );
}

export function AuditFilters({ list }: { readonly list: AuditList | undefined }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const choice = (name: string, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      className="administration-filter"
      aria-label={t(`audit.filter.${name}`)}
      placeholder={t(`audit.filter.${name}`)}
      value={get(name) ?? null}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  const active = auditFilterNames.some((name) => get(name));
  return (
    <>
      <DayBox name="from" label={t('audit.filter.from')} />
      <DayBox name="to" label={t('audit.filter.to')} />
      <Word name="actor" />
      <Word name="patient" />
      <Word name="resource" />
      {choice(
        'action',
        auditAction.options.map((value) => ({ value, label: t(`audit.action.${value}`) })),
      )}
      {choice(
        'outcome',
        auditOutcome.options.map((value) => ({ value, label: t(`audit.outcome.${value}`) })),
      )}
      {choice(
        'event',
        (list?.events ?? []).map(({ event, title }) => ({ value: event, label: title[language] })),
      )}
      <Word name="number" />
      {active && (
        <Button
          type="link"
          size="small"
          onClick={() => set({ ...Object.fromEntries(auditFilterNames.map((name) => [name, null])), offset: null })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
