import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import type { Course } from './candidates.ts';
import { type Condition, ofLists } from './condition.ts';
import { meetPacked } from './packed-course.ts';
import { createBinder, run } from './statement.ts';
import type { Way } from './ways.ts';

/** A condition and the filter it says in SQL. */
export interface Sought {
  readonly filter: Filter;
  readonly condition: Condition;
}

/** A course and what is left to the engine. */
export interface Choice {
  readonly course: Omit<Course, 'descending'>;
  readonly rest: readonly Filter[];
  /** Ways to a page to be tried first, in this order. */
  readonly ways?: readonly Way[];
  /** The choice for whoever asks for all, where it is another one. */
  readonly forAll?: () => Promise<Choice>;
  /** How many there are in all, where that was found on the way. */
  readonly total?: number;
  /** How to a page when none of the ways gets there. */
  readonly otherwise?: () => Promise<Choice>;
}

/** A set up to this size is read whole; a larger one is met in the order of the lists. */
const small = 2_000;

/** How many likely fulfil a condition, by its nature alone: 1 few, 2 some, 3 cannot be told, 4 most. */
export function rank({ filter, condition }: Sought): 1 | 2 | 3 | 4 {
  if (condition.keys?.length === 0) return 1;
  if (condition.dated) return 4;
  if (filter.kind === 'list' || filter.kind === 'compartment') return 2;
  if (filter.kind !== 'param') return condition.lists || filter.kind === 'chain' || filter.kind === 'has' ? 3 : 4;
  const { parameter } = filter;
  if (parameter.code === '_id') return 1;
  if (parameter.code === '_lastUpdated') return 3;
  if (parameter.type === 'token' && parameter.elements.includes('Identifier')) return 1;
  if (parameter.type === 'reference' && /Patient|Encounter|EpisodeOfCare/.test(parameter.targets.join(' '))) return 2;
  if (parameter.type === 'string') return 2;
  return 3;
}

/** How many fulfil each of these, counted up to `small` and no further. One statement. */
async function countSmall(tx: Tx, conditions: readonly Condition[]): Promise<number[]> {
  if (conditions.length === 0) return [];
  const binder = createBinder(tx);
  const counts = conditions.map(
    ({ set }, at) => `(select count(*)::int from (select 1 from (${set(binder)}) s limit ${small + 1}) c) as n${at}`,
  );
  const [row] = await run<Record<string, number>>(tx, `select ${counts.join(', ')}`, binder);
  return conditions.map((_, at) => row?.[`n${at}`] ?? 0);
}

/**
 * Who leads without being counted: one that surely is fulfilled by few, the only one beside dates, the only one that is no list of its
 * own. Nobody when that cannot be told.
 */
function leaderOf(ranked: readonly Sought[]): number | undefined {
  const ranks = ranked.map(rank);
  const best = Math.min(...ranks);
  if (best <= 2) return ranks.indexOf(best as 1);
  const undated = ranked.filter(({ condition }) => !condition.dated);
  if (undated.length === 0) return 0;
  const sets = undated.filter(({ condition }) => !condition.lists);
  const [only] = undated.length === 1 ? undated : sets;
  return only && (undated.length === 1 || sets.length === 1) ? ranked.indexOf(only) : undefined;
}

/** Lists met one after the other, each in its order; more of them are read as one. */
const fewLists = 8;

/** The ways to a page when this one leads, the likeliest first; none when its lists are walked in their order anyway. */
function waysOf({ filter, condition }: Sought, course: Way['course'], everyone: Condition): readonly Way[] {
  const { keys, lists, dated, whole, far, steps } = condition;
  if (dated || (lists && (keys?.length ?? 0) <= fewLists)) return [];
  const set = (most: number): Way => ({
    kind: 'set',
    most,
    course,
    repeats: !lists && !steps && (!whole || rank({ filter, condition }) === 2),
  });
  // Of many that fulfil it the next are soon met, of few the set is short.
  if (steps) return [{ kind: 'walk', most: 300, upTo: 6_000, course }, set(10 * small)];
  if (lists || whole) return [set(10 * small)];
  if (!far) return [set(small)];
  const listed = course.tests.find((test) => test.keys?.length === 1 && !test.dated) ?? everyone;
  const tests = [condition, ...course.tests.filter((test) => test !== listed)];
  const walk = (most: number, upTo = most): Way => ({ kind: 'walk', most, upTo, course: { leader: listed, tests } });
  return filter.kind === 'has'
    ? [set(200), walk(25, 100), set(small), walk(100, 1_500), set(10 * small)]
    : [set(4 * small), walk(400, 1_500), set(10 * small), walk(2_000, 200_000)];
}

/**
 * Chooses who leads. One that surely is fulfilled by few, or stands alone, leads at once, by ways that give up before they cost too much;
 * otherwise the candidates are counted up to a bound, the smallest leads if it is small, and if none is, the lists lead in their
 * order, so that the first page is found on the way.
 */
export async function chooseCourse(tx: Tx, everyOne: bigint, sought: readonly Sought[]): Promise<Choice> {
  const all = ofLists((binder) => binder.bind(`{${everyOne}}`, 'bigint[]'), [everyOne]);
  const rest = sought.flatMap(({ condition }) => (condition.rest ? [condition.rest] : []));
  const ranked = sought.filter(({ condition }) => !isEveryOne(condition, everyOne));
  if (ranked.length === 0) return { course: { leader: all, tests: [] }, rest };
  const at = leaderOf(ranked);
  const first = at === undefined ? undefined : ranked[at];
  if (at === undefined || !first) return unled(tx, ranked, all, rest);
  const choice = lead(ranked, at, all, rest);
  const bounded = !tx.spread && rest.length === 0 ? waysOf(first, choice.course, all) : [];
  if (bounded.length > 0) {
    const counts = ranked.map((_, place) => (place === at ? small + 1 : 0));
    const otherwise = async (): Promise<Choice> =>
      ranked.length === 1 ? lead(ranked, first.condition.inOrder ? 0 : -1, all, rest, counts) : byCounting(tx, ranked, all, rest);
    return { ...choice, ways: bounded, otherwise };
  }
  const { lists, dated } = first.condition;
  return lists || dated || rank(first) <= 2 ? choice : byCounting(tx, ranked, all, rest);
}

/** Nobody leads surely: a look at the next few of one list often fills the page; else, and for whoever asks for all, they are counted. */
async function unled(tx: Tx, ranked: readonly Sought[], all: Condition, rest: readonly Filter[]): Promise<Choice> {
  const counted = (): Promise<Choice> => byCounting(tx, ranked, all, rest);
  const at = ranked.findIndex(({ condition }) => condition.keys?.length === 1 && !condition.dated);
  if (at < 0 || tx.spread || rest.length > 0 || ranked.some(({ condition }) => condition.whole || condition.dated))
    return counted();
  const { course } = lead(ranked, at, all, rest);
  return { course, rest, ways: [{ kind: 'walk', most: 300, course }], otherwise: counted, forAll: counted };
}

async function byCounting(tx: Tx, ranked: readonly Sought[], all: Condition, rest: readonly Filter[]): Promise<Choice> {
  const met = await meetPacked(tx, ranked);
  const undated = ranked.filter((sought) => !sought.condition.dated && !met?.lists.includes(sought));
  const counted = await countSmall(
    tx,
    undated.map(({ condition }) => condition),
  );
  // A date is met in the order of whoever leads: it need not be counted. Nor need long lists.
  const counts = ranked.map((sought) => counted[undated.indexOf(sought)] ?? small + 1);
  const least = Math.min(...counts);
  if (met?.few && met.total <= least) {
    const others = ranked.filter((sought) => !met.lists.includes(sought));
    const of = [met.total, ...others.map((sought) => counts[ranked.indexOf(sought)] ?? 0)];
    const choice = lead([met.few, ...others], 0, all, rest, of);
    return others.length === 0 && rest.length === 0 ? { ...choice, total: met.total } : choice;
  }
  if (least <= small) return lead(ranked, counts.indexOf(least), all, rest, counts);
  const lists = ranked.map(({ condition }) =>
    condition.dated ? Infinity : condition.lists ? (condition.keys?.length ?? fewLists) : condition.inOrder ? fewLists : Infinity,
  );
  const shortest = Math.min(...lists);
  const choice = lead(ranked, shortest === Infinity ? -1 : lists.indexOf(shortest), all, rest, counts);
  return met && met.lists.length === ranked.length && rest.length === 0 ? { ...choice, total: met.total } : choice;
}

const isEveryOne = ({ keys }: Condition, everyOne: bigint): boolean => keys?.length === 1 && keys[0] === everyOne;

/** The course with one of them (or, at -1, everybody) in the lead. A large set that SQL could only read whole is left to the engine. */
function lead(
  ranked: readonly Sought[],
  at: number,
  all: Condition,
  rest: readonly Filter[],
  counts: readonly number[] = [],
): Choice {
  const others = ranked
    .map((sought, place) => ({ ...sought, count: counts[place] ?? 0, place }))
    .filter(({ place }) => place !== at);
  const left = others.filter(({ condition, count }) => condition.whole && !condition.dated && count > small);
  const tests = others.filter((other) => !left.includes(other)).map(({ condition }) => condition);
  const leader = ranked[at]?.condition ?? all;
  // A clinical date has no list of its own: everybody's list in its bounds is it.
  if (leader.dated)
    return { course: { leader: all, tests: [leader, ...tests] }, rest: [...rest, ...left.map(({ filter }) => filter)] };
  return { course: { leader, tests }, rest: [...rest, ...left.map(({ filter }) => filter)] };
}
