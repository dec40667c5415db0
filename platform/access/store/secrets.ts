import type { Tx } from '@songhua/kernel';

/** The secret of this name, made by `make` the first time and kept: two servers starting at once get the same. */
export async function keptSecret<T>(tx: Tx, name: string, now: Date, make: () => Promise<T> | T): Promise<T> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`songhua secret ${name}`]);
  const [row] = await tx.query<{ value: T }>('select value from access.secret where name = $1', [name]);
  if (row) return row.value;
  const value = await make();
  await tx.query('insert into access.secret (name, value, made_at) values ($1, $2, $3)', [name, JSON.stringify(value), now]);
  return value;
}
