import type { Tx } from '@songhua/kernel';
import { isSealed } from '../domain/seal.ts';
import { openAt, sealFor } from '../secret-keys.ts';

/** Where a secret lies: a sealed value opens at its own name alone. */
export const secretPlace = (name: string): string => `access.secret/${name}`;

const sealed = (name: string, value: unknown): string => JSON.stringify(sealFor(secretPlace(name), JSON.stringify(value)));

/** What a row holds: sealed text, or of versions before the value itself. */
const opened = <T>(name: string, stored: unknown): T =>
  (typeof stored === 'string' ? JSON.parse(openAt(secretPlace(name), asJson(stored))) : stored) as T;

/** A text that was kept in the clear is read as the text it is. */
const asJson = (stored: string): string => (isSealed(stored) ? stored : JSON.stringify(stored));

/** The secret of this name, made by `make` the first time and kept: two servers starting at once get the same. */
export async function keptSecret<T>(tx: Tx, name: string, now: Date, make: () => Promise<T> | T): Promise<T> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`songhua secret ${name}`]);
  const [row] = await tx.query<{ value: unknown }>('select value from access.secret where name = $1', [name]);
  if (row) return opened<T>(name, row.value);
  const value = await make();
  await tx.query('insert into access.secret (name, value, made_at) values ($1, $2, $3)', [name, sealed(name, value), now]);
  return value;
}

/** Keeps a secret in the place of a former of its name. */
export async function keepSecret(tx: Tx, name: string, value: unknown, now: Date): Promise<void> {
  await tx.query(
    `insert into access.secret (name, value, made_at) values ($1, $2, $3)
     on conflict (name) do update set value = excluded.value, made_at = excluded.made_at`,
    [name, sealed(name, value), now],
  );
}

/** The secret of this name; `hold` keeps others from it until the transaction ends. */
export async function readSecret<T>(tx: Tx, name: string, hold = false): Promise<T | null> {
  const [row] = await tx.query<{ value: unknown }>(
    `select value from access.secret where name = $1 ${hold ? 'for update' : ''}`,
    [name],
  );
  return row ? opened<T>(name, row.value) : null;
}

export const dropSecret = (tx: Tx, name: string): Promise<unknown> =>
  tx.query('delete from access.secret where name = $1', [name]);
