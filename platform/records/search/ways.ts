import type { Tx } from '@songhua/kernel';
import type { Course, Page } from './candidates.ts';
import { type Condition, fulfilling } from './condition.ts';
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
  /** Of a walk: it goes on where it stands, as long as the page likely fills before it has looked at so many. */
  readonly upTo?: number;
  /** Of a set: the same resource may well stand in it many times. */
  readonly repeats?: boolean;
  readonly course: Omit<Course, 'descending'>;
}

export interface Fetching {
  readonly withLinks: boolean;
  /** Nothing else is asked of the same moment. */
  readonly alone: boolean;
}

/** Sets that a walk looks things up in, at most: this many are read in ten milliseconds. */
const mostAround = 60_000;

interface Bounded {
  /** Of v, in order. */
  readonly select: string;
  /** How many there were to look at. */
  readonly there: string;
  /** The last of them, if that is where it can go on. */
  readonly last: string;
  /** Of them, as many were looked at. */
  readonly looked: number;
}

interface Step {
  readonly leader: Condition;
  readonly tests: readonly Condition[];
  readonly direction: 'asc' | 'desc';
  readonly beyond: (v: string) => string[];
  readonly limit: number;
  readonly repeats: boolean;
}

const joined = (conditions: readonly string[]): string => conditions.join(' and ') || 'true';

/** How often one resource may stand in the beginning of a set before the whole of it is looked at. */
const mostOften = 4;

function ofSet(binder: Binder, { leader, tests, direction, beyond, limit, repeats }: Step, most: number): Bounded {
  const part = binder.part(`select s.v from (${leader.set(binder)}) s where ${joined(beyond('s.v'))}`);
  const order = `order by v ${direction}`;
  const looked = tests.length > 0 || repeats ? most : Math.min(most, limit * mostOften);
  const first = looked < most ? `select t.v from (${part}) t ${order} limit ${binder.bind(looked)}` : part;
  const where = joined(['f.complete', ...tests.map(({ test }) => test(binder, 's.v'))]);
  // Put in order before it is tested: each is tested only until the page is full.
  const sorted = `select distinct t.v from (${first}) t where f.complete ${order} offset 0`;
  return {
    select: `select s.v from (${sorted}) s where ${where} limit ${binder.bind(limit)}`,
    there: `(select count(*) from (${part}) n)`,
    last: 'null::bigint',
    looked,
  };
}

function ofWalk(binder: Binder, { leader, tests, direction, beyond, limit }: Step, most: number): Bounded {
  const within = {
    where: (v: string): string => joined(beyond(v)),
    tail: (v: string): string => `order by ${v} ${direction} limit ${binder.bind(most + 1)}`,
  };
  const steps = leader.steps?.(binder, within);
  const [key = 0n] = leader.keys ?? [];
  const next = binder.table(
    steps
      ? `select n.v, n.fits from (${steps}) n ${within.tail('n.v')}`
      : `select p.v from records.posting p where p.key = ${binder.bind(key, 'bigint')} and ${within.where('p.v')} ${within.tail('p.v')}`,
    false,
  );
  // One resource may stand in several of the lists, or in one of them several times.
  const sorted = `select distinct t.v from ${next} t where f.complete${steps ? ' and t.fits' : ''} order by t.v ${direction} offset 0`;
  const near = tests.filter(({ far }) => !far).map(({ test }) => test(binder, 's.v'));
  const far = tests
    .filter((condition) => condition.far)
    .map((condition) => `(s.v in (${fulfilling(condition, binder, { name: next })})) is true`);
  return {
    select: `select s.v from (${sorted}) s where ${joined([...near, ...far])} limit ${binder.bind(limit)}`,
    there: `(select count(*) from ${next})`,
    // Of the last resource there may be more in the lists than was read: it is met once more.
    last: `(select ${direction === 'desc' ? 'min' : 'max'}(n.v)${steps ? (direction === 'desc' ? ' + 1' : ' - 1') : ''} from ${next} n)`,
    looked: most,
  };
}

/** What was found on the first part of a way. */
interface Gone {
  readonly rows: Row[];
  /** Nothing that comes before the last of them, or before the page is full, was left out. */
  readonly whole: boolean;
  /** Where a walk stands. */
  readonly last?: bigint;
}

const nothing: Gone = { rows: [], whole: false };

async function goOnce(tx: Tx, way: Way, descending: boolean, page: Page, fetching: Fetching): Promise<Gone> {
  const { kind, most, course, repeats = false } = way;
  const { limit, after } = page;
  const { withLinks, alone } = fetching;
  const binder = createBinder(tx, kind === 'set' ? most : mostAround);
  const direction = descending ? 'desc' : 'asc';
  const beyond = (v: string): string[] =>
    after === undefined ? [] : [`${v} ${descending ? '<' : '>'} ${binder.bind(after, 'bigint')}`];
  const step: Step = { ...course, direction, beyond, limit, repeats };
  const { select, there, last, looked } = kind === 'set' ? ofSet(binder, step, most) : ofWalk(binder, step, most);
  const parts = binder.parts.length > 0 ? `with ${binder.parts.join(', ')} ` : '';
  const rows = await run<{ complete: boolean; there: string | null; last: string | null } & { [K in keyof Raw]: Raw[K] | null }>(
    tx,
    `${parts}select f.complete, f.there, f.last, r.rid, c.v, r.links, r.body
       from (select g.complete, case when g.complete then ${there} end as there, ${last} as last
               from (select ${binder.complete()} as complete offset 0) g offset 0) f
       left join lateral (${select}) c on true
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
  if (!first?.complete) return nothing;
  if (found.length === limit || Number(first.there) <= looked) return { rows: found, whole: true };
  // The same resources stood in its beginning again and again.
  if (kind === 'set' && looked < most) return goOnce(tx, { ...way, repeats: true }, descending, page, fetching);
  return { rows: found, whole: false, ...(first.last !== null && { last: BigInt(first.last) }) };
}

/** The next of a way's resources in order; undefined when it gave up. */
export async function goWay(tx: Tx, way: Way, descending: boolean, page: Page, fetching: Fetching): Promise<Row[] | undefined> {
  const { upTo = way.most } = way;
  const found = new Map<bigint, Row>();
  let { after } = page;
  let looked = 0;
  for (let { most } = way; ; ) {
    // One more than is missing, for the last one may be met again.
    const limit = page.limit - found.size + (looked > 0 ? 1 : 0);
    const { rows, whole, last } = await goOnce(tx, { ...way, most }, descending, { limit, after }, fetching);
    for (const row of rows) found.set(row.v, row);
    if (whole || found.size >= page.limit) return [...found.values()].slice(0, page.limit);
    looked += most;
    if (last === undefined) return undefined;
    after = last;
    // As far as what is left likely lies, by those found so far; not at all when that is beyond the bound.
    const likely = ((page.limit - found.size) * looked * 1.5) / Math.max(found.size, 1);
    if (looked + likely > upTo) return undefined;
    most = Math.min(Math.ceil(likely), most * 4);
  }
}
