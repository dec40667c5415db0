import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useAddress } from './address.ts';

/** Typing is never blocked: the address follows when the fingers rest. */
const rest = 250;

/** A box to search by words, kept in the address as `q`; a new search begins at the first page. */
export function SearchBox({ label, className }: { readonly label: string; readonly className: string }) {
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
