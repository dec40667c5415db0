import type { Tx } from '@songhua/kernel';
import { hashBytes } from './hash.ts';
import { keptEvery } from './merkle.ts';

/** Entries whose keys follow each other as their numbers do, all of one block: how the chain is stored. */
export interface Run {
  /** Number and key of the first. */
  readonly number: number;
  readonly entry: number;
  readonly count: number;
}

/** Numbers that a run does not reach beyond: blocks are dropped, and proven, as a whole. */
const block = 2 ** keptEvery;

/** The runs of these keys, the first of which gets this number. */
export function runsOf(first: number, entries: readonly number[]): Run[] {
  const runs: { number: number; entry: number; count: number }[] = [];
  for (const [at, entry] of entries.entries()) {
    const number = first + at;
    const last = runs.at(-1);
    if (last && entry === last.entry + last.count && (number - 1) % block !== 0) last.count += 1;
    else runs.push({ number, entry, count: 1 });
  }
  return runs;
}

const list = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;

/** Writes links down: `hashes` holds one after the other, that of number `first` at its beginning. */
export function writeRuns(tx: Tx, first: number, entries: readonly number[], hashes: Buffer): void {
  const runs = runsOf(first, entries);
  tx.later(
    `insert into access.audit_run (number, entry, count, hashes)
     select number, entry, count, substr($5::bytea, ((number - $4) * ${hashBytes} + 1)::int, count * ${hashBytes})
       from unnest($1::bigint[], $2::bigint[], $3::int[]) as t (number, entry, count)`,
    [
      list(runs.map(({ number }) => number)),
      list(runs.map(({ entry }) => entry)),
      list(runs.map(({ count }) => count)),
      first,
      hashes,
    ],
    'audit.chain',
  );
}

/** SQL of the number of an entry of `access.audit`; null as long as it is not chained. */
export const numberOf = (alias: string): string =>
  `(select case when ${alias}.entry < r.entry + r.count then r.number + ${alias}.entry - r.entry end
      from access.audit_run r where r.entry <= ${alias}.entry order by r.entry desc limit 1)`;

/** SQL of the key of the entry with a number; null where there is none. */
export const entryAt = (number: string): string =>
  `(select case when ${number} < r.number + r.count then r.entry + ${number} - r.number end
      from access.audit_run r where r.number <= ${number} order by r.number desc limit 1)`;

/** SQL of the links with numbers above `from` and up to `to`, as columns `number`, `entry` and `hash`. */
export const linksBetween = (from: string, to: string): string =>
  `(select r.number + n as number, r.entry + n as entry, substr(r.hashes, n * ${hashBytes} + 1, ${hashBytes}) as hash
      from access.audit_run r cross join lateral generate_series(0, r.count - 1) as n
     where r.number > ${from} - ${block} and r.number <= ${to} and r.number + n > ${from} and r.number + n <= ${to})`;

/**
 * SQL of runs `r` under a condition, and of what is asked of each of their entries `a`, as `own`: in the order of the chain, run after run whatever
 * is known of the tables' sizes.
 */
export const entriesOf = (runs: string, asked: string, rest = 'order by a.entry offset 0'): string =>
  `(select r.number, r.entry, r.count from access.audit_run r where ${runs} order by r.number offset 0) as r
     cross join lateral (select ${asked} from access.audit a where a.entry >= r.entry and a.entry < r.entry + r.count ${rest}) as own`;

/** The link hash of the entry with this number. */
export async function readLinkHash(tx: Tx, number: number): Promise<Buffer | null> {
  const [row] = await tx.query<{ hash: Buffer }>(
    `select hash from ${linksBetween('$1::bigint - 1', '$1::bigint')} as c`,
    [number],
    'audit.link-hash',
  );
  return row?.hash ?? null;
}
