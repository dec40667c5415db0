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

/** Keeps a secret in the place of a former of its name. */
export async function keepSecret(tx: Tx, name: string, value: unknown, now: Date): Promise<void> {
  await tx.query(
    `insert into access.secret (name, value, made_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, made_at = excluded.made_at`,
    [name, JSON.stringify(value), now],
  );
}

/** The secret of this name; `hold` keeps others from it until the transaction ends. */
export async function readSecret<T>(tx: Tx, name: string, hold = false): Promise<T | null> {
  const [row] = await tx.query<{ value: T }>(`select value from access.secret where name = $1 ${hold ? 'for update' : ''}`, [
    name,
  ]);
  return row?.value ?? null;
}

export const dropSecret = (tx: Tx, name: string): Promise<unknown> =>
  tx.query('delete from access.secret where name = $1', [name]);
