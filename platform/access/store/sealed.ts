import type { Tx } from '@songhua/kernel';
import { isSealed, keyIdOf } from '../domain/seal.ts';
import { hasKey, openAt, sealFor, sealingKey } from '../secret-keys.ts';
import { seedPlace } from './second-factors.ts';
import { secretPlace } from './secrets.ts';

interface Kept {
  readonly table: 'secret' | 'second_factor';
  readonly id: string;
  /** As it stands: sealed, or in the clear from versions before. A secret in the clear is the JSON of its value. */
  readonly stored: string;
}

/** Every value that is sealed or ought to be; the rows are held. */
async function listKept(tx: Tx): Promise<readonly Kept[]> {
  const secrets = await tx.query<{ id: string; value: unknown }>(
    'select name as id, value from access.secret order by name for update',
  );
  const seeds = await tx.query<{ id: string; stored: string }>(
    'select account as id, secret as stored from access.second_factor order by account for update',
  );
  const told = (value: unknown): string => (typeof value === 'string' && isSealed(value) ? value : JSON.stringify(value));
  return [
    ...secrets.map(({ id, value }) => ({ table: 'secret' as const, id, stored: told(value) })),
    ...seeds.map(({ id, stored }) => ({ table: 'second_factor' as const, id, stored })),
  ];
}

const placeOf = ({ table, id }: Kept): string => (table === 'secret' ? secretPlace(id) : seedPlace(id));

async function sealAnew(tx: Tx, kept: Kept): Promise<void> {
  const place = placeOf(kept);
  const sealed = sealFor(place, openAt(place, kept.stored));
  if (kept.table === 'secret')
    await tx.query('update access.secret set value = $2 where name = $1', [kept.id, JSON.stringify(sealed)]);
  else await tx.query('update access.second_factor set secret = $2 where account = $1', [kept.id, sealed]);
}

/** Seals what versions before kept in the clear; how many there were. Safe to repeat. */
export async function sealPlain(tx: Tx): Promise<number> {
  const plain = (await listKept(tx)).filter(({ stored }) => !isSealed(stored));
  for (const kept of plain) await sealAnew(tx, kept);
  return plain.length;
}

/** Seals everything with the key that seals now, whatever it was sealed with before; how many there were. */
export async function resealAll(tx: Tx): Promise<number> {
  const now = sealingKey().id;
  const others = (await listKept(tx)).filter(({ stored }) => !isSealed(stored) || keyIdOf(stored) !== now);
  for (const kept of others) await sealAnew(tx, kept);
  return others.length;
}

/** How many values each key has sealed, by its name; the empty name stands for what is in the clear. */
export async function countSealed(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ key: string; n: number }>(
    `select coalesce(substring(stored from '^s1[.]([0-9a-f]+)[.]'), '') as key, count(*)::int as n
       from (select value #>> '{}' as stored from access.secret union all select secret from access.second_factor) as all_kept
      group by 1 order by 1`,
  );
  return new Map(rows.map(({ key, n }) => [key, n]));
}

/** What cannot be opened here, by where it lies; empty when all keys are there. */
export async function listUnopened(
  tx: Tx,
): Promise<readonly { readonly key: string; readonly secrets: readonly string[]; readonly seeds: number }[]> {
  const lost = (await listKept(tx)).filter(({ stored }) => isSealed(stored) && !hasKey(keyIdOf(stored)));
  return [...new Set(lost.map(({ stored }) => keyIdOf(stored)))].map((key) => {
    const own = lost.filter(({ stored }) => keyIdOf(stored) === key);
    return {
      key,
      secrets: own.filter(({ table }) => table === 'secret').map(({ id }) => id),
      seeds: own.filter(({ table }) => table === 'second_factor').length,
    };
  });
}

/** Drops what cannot be opened here, for good: keys are made anew, and whoever had a second factor must set one up again. */
export async function forgetUnopened(tx: Tx): Promise<{ readonly secrets: number; readonly seeds: number }> {
  const lost = (await listKept(tx)).filter(({ stored }) => isSealed(stored) && !hasKey(keyIdOf(stored)));
  const ids = (table: Kept['table']): string[] => lost.filter((kept) => kept.table === table).map(({ id }) => id);
  await tx.query('delete from access.secret where name = any($1)', [ids('secret')]);
  await tx.query('delete from access.second_factor where account = any($1)', [ids('second_factor')]);
  await tx.query('delete from access.recovery_code where account = any($1)', [ids('second_factor')]);
  return { secrets: ids('secret').length, seeds: ids('second_factor').length };
}
