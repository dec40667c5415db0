import type { ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import type { Condition } from './condition.ts';
import type { Reached } from './reaching.ts';
import { type Searching, valuesOf } from './searching.ts';
import { createBinder, run } from './statement.ts';

/** Numbers of the resources that stand above or below those asked for, these among them. */
export type Reach = readonly bigint[];

/** Parameters by which a resource says what it is part of. */
const partOf = ['partof', 'part-of'];

/** Resources reached, at most; a city's organizations and places are fewer. */
const mostReached = 50_000;

/** By numbers: from each part to the whole it names. `union` ends a circle. */
const above = `with recursive reached(rid) as (
    select n.rid from records.name n where n.type = $1 and n.id = any($2::text[])
    union select l & 281474976710655 from reached a join records.resource r on r.rid = a.rid and not r.deleted
      cross join unnest(r.links) l where (l >> 48) = $3::int)
  select rid from reached limit ${mostReached}`;

/** And from each whole to the parts that name it. */
const below = `with recursive reached(rid) as (
    select n.rid from records.name n where n.type = $1 and n.id = any($2::text[])
    union select p.v & 137438953471 from reached a cross join lateral (
      select p.v from records.posting p where p.key = ($3::bigint << 48) | a.rid limit ${mostReached}) p)
  select rid from reached limit ${mostReached}`;

/** One step of either on a spread database, where no statement goes on from its own answers. */
const stepAbove = `select distinct l & 281474976710655 as rid from records.resource r cross join unnest(r.links) l
  where r.rid = any($1::bigint[]) and not r.deleted and (l >> 48) = $2::int`;
const stepBelow = `select distinct p.v & 137438953471 as rid from records.posting p
  where p.key in (select ($2::bigint << 48) | a.rid from unnest($1::bigint[]) a(rid))`;

/** The same step by step. */
async function reachInSteps(
  tx: Tx,
  up: boolean,
  type: number,
  ids: string,
  number: number,
  within: Condition | undefined,
): Promise<{ rid: string }[]> {
  let fresh = await tx.query<{ rid: string }>(
    'select rid from records.name where type = $1 and id = any($2::text[])',
    [type, ids],
    'records.numbers-of-names',
  );
  const reached = new Set(fresh.map(({ rid }) => rid));
  while (fresh.length > 0 && reached.size < mostReached) {
    const rids = fresh.map(({ rid }) => BigInt(rid));
    const next = within
      ? await stepWithin(tx, up, rids, number, within)
      : await tx.query<{ rid: string }>(
          up ? stepAbove : stepBelow,
          [numbersLiteral(rids), number],
          up ? 'records.step-above' : 'records.step-below',
        );
    fresh = next.filter(({ rid }) => !reached.has(rid));
    for (const { rid } of fresh) reached.add(rid);
  }
  return [...reached].slice(0, mostReached).map((rid) => ({ rid }));
}

/** One step of either where not all of the type is reached: who says what it is part of must be. */
async function stepWithin(
  tx: Tx,
  up: boolean,
  rids: readonly bigint[],
  number: number,
  within: Condition,
): Promise<{ rid: string }[]> {
  const binder = createBinder(tx);
  const [of, by] = [binder.bind(numbersLiteral(rids), 'bigint[]'), binder.bind(number, 'int')];
  return run<{ rid: string }>(
    tx,
    up
      ? `select distinct l & 281474976710655 as rid from records.resource r cross join unnest(r.links) l
          where r.rid = any(${of}) and not r.deleted and (l >> 48) = ${by} and ${within.test(binder, 'r.v')}`
      : `select distinct p.v & 137438953471 as rid from records.posting p
          where p.key in (select (${by}::bigint << 48) | a.rid from unnest(${of}) a(rid)) and ${within.test(binder, 'p.v')}`,
    binder,
  );
}

/** Resources above or below the values of a reference filter in the order of parts and wholes; by what of them is reached. */
export async function findReach(tx: Tx, searching: Searching, filter: ParamFilter, seen?: Reached): Promise<Reach> {
  const up = filter.modifier === 'above';
  const byType = new Map<string, string[]>();
  for (const { types = [], id } of valuesOf(filter, 'reference')) {
    if (id !== undefined) for (const type of types) byType.set(type, [...(byType.get(type) ?? []), id]);
  }
  const reached: bigint[] = [];
  for (const [type, ids] of byType) {
    const { index } = searching.of(type);
    // What has no parts stands for itself; 0 is nobody's number of a parameter.
    const [number = 0] = partOf.flatMap((code) => index.stored(code));
    const within = seen?.condition(type);
    const rows =
      tx.spread || within
        ? await reachInSteps(tx, up, index.code, textsLiteral(ids), number, within)
        : await tx.query<{ rid: string }>(
            up ? above : below,
            [index.code, textsLiteral(ids), number],
            up ? 'records.reach-above' : 'records.reach-below',
          );
    reached.push(...rows.map(({ rid }) => BigInt(rid)));
  }
  return reached;
}
