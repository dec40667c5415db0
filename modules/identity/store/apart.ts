import type { Tx } from '@songhua/kernel';
import type { Pair } from '../domain/decide-undo.ts';
import { pairOf } from '../domain/partition.ts';

const columnsOf = (pairs: readonly Pair[]): readonly [string[], string[]] => [
  pairs.map(([one]) => one),
  pairs.map(([, other]) => other),
];

/** Says that pairs are two people, by a decision. */
export async function addApart(tx: Tx, pairs: readonly Pair[], decision: string, now: Date): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `insert into identity.apart (one, other, decision, at) select one, other, $3, $4 from unnest($1::text[], $2::text[]) as p (one, other)
         on conflict (one, other) do nothing`,
    [...columnsOf(pairs), decision, now],
    'identity.add-apart',
  );
}

export async function removeApart(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `delete from identity.apart a using unnest($1::text[], $2::text[]) as p (one, other) where a.one = p.one and a.other = p.other`,
    columnsOf(pairs),
    'identity.remove-apart',
  );
}

/** The pairs among these registrations that people have decided are two. */
export async function apartAmong(tx: Tx, patients: readonly string[]): Promise<readonly Pair[]> {
  const rows = await tx.query<{ one: string; other: string }>(
    'select one, other from identity.apart where one = any($1) and other = any($1)',
    [patients],
    'identity.apart-among',
  );
  return rows.map(({ one, other }): Pair => [one, other]);
}

/** A question about them, from what was read. */
export function apartIn(pairs: readonly Pair[]): (one: string, other: string) => boolean {
  const known = new Set(pairs.map((pair) => pair.join(' ')));
  return (one, other) => known.has(pairOf(one, other).join(' '));
}
