import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from '../store/literals.ts';
import { type Raw, type Row, rowOf } from './fetch.ts';
import type { Reached } from './reaching.ts';
import type { Searching } from './searching.ts';
import { createBinder, run } from './statement.ts';
import { ridIn } from './these.ts';

/*
 * What comes along with a page, where not all of it is reached: as `fetchByNumber` and `fetchReferring`, and what is not reached is as if
 * it were not there, also for the bounds.
 */

/** Types of these resources, by number. */
async function typesOf(tx: Tx, rids: readonly bigint[]): Promise<number[]> {
  const rows = await tx.query<{ type: number }>(
    'select distinct type from records.resource where rid = any($1::bigint[]) and not deleted',
    [numbersLiteral(rids)],
    'records.types-of-numbers',
  );
  return rows.map(({ type }) => type);
}

export async function fetchReached(
  tx: Tx,
  searching: Searching,
  reached: Reached,
  {
    rids,
    codes,
    withLinks,
  }: { readonly rids: readonly bigint[]; readonly codes: readonly number[]; readonly withLinks: boolean },
): Promise<Row[]> {
  if (rids.length === 0) return [];
  const types = (await typesOf(tx, rids)).filter((type) => codes.length === 0 || codes.includes(type)).sort((a, b) => a - b);
  if (types.length === 0) return [];
  const binder = createBinder(tx);
  const numbers = binder.bind(numbersLiteral(rids), 'bigint[]');
  const cases = types.map((type) => {
    const row = reached.row(searching.typeName(type));
    return `when ${type} then ${row ? row(binder, 'r') : 'true'}`;
  });
  const rows = await run<Raw>(
    tx,
    `select r.rid, r.v, ${withLinks ? 'r.links' : 'null as links'}, r.body from unnest(${numbers}) a(rid) ${
      tx.spread
        ? 'join records.resource r on r.rid = a.rid'
        : 'cross join lateral (select * from records.resource r where r.rid = a.rid limit 1) r'
    } where not r.deleted and case r.type ${cases.join(' ')} else false end order by r.rid`,
    binder,
  );
  return rows.map(rowOf);
}

export async function fetchReferringReached(
  tx: Tx,
  searching: Searching,
  reached: Reached,
  {
    keys,
    type,
    limit,
    withLinks,
  }: { readonly keys: readonly bigint[]; readonly type: string; readonly limit: number; readonly withLinks: boolean },
): Promise<Row[]> {
  if (keys.length === 0) return [];
  const binder = createBinder(tx);
  const lists = binder.bind(numbersLiteral(keys), 'bigint[]');
  const test = reached.condition(type)?.test(binder, 'p.v') ?? 'true';
  const most = binder.bind(limit);
  const found = await run<{ rid: string }>(
    tx,
    tx.spread
      ? `select distinct ${ridIn('p.v')} as rid from records.posting p where p.key = any(${lists}) and ${test} limit ${most}`
      : `select distinct f.rid from unnest(${lists}) k(key) cross join lateral (
           select ${ridIn('p.v')} as rid from records.posting p where p.key = k.key and ${test} order by p.v desc limit ${most}) f
          limit ${most}`,
    binder,
  );
  const rids = found.map(({ rid }) => BigInt(rid));
  return fetchReached(tx, searching, reached, { rids, codes: [searching.of(type).index.code], withLinks });
}
