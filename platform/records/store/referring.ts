import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from './literals.ts';

/** A resource that refers to another: the other's number, and the beginning of its own text. */
export interface Referrer {
  readonly rid: bigint;
  readonly body: string;
}

/** For each key of a reference one resource that has it, if there is any but the excepted ones; for each number one. */
export async function findReferring(tx: Tx, keys: readonly bigint[], except: readonly bigint[]): Promise<Referrer[]> {
  if (keys.length === 0) return [];
  if (tx.spread) return findReferringInSteps(tx, keys, except);
  const rows = await tx.query<{ target: string; body: string }>(
    `select distinct on (k.key & 281474976710655) k.key & 281474976710655 as target, left(r.body, 200) as body
       from unnest($1::bigint[]) k(key)
       cross join lateral (
         select p.v & 137438953471 as rid from records.posting p
          where p.key = k.key and not (p.v & 137438953471) = any($2::bigint[]) limit 1) p
       cross join lateral (select * from records.resource r where r.rid = p.rid limit 1) r`,
    [numbersLiteral(keys), numbersLiteral(except)],
    'records.find-referring',
  );
  return rows.map(({ target, body }) => ({ rid: BigInt(target), body }));
}

/** The same in two steps: first one referrer of each, then their texts. */
async function findReferringInSteps(tx: Tx, keys: readonly bigint[], except: readonly bigint[]): Promise<Referrer[]> {
  const found = await tx.query<{ target: string; rid: string }>(
    `select p.key & 281474976710655 as target, min(p.v & 137438953471) as rid from records.posting p
      where p.key = any($1::bigint[]) and not (p.v & 137438953471) = any($2::bigint[]) group by 1`,
    [numbersLiteral(keys), numbersLiteral(except)],
    'records.first-referring',
  );
  const bodies = await tx.query<{ rid: string; body: string }>(
    'select rid, left(body, 200) as body from records.resource where rid = any($1::bigint[])',
    [numbersLiteral(found.map(({ rid }) => BigInt(rid)))],
    'records.texts-of-referring',
  );
  const texts = new Map(bodies.map(({ rid, body }) => [rid, body] as const));
  return found.map(({ target, rid }) => ({ rid: BigInt(target), body: texts.get(rid) ?? '' }));
}
