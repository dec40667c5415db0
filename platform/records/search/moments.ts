import { firstMinute, firstOfMinute, minutes } from '../domain/keys.ts';
import { shortPeriod } from '../domain/read-entries.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { Binder } from './statement.ts';

/*
 * Moments of the date by which the lists of a type are ordered: those that the order does not lead to. The texts are those of
 * migrations/0007_search_indexes.sql, or its indexes would not be used.
 */

/** Begin of the minute by which a v stands in the lists, ms; domain/keys.ts says how it is reckoned. */
export const minuteIn = (v: string): string => `((${v} >> 37) + ${minutes / 2 + firstMinute}) * 60000`;

/** Kinds of long periods by their length: up to 2, 4, 8 … days, and those that last longer than all of these. */
const longest = Array.from({ length: 17 }, (_, at) => shortPeriod * 2 ** (at + 1));

/** Which moments, and of a page how its rows come. */
export interface MomentsAsked {
  readonly parameter: number;
  /** A boolean over a moment's row of this name. */
  readonly test: (binder: Binder, moment: string) => string;
  readonly within?: Within | undefined;
}

/** Of a page: a further condition on a v, and the end of each select, order and limit. One resource may have many moments, a page counts it once. */
export interface Within {
  readonly where: (v: string) => string;
  readonly tail: (v: string) => string;
}

const rest = (m: string, within: Within | undefined): string =>
  within ? ` and ${within.where(`${m}.v`)} ${within.tail(`${m}.v`)}` : '';

/** Moments in another minute than the one by which their resource stands in the lists: a select of v. */
export function elsewhere(binder: Binder, { parameter, test, within }: MomentsAsked): string {
  const m = binder.alias();
  const minute = minuteIn(`${m}.v`);
  return `select distinct ${m}.v from records.moment ${m} where ${m}.parameter = ${binder.bind(parameter)}
    and (${m}.lo < ${minute} or ${m}.lo >= ${minute} + 60000) and ${test(binder, m)}${rest(m, within)}`;
}

/** Long periods of resources that stand in the lists before `from` and that end after `beyond`, ms: a select of v. */
export function ongoing(binder: Binder, { parameter, test, within }: MomentsAsked, from: number, beyond: number): string {
  const m = binder.alias();
  const firsts = [...longest, Number.POSITIVE_INFINITY].map((length) => firstOfMinute(Math.max(beyond - length, -8.64e15)));
  const kind = `width_bucket(${m}.hi - ${m}.lo, '{${longest.join(',')}}'::bigint[])`;
  return `select o.v from unnest(${binder.bind(numbersLiteral(firsts.keys()), 'int[]')}, ${binder.bind(numbersLiteral(firsts), 'bigint[]')}) k(kind, first)
    cross join lateral (select distinct ${m}.v from records.moment ${m} where ${m}.parameter = ${binder.bind(parameter)}
      and ${kind} = k.kind and ${m}.hi - ${m}.lo > ${shortPeriod} and ${m}.v >= k.first and ${m}.v < ${binder.bind(firstOfMinute(from), 'bigint')}
      and ${test(binder, m)}${rest(m, within)}) o`;
}
