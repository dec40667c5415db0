import { useApi } from '@songhua/ui/query.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Found {
  readonly entry?: readonly { readonly resource: { readonly id: string; readonly name?: string } }[];
}

interface InstitutionPickerProps {
  readonly id: string;
  readonly value: readonly string[];
  readonly onChange: (institutions: readonly string[]) => void;
}

/** Institutions of the registry, found by part of their name; as `Organization/…`. */
export function InstitutionPicker({ id, value, onChange }: InstitutionPickerProps) {
  const { t } = useTranslation('privacy');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useAtRest(typed, setAsked);
  const found = useApi<Found>(asked ? '/fhir/R4/Organization' : null, {
    'name:contains': asked,
    _count: 20,
    _elements: 'name',
  });
  const options = (asked ? (found.data?.entry ?? []) : []).map(({ resource }) => ({
    value: `Organization/${resource.id}`,
    label: resource.name ?? resource.id,
  }));
  const chosen = value
    .filter((one) => !options.some((option) => option.value === one))
    .map((one) => ({ value: one, label: names.get(one) ?? one }));
  return (
    <Select
      id={id}
      mode="multiple"
      className="privacy-wide"
      aria-label={t('mine.form.institutions')}
      placeholder={t('mine.form.institutions-hint')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      maxCount={10}
      notFoundContent={asked && !found.isFetching ? t('mine.form.none-found') : t('mine.form.type')}
      value={[...value]}
      options={[...chosen, ...options]}
      onChange={(next: string[]) => {
        setNames(new Map([...names, ...options.map((one): [string, string] => [one.value, one.label])]));
        onChange(next);
      }}
    />
  );
}
