import type { Tx } from '@songhua/kernel';

/** Keeps which modules the house has, in place of what an earlier start found. */
export async function saveModules(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('delete from plan.house_module where id <> all($1)', [ids]);
  await tx.query('insert into plan.house_module (id) select unnest($1::text[]) on conflict do nothing', [ids]);
}

/** Ids of the modules of this house. */
export async function houseModules(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>('select id from plan.house_module');
  return new Set(rows.map(({ id }) => id));
}
