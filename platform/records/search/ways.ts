import type { Tx } from '@songhua/kernel';
import type { Course, Page } from './candidates.ts';
import { type Raw, type Row, rowOf } from './fetch.ts';
import { type Binder, createBinder, run } from './statement.ts';

/**
 * A way to a page, in one statement, that says beforehand how much it may look at and gives up when that is not enough. Which way is
 * the shortest depends on how many fulfil a condition, and to count them first costs as much as going.
 */
export interface Way {
  /** `set`: all who fulfil the leader, when they and the sets they are found by are no more than `most`. `walk`: the next `most` of the leader's list. */
  readonly kind: 'set' | 'walk';
  readonly most: number;
  readonly course: Omit<Course, 'descending'>;
}

export interface Fetching {
  readonly withLinks: boolean;
  /** Nothing else is asked of the same moment. */
  readonly alone: boolean;
}

/** Sets that a walk looks things up in, at most: this many are read in two milliseconds. */
const mostAround = 20_000;

interface Bounded {
  /** A select of v, in order. */
  readonly page: string;
  /** How many were looked at, where the page may end for having looked at enough. */
  readonly looked: string;
}

const joined = (conditions: readonly string[]): string => conditions.join(' and ') || 'true';

function ofSet(binder: Binder, { leader, tests }: Course, order: string, beyond: (v: string) => string[]): Bounded {
  const part = binder.part(`select s.v from (${leader.set(binder)}) s where ${joined(beyond('s.v'))}`);
  const where = joined(['f.complete', ...tests.map(({ test }) => test(binder, 's.v'))]);
  return { page: `select distinct s.v from (${part}) s where ${where} ${order}`, looked: '0' };
}

function ofWalk(
  binder: Binder,
  { leader, tests }: Course,
  direction: string,
  beyond: (v: string) => string[],
  most: number,
): Bounded {
  const [key = 0n] = leader.keys ?? [];
  const of = `p.key = ${binder.bind(key, 'bigint')}`;
  const next = `select p.v from records.posting p where ${joined([of, ...beyond('p.v')])} order by p.v ${direction} limit ${binder.bind(most)}`;
  const where = joined(['f.complete', ...tests.map(({ test, among = test }) => among(binder, 's.v'))]);
  // Not put in order again: each is tested only until the page is full.
  return { page: `select s.v from (${next}) s where ${where}`, looked: `(select count(*) from (${next}) n)` };
}

/** The next of a way's resources in order; undefined when it gave up. */
export async function goWay(
  tx: Tx,
  { kind, most, course }: Way,
  descending: boolean,
  { limit, after }: Page,
  { withLinks, alone }: Fetching,
): Promise<Row[] | undefined> {
  const binder = createBinder(tx, kind === 'set' ? most : mostAround);
  const direction = descending ? 'desc' : 'asc';
  const beyond = (v: string): string[] =>
    after === undefined ? [] : [`${v} ${descending ? '<' : '>'} ${binder.bind(after, 'bigint')}`];
  const full = { ...course, descending };
  const { page, looked } =
    kind === 'set' ? ofSet(binder, full, `order by v ${direction}`, beyond) : ofWalk(binder, full, direction, beyond, most);
  const parts = binder.parts.length > 0 ? `with ${binder.parts.join(', ')} ` : '';
  const rows = await run<{ complete: boolean; looked: string } & { [K in keyof Raw]: Raw[K] | null }>(
    tx,
    `${parts}select f.complete, f.looked, r.rid, c.v, r.links, r.body
       from (select ${binder.complete()} as complete, ${looked} as looked) f
       left join lateral (${page} limit ${binder.bind(limit)}) c on true
       left join lateral (select r.rid, ${withLinks ? 'r.links' : 'null as links'}, r.body from records.resource r
         where r.rid = c.v & 137438953471 limit 1) r on true
      order by c.v ${direction}`,
    binder,
    alone,
  );
  const found = rows.flatMap(({ rid, v, links, body }) =>
    rid === null || v === null || body === null ? [] : [rowOf({ rid, v, links, body })],
  );
  const [first] = rows;
  if (!first?.complete) return undefined;
  return kind === 'walk' && found.length < limit && Number(first.looked) >= most ? undefined : found;
}
