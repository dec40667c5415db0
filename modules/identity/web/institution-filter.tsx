import { useAddress } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Found {
  readonly entry?: readonly { readonly resource: { readonly id: string; readonly name?: string } }[];
}

/** One institution of the registry, found by part of its name; kept in the address as `institution`. */
export function InstitutionFilter() {
  const { t } = useTranslation('identity');
  const { get, set } = useAddress();
  const chosen = get('institution');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useAtRest(typed, setAsked);
  const found = useApi<Found>(asked ? '/fhir/R4/Organization' : null, {
    'name:contains': asked,
    _count: 20,
    _elements: 'name',
  });
  // A link brings the reference alone: its name is asked for.
  const named = useApi<{ readonly name?: string }>(chosen ? `/fhir/R4/${chosen}` : null);
  const options = (asked ? (found.data?.entry ?? []) : []).map(({ resource }) => ({
    value: `Organization/${resource.id}`,
    label: resource.name ?? resource.id,
  }));
  const shown =
    chosen && !options.some(({ value }) => value === chosen) ? [{ value: chosen, label: named.data?.name ?? chosen }] : [];
  return (
    <Select
      allowClear
      className="identity-filter"
      aria-label={t('institution')}
      placeholder={t('institution')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={asked && !found.isFetching ? t('institution-none') : t('institution-type')}
      popupMatchSelectWidth={false}
      value={chosen ?? null}
      options={[...shown, ...options]}
      onChange={(value: string | undefined) => set({ institution: value ?? null, offset: null })}
    />
  );
}
