import type { Tx } from '@songhua/kernel';

/*
 * Packed lists as they are kept, for whoever checks them.
 */

/** The lists that are packed and how many each says it holds. */
export async function packedLists(tx: Tx): Promise<{ readonly key: bigint; readonly n: number }[]> {
  const rows = await tx.query<{ key: string; n: string }>('select key, n from records.packed_list order by key');
  return rows.map(({ key, n }) => ({ key: BigInt(key), n: Number(n) }));
}

export interface PackedBlock {
  readonly block: number;
  readonly n: number;
  /** Zeros and ones. */
  readonly bits: string;
}

export const blocksOf = (tx: Tx, key: bigint): Promise<PackedBlock[]> =>
  tx.query<PackedBlock>('select block, n, data::text as bits from records.packed where key = $1 order by block', [key]);

/** Where the ones are. */
export function positions(bits: string): Set<number> {
  const found = new Set<number>();
  for (let at = bits.indexOf('1'); at >= 0; at = bits.indexOf('1', at + 1)) found.add(at);
  return found;
}

export async function allNotes(tx: Tx): Promise<{ readonly rid: bigint; readonly keys: readonly bigint[] }[]> {
  const rows = await tx.query<{ rid: string; keys: string[] }>('select rid, keys from records.unpacked');
  return rows.map(({ rid, keys }) => ({ rid: BigInt(rid), keys: keys.map(BigInt) }));
}

export async function allRuns(tx: Tx): Promise<Uint8Array[]> {
  const rows = await tx.query<{ data: Uint8Array }>('select data from records.unpacked_run');
  return rows.map(({ data }) => data);
}
