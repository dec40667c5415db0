import type { InstitutionList } from '@songhua/module-registry/contract.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sentinel } from '../contract.ts';

/** For which institution a sentinel counts, by name as one types; its people then report for it. */
export function InstitutionField({ sentinel }: { readonly sentinel: Sentinel | undefined }) {
  const { t } = useTranslation('surveillance');
  const [q, setQ] = useState('');
  const mayLook = useMay('registry.read');
  const found = useApi<InstitutionList>(mayLook ? '/api/registry/institutions' : null, { q: q.trim() || undefined, limit: 20 });
  const own = sentinel?.institution
    ? [{ value: sentinel.institution, label: sentinel.institutionName ?? sentinel.institution }]
    : [];
  const others = (found.data?.items ?? []).map(({ id, name }) => ({ value: `Organization/${id}`, label: name }));
  return (
    <Form.Item name="institution" label={t('sentinel.institution')} extra={t('sentinel.institution-help')}>
      <Select
        allowClear
        disabled={!mayLook}
        loading={found.isFetching}
        showSearch={{ filterOption: false, onSearch: setQ }}
        options={[...own.filter(({ value }) => !others.some((one) => one.value === value)), ...others]}
      />
    </Form.Item>
  );
}
