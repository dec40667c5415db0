import { blockSize } from '../domain/packed-bits.ts';
import type { Binder } from './statement.ts';

/** A table that a statement has written down, of v, and of `links` when it says so. */
export interface These {
  readonly name: string;
  readonly linked?: boolean;
}

/** rid within the text of a v. */
export const ridIn = (v: string): string => `(${v} & 137438953471)`;

/** Those that stand in these lists. One scan in order reads each page of the tree once, however many lie on it. */
export const inLists = (lists: string, { name }: These): string =>
  `select p.v from records.posting p where p.key = any(${lists}) and p.v = any(array(select s.v from ${name} s))`;

/**
 * Those that stand in one list: by its bits and the notes beside them (store/packed.ts) where it is packed and nothing else waits to be
 * folded, by its postings otherwise.
 */
export function inList(binder: Binder, key: bigint, these: These): string {
  const own = binder.bind(key, 'bigint');
  const bits = `exists (select from records.packed_list l where l.key = ${own}) and not exists (select from records.unpacked_run)`;
  const blocks = binder.table(
    `select p.block, p.data from records.packed p where p.key = ${own}
       and p.block = any(array(select distinct (${ridIn('s.v')} / ${blockSize})::int from ${these.name} s))`,
    false,
  );
  const noted = binder.table(
    `select u.rid, u.keys @> array[${own}] as stands from records.unpacked u
      where u.rid = any(array(select ${ridIn('s.v')} from ${these.name} s))`,
    false,
  );
  return `select s.v from ${these.name} s left join ${blocks} b on b.block = (${ridIn('s.v')} / ${blockSize})::int
     where (${bits}) and case when ${ridIn('s.v')} in (select n.rid from ${noted} n)
       then ${ridIn('s.v')} in (select n.rid from ${noted} n where n.stands)
       else get_bit(b.data, (${ridIn('s.v')} % ${blockSize})::int) = 1 end
   union all
   select o.v from (${inLists(`array[${own}]`, these)}) o where not (${bits})`;
}
