import type { Tx } from '@songhua/kernel';
import { blockSize } from '../domain/packed-bits.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { Condition } from './condition.ts';
import { type Binder, createBinder, run } from './statement.ts';
import { ridIn } from './these.ts';

/** Whether a condition is a union of lists and nothing else. */
export const isOfLists = ({ lists, dated, rest }: Condition): boolean => lists !== undefined && !dated && !rest;

/** Postings of lists beside long ones that may be turned into bits on the way: two microseconds each. */
const mostShort = 2_000;

/**
 * What statements about the intersection of some unions of lists begin with. `l`: each condition's lists, n null for one that is not
 * packed. `m`: resources with notes, by block, with how many of them fulfil all conditions. `f`: postings of what is not packed; `s`: their
 * bits.
 */
function listsAndNotes(binder: Binder, conditions: readonly Condition[]): string {
  const keys = conditions.map(({ lists }, at) => `select ${at} as at, u.key from unnest(${lists?.(binder)}) u(key)`);
  return `with k as materialized (${keys.join(' union ')}),
    l as materialized (select k.at, k.key, p.n from k left join records.packed_list p on p.key = k.key),
    m as materialized (
      select (u.rid / ${blockSize})::int as block, array_agg((u.rid % ${blockSize})::int) as bits,
        count(*) filter (where ${fulfils(conditions)}) as n from records.unpacked u group by 1),
    f as materialized (
      select l.at, ${ridIn('p.v')} as rid from l cross join lateral (
        select q.v from records.posting q where q.key = l.key limit ${mostShort + 1}) p where l.n is null limit ${mostShort + 1}),
    s as materialized (
      select f.at, (f.rid / ${blockSize})::int as block, bit_or(B'1'::bit(${blockSize}) >> (f.rid % ${blockSize})::int) as data
        from f group by 1, 2)`;
}

/** Whether the keys of a noted resource fulfil all conditions. */
const fulfils = (conditions: readonly Condition[]): string =>
  conditions.map((_, at) => `u.keys && (select coalesce(array_agg(l.key), '{}') from l where l.at = ${at})`).join(' and ');

/** Whether postings must be walked: there are runs, or a condition has some and no long list among them, or too many beside those. */
const unpacked = `(exists (select from records.unpacked_run)
  or exists (select from l where exists (select from f where f.at = l.at) group by l.at having count(l.n) = 0)
  or (select count(*) from f) > ${mostShort})`;

/** Blocks and their bits that all conditions have in common. Fenced, or the bits would be worked out anew for each use. */
function common(binder: Binder, conditions: readonly Condition[]): string {
  // One list whose key is known is packed, or nobody is in it.
  const rows = ({ keys = [] }: Condition, at: number, column: string): string =>
    keys.length === 1
      ? `select p.${column} from records.packed p where p.key = ${binder.bind(keys[0], 'bigint')}`
      : `select p.${column} from records.packed p where p.key = any(array(select l.key from l where l.at = ${at}))`;
  const short = ({ keys = [] }: Condition, at: number, column: string, where = ''): string =>
    keys.length === 1 ? '' : ` union all select s.${column} from s where s.at = ${at}${where}`;
  const bits = conditions.map((condition, at) => {
    const inBlock = `${rows(condition, at, 'data')} and p.block = b.block offset 0`;
    return condition.keys?.length === 1
      ? `cross join lateral (${inBlock}) d${at}`
      : `cross join lateral (select bit_or(u.data) as data
          from ((${inBlock})${short(condition, at, 'data', ' and s.block = b.block')}) u) d${at}`;
  });
  const [first] = conditions;
  const blocks = first ? `${rows(first, 0, 'block')}${short(first, 0, 'block')}` : '';
  return `select b.block, ${conditions.map((_, at) => `d${at}.data`).join(' & ')} as data
    from (select distinct a.block from (${blocks}) a) b ${bits.join(' ')} offset 0`;
}

/** Of the bits of a block, those of noted resources. */
const notedIn = (data: string): string =>
  `coalesce((select count(*) from unnest(m.bits) as g(bit) where get_bit(${data}, g.bit) = 1), 0)`;

/** The bits of one list alone, whose number is kept with it. */
const ofOne = `(select coalesce(sum(l.n), 0) from l) - (select coalesce(sum(${notedIn('p.data')}), 0)
  from m join l on l.n is not null cross join lateral (
    select p.data from records.packed p where p.key = l.key and p.block = m.block offset 0) p)`;

/**
 * How many fulfil all of these unions of lists, exactly, by their bits; null where postings must be counted: one has no long
 * list, or an import has just been written.
 */
export async function countPacked(tx: Tx, conditions: readonly Condition[]): Promise<number | null> {
  if (tx.spread || conditions.length === 0 || !conditions.every(isOfLists)) return null;
  const binder = createBinder(tx);
  const begin = listsAndNotes(binder, conditions);
  const [only] = conditions;
  const isOne = conditions.length === 1 && only?.keys?.length === 1;
  const ofBits = (): string => `(select coalesce(sum(bit_count(c.data) - ${notedIn('c.data')}), 0)
    from (${common(binder, conditions)}) c left join m on m.block = c.block)`;
  const either = (): string =>
    conditions.length > 1
      ? ofBits()
      : `(case when (select count(l.n) from l) = 1 and not exists (select from f) then ${ofOne} else ${ofBits()} end)`;
  const [row] = await run<{ n: number | null }>(
    tx,
    `${begin} select case when ${unpacked} then null else
       (${isOne ? ofOne : either()} + (select coalesce(sum(m.n), 0) from m))::int end as n`,
    binder,
  );
  return row?.n ?? null;
}

/** Bits looked at together when they are few. */
const stretch = 1_024;

/** The v of all who fulfil all of these, which are few (see `countPacked`); null as there. */
export async function findPacked(tx: Tx, conditions: readonly Condition[]): Promise<bigint[] | null> {
  const binder = createBinder(tx);
  const begin = listsAndNotes(binder, conditions);
  const part = `substring(c.data, s.at * ${stretch} + 1, ${stretch})`;
  const rows = await run<Found>(
    tx,
    `${begin} select null::int as block, null::int as at, null::text as bits, null::bigint as rid, ${unpacked} as flag
     union all select c.block, s.at, ${part}::text, null, null
       from (${common(binder, conditions)}) c cross join generate_series(0, ${blockSize / stretch - 1}) s(at)
      where bit_count(c.data) > 0 and bit_count(${part}) > 0
     union all select null, null, null, u.rid, ${fulfils(conditions)} from records.unpacked u`,
    binder,
  );
  const rids = new Set<bigint>();
  for (const { block, at, bits } of rows) {
    if (block === null || at === null || bits === null) continue;
    const first = block * blockSize + at * stretch;
    for (let bit = bits.indexOf('1'); bit >= 0; bit = bits.indexOf('1', bit + 1)) rids.add(BigInt(first + bit));
  }
  for (const { block, rid, flag } of rows) {
    if (block !== null) continue;
    if (rid === null) {
      if (flag) return null;
    } else if (flag) rids.add(BigInt(rid));
    else rids.delete(BigInt(rid));
  }
  const places = await tx.query<{ v: string }>(
    `select r.v from unnest($1::bigint[]) as n(rid)
       cross join lateral (select v from records.resource r where r.rid = n.rid offset 0) r`,
    [numbersLiteral(rids)],
    'records.places-of-numbers',
  );
  return places.map(({ v }) => BigInt(v));
}

/** A stretch of bits; a noted resource and whether it fulfils all; or, once, whether postings must be looked at. */
interface Found {
  readonly block: number | null;
  readonly at: number | null;
  readonly bits: string | null;
  readonly rid: string | null;
  readonly flag: boolean | null;
}
