import type { Tx } from '@songhua/kernel';

/** Every resource of the type has been indexed with its labels: what bears none is seen as bearing none from now on. */
export const noteLabelled = (tx: Tx, type: number): Promise<unknown> =>
  tx.query('delete from records.unlabelled where type = $1', [type]);

/** Types whose resources were written before labels were kept. */
export async function unlabelledTypes(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ type: number }>('select type from records.unlabelled order by type');
  return rows.map(({ type }) => type);
}
