import { useAddress } from './address.ts';

const usual = 50;

/** The page in view, kept in the address under `offset` and `limit`: what to ask for, and what a table takes as `paging`. */
export function usePaging() {
  const { get, set } = useAddress();
  const limit = Number(get('limit')) || usual;
  const offset = Number(get('offset')) || 0;
  const onChange = (from: number, size: number): void =>
    set({ offset: from ? String(from) : null, limit: size === usual ? null : String(size) });
  return { limit, offset, paging: { limit, offset, onChange } };
}
