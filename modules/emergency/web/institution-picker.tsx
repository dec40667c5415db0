import type { InstitutionList } from '@songhua/module-registry/contract.ts';
import { useApi } from '@songhua/ui/query.ts';
import { Select } from 'antd';
import { useState } from 'react';

interface PickerProps {
  /** Given by the form. */
  readonly id?: string;
  readonly value?: { readonly value: string; readonly label: string }[];
  readonly onChange?: (chosen: { readonly value: string; readonly label: string }[]) => void;
}

/** Institutions by name, as one types. */
export function InstitutionPicker({ id, value, onChange }: PickerProps) {
  const [q, setQ] = useState('');
  const found = useApi<InstitutionList>('/api/registry/institutions', { q: q.trim() || undefined, limit: 20 });
  return (
    <Select<{ value: string; label: string }[]>
      {...(id !== undefined && { id })}
      mode="multiple"
      labelInValue
      value={[...(value ?? [])]}
      onChange={(chosen) => onChange?.(chosen)}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}
