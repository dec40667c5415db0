import { useAddress } from '@songhua/ui/address.ts';

const pageSize = 50;

/** The page in view, kept in the address. */
export function usePaging() {
  const { get, set } = useAddress();
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const onChange = (from: number, size: number): void =>
    set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) });
  return { limit, offset, paging: { limit, offset, onChange } };
}
