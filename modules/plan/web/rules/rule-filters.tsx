import { useAddress } from '@songhua/ui/address.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { severity, subjectType } from '../../contract.ts';

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
      <SearchBox label={t('rules.search')} className="plan-search" />
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
