import { createHash } from 'node:crypto';
import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Migration } from './discover.ts';

/** What an applied migration is known by. */
export const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/** The notes of what has run. Its own times are bookkeeping, not facts. */
const bookkeeping = `
  create schema if not exists songhua;
  create table if not exists songhua.migration (
    unit text not null,
    name text not null,
    hash text not null,
    applied_at timestamptz not null,
    primary key (unit, name)
  )`;

/**
 * Applies what has not run yet, each file with its note in one transaction, units in the order found (platform
 * before modules). A file that has run and reads differently now is refused: migrations are added, never edited.
 * Many servers may start at once: an advisory lock lets one work.
 */
export const migrate = (pool: pg.Pool, migrations: readonly Migration[], now: Date): Promise<readonly string[]> =>
  withTx(pool, 'write', (tx) => migrateWithin(tx, migrations, now));

/** As `migrate`, as a part of something larger. */
export async function migrateWithin(tx: Tx, migrations: readonly Migration[], now: Date): Promise<readonly string[]> {
  await tx.query('select pg_advisory_xact_lock(1398108)');
  await tx.query(bookkeeping);
  const notes = await tx.query<{ unit: string; name: string; hash: string }>('select unit, name, hash from songhua.migration');
  const known = new Map(notes.map(({ unit, name, hash }) => [`${unit}/${name}`, hash]));
  const applied: string[] = [];
  for (const migration of migrations)
    if (await applyOne(tx, migration, known, now)) applied.push(`${migration.unit}/${migration.name}`);
  return applied;
}

async function applyOne(tx: Tx, { unit, name, sql }: Migration, known: ReadonlyMap<string, string>, now: Date): Promise<boolean> {
  const label = `${unit}/${name}`;
  const hash = known.get(label);
  if (hash === hashOf(sql)) return false;
  if (hash !== undefined) throw new Error(`migration ${label} has been edited after it ran; add a new one instead`);
  await tx.query('insert into songhua.migration (unit, name, hash, applied_at) values ($1, $2, $3, $4)', [
    unit,
    name,
    hashOf(sql),
    now,
  ]);
  await tx.query(sql).catch((cause: Error) => {
    throw new Error(`migration ${label} failed: ${cause.message}`, { cause });
  });
  return true;
}
