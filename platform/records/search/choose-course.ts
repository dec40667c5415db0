import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import type { Course } from './candidates.ts';
import { type Condition, ofLists } from './condition.ts';
import { createBinder, run } from './statement.ts';

/** A condition and the filter it says in SQL. */
export interface Sought {
  readonly filter: Filter;
  readonly condition: Condition;
}

/** A course and what is left to the engine. */
export interface Choice {
  readonly course: Omit<Course, 'descending'>;
  readonly rest: readonly Filter[];
}

/** A set up to this size is read whole; a larger one is met in the order of the lists. */
const small = 2_000;

/** How many likely fulfil a condition, by its nature alone: 1 few, 2 some, 3 cannot be told, 4 most. */
function rank({ filter, condition }: Sought): 1 | 2 | 3 | 4 {
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
  const binder = createBinder(tx);
  const counts = conditions.map(
    ({ set }, at) => `(select count(*)::int from (select 1 from (${set(binder)}) s limit ${small + 1}) c) as n${at}`,
  );
  const [row] = await run<Record<string, number>>(tx, `select ${counts.join(', ')}`, binder);
  return conditions.map((_, at) => row?.[`n${at}`] ?? 0);
}

/**
 * Chooses who leads. One that surely is fulfilled by few leads at once; otherwise the candidates are counted up to a bound, the
 * smallest leads if it is small, and if none is, the lists lead in their order, so that the first page is found on the way.
 */
export async function chooseCourse(tx: Tx, everyOne: bigint, sought: readonly Sought[]): Promise<Choice> {
  const all = ofLists((binder) => binder.bind(`{${everyOne}}`, 'bigint[]'), [everyOne]);
  const rest = sought.flatMap(({ condition }) => (condition.rest ? [condition.rest] : []));
  const ranked = sought.filter(({ condition }) => !isEveryOne(condition, everyOne));
  if (ranked.length === 0) return { course: { leader: all, tests: [] }, rest };
  const ranks = ranked.map(rank);
  const best = Math.min(...ranks);
  const [first] = ranked;
  const alone = ranked.length === 1 && first?.condition.lists;
  if (best <= 2 || alone) {
    const at = alone ? 0 : ranks.indexOf(best as 1);
    return lead(ranked, at, all, rest);
  }
  const counts = await countSmall(
    tx,
    ranked.map(({ condition }) => condition),
  );
  const least = Math.min(...counts);
  if (least <= small) return lead(ranked, counts.indexOf(least), all, rest, counts);
  const list = ranked.findIndex(({ condition }) => condition.lists && !condition.dated);
  return lead(ranked, list, all, rest, counts);
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
