import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useAddress } from './address.ts';
import { useAtRest } from './use-at-rest.ts';

/** A box to search by words, kept in the address as `q`; a new search begins at the first page. */
export function SearchBox({ label, className }: { readonly label: string; readonly className: string }) {
  const { get, set } = useAddress();
  const asked = get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const follow = useCallback(
    (q: string) => {
      if (q !== asked) set({ q, offset: null });
    },
    [asked, set],
  );
  useAtRest(typed, follow);
  return (
    <Input
      allowClear
      className={className}
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
