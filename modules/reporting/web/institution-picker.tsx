import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstitutionChoices } from '../contract.ts';

interface PickerProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string | null;
  /** What the chosen one is called where only its reference is known. */
  readonly name?: string | undefined;
  readonly onChange: (reference: string | null) => void;
}

/** One institution of the reader's area, found by a part of its name. */
export function InstitutionPicker({ id, label, value, name, onChange }: PickerProps) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string | undefined>(name);
  useAtRest(typed, setAsked);
  const found = useApi<InstitutionChoices>(asked ? '/api/reporting/institutions' : null, { q: asked });
  const options = (asked ? (found.data?.items ?? []) : []).map((one) => ({
    value: one.reference,
    label: `${one.name} · ${one.county[language]}`,
  }));
  const shown = value && !options.some((one) => one.value === value) ? [{ value, label: chosen ?? value }] : [];
  return (
    <Select
      allowClear
      {...(id && { id })}
      className="reporting-filter"
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={t(asked && !found.isFetching ? 'institution.none' : 'institution.type')}
      popupMatchSelectWidth={false}
      value={value}
      options={[...shown, ...options]}
      onChange={(next: string | null | undefined) => {
        setChosen(options.find((one) => one.value === next)?.label);
        onChange(next ?? null);
      }}
    />
  );
}
