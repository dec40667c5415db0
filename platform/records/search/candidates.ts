import type { Condition, Dated } from './condition.ts';
import { placedIn } from './spread.ts';
import type { Binder } from './statement.ts';

/** Who leads through the resources, what else SQL tests, and in which direction. */
export interface Course {
  readonly leader: Condition;
  readonly tests: readonly Condition[];
  readonly descending: boolean;
}

export interface Page {
  readonly limit: number;
  readonly offset?: number;
  /** Only what comes after this v. */
  readonly after?: bigint | undefined;
  /** All are asked for, not the first in order. */
  readonly all?: true;
}

const lowest = (values: readonly (bigint | undefined)[]): bigint | undefined =>
  values.reduce<bigint | undefined>(
    (low, value) => (value === undefined || (low !== undefined && low <= value) ? low : value),
    undefined,
  );
const highest = (values: readonly (bigint | undefined)[]): bigint | undefined =>
  values.reduce<bigint | undefined>(
    (high, value) => (value === undefined || (high !== undefined && high >= value) ? high : value),
    undefined,
  );

const datedOf = (conditions: readonly Condition[]): Dated[] => conditions.flatMap(({ dated }) => (dated ? [dated] : []));

/** A select of v in order, each once, of everybody who fulfils leader and tests. */
export function candidates(
  binder: Binder,
  { leader, tests, descending }: Course,
  { limit, offset = 0, after, all: isAll }: Page,
): string {
  const direction = descending ? 'desc' : 'asc';
  const beyond = (v: string): string[] =>
    after === undefined ? [] : [`${v} ${descending ? '<' : '>'} ${binder.bind(after, 'bigint')}`];
  const most = (): string => binder.bind(limit + offset);
  const all = (v: string, conditions: readonly Condition[]): string =>
    [...beyond(v), ...conditions.map(({ test }) => test(binder, v))].join(' and ') || 'true';
  const page = (): string => `order by v ${direction} limit ${binder.bind(limit)} offset ${binder.bind(offset)}`;
  const leadsInOrder = leader.lists !== undefined || (leader.inOrder !== undefined && !isAll);
  if (binder.spread || !leadsInOrder) {
    return `select distinct ${placedIn(binder, 's')} from (${leader.set(binder)}) s where ${all('s.v', tests)} ${page()}`;
  }
  // Within the bounds of the clinical dates, each decided on the row; whoever stands beside is asked for on its own.
  const dates = datedOf(tests);
  const others = tests.filter(({ dated }) => !dated);
  const from = highest(dates.map(({ from: bound }) => bound));
  const to = lowest(dates.map(({ to: bound }) => bound));
  const bounds = (v: string): string[] => [
    ...(from === undefined ? [] : [`${v} >= ${binder.bind(from, 'bigint')}`]),
    ...(to === undefined ? [] : [`${v} <= ${binder.bind(to, 'bigint')}`]),
    ...dates.map(({ row }) => row(binder, v)),
  ];
  const where = (v: string): string => [...bounds(v), all(v, others)].join(' and ');
  const tail = (v: string): string => `order by ${v} ${direction} limit ${most()}`;
  const [only, more] = leader.keys ?? [];
  const main = leader.lists
    ? only !== undefined && more === undefined
      ? `select p.v from records.posting p where p.key = ${binder.bind(only, 'bigint')} and ${where('p.v')} ${tail('p.v')}`
      : `select p.v from unnest(${leader.lists(binder)}) k(key) cross join lateral (
           select p.v from records.posting p where p.key = k.key and ${where('p.v')} ${tail('p.v')}) p`
    : (leader.inOrder?.(binder, { where, tail }) ?? leader.set(binder));
  if (dates.length === 0 && only !== undefined && more === undefined) {
    return `${main} offset ${binder.bind(offset)}`;
  }
  const beside = tests.flatMap((own) => {
    const where = (v: string): string =>
      all(
        v,
        [leader, ...tests].filter((one) => one !== own),
      );
    return own.dated ? [`(select distinct b.v from (${own.dated.beside(binder, { where, tail })}) b ${tail('b.v')})`] : [];
  });
  return `select distinct v from (${[`(${main})`, ...beside].join(' union all ')}) u ${page()}`;
}
