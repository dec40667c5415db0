import type { InstitutionList } from '@songhua/module-registry/contract.ts';
import { useApi } from '@songhua/ui/query.ts';
import { Select } from 'antd';
import { useState } from 'react';

interface HousePickerProps {
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
}

/** Institutions by name, as one types; the form holds their ids. */
export function HousePicker({ id, value, onChange }: HousePickerProps) {
  const [q, setQ] = useState('');
  const found = useApi<InstitutionList>('/api/registry/institutions', { q: q.trim() || undefined, class: 'hospital', limit: 20 });
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      value={value ?? []}
      onChange={(ids: string[]) => onChange?.(ids)}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
