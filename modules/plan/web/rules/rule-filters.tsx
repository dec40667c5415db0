import { SearchOutlined } from '@ant-design/icons';
import { useAddress } from '@songhua/ui/address.ts';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { severity, subjectType } from '../../contract.ts';

/** Typing is never blocked: the address follows when the fingers rest. */
const rest = 250;

/** A box to search by words, kept in the address. */
export function SearchBox({ label }: { readonly label: string }) {
  const { get, set } = useAddress();
  const asked = get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed.trim() === asked) return;
    const soon = setTimeout(() => set({ q: typed.trim(), offset: null }), rest);
    return () => clearTimeout(soon);
  }, [typed, asked, set]);
  return (
    <Input
      allowClear
      className="plan-search"
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One filter of several words, kept in the address. */
export function Choice({ name, label, options }: ChoiceProps) {
  const { get, set } = useAddress();
  return (
    <Select
      allowClear
      className="plan-choice"
      aria-label={label}
      placeholder={label}
      value={get(name) ?? null}
      popupMatchSelectWidth={false}
      options={[...options]}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
}

const names = ['q', 'severity', 'subject', 'ambiguous', 'status', 'clause'] as const;

/** Search and filters of the rules; each lives in the address. */
export function RuleFilters() {
  const { t } = useTranslation('plan');
  const { get, set } = useAddress();
  return (
    <>
      <SearchBox label={t('rules.search')} />
      <Choice
        name="severity"
        label={t('rules.column.severity')}
        options={severity.options.map((value) => ({ value, label: t(`severity.${value}`) }))}
      />
      <Choice
        name="subject"
        label={t('rules.column.subject')}
        options={subjectType.options.map((value) => ({ value, label: t(`subject.${value}`) }))}
      />
      <Choice
        name="ambiguous"
        label={t('rules.wording')}
        options={[
          { value: 'true', label: t('rules.ambiguous-only') },
          { value: 'false', label: t('rules.clear-only') },
        ]}
      />
      {names.some((name) => get(name)) && (
        <Button
          type="link"
          size="small"
          onClick={() => set({ ...Object.fromEntries(names.map((name) => [name, null])), offset: null })}
        >
          {t('rules.clear')}
        </Button>
      )}
    </>
  );
}
