import type { Tx } from '@songhua/kernel';
import type { Sentinel } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { duePeriods, measureCompleteness } from '../domain/measure-completeness.ts';
import { firstTold } from '../store/counts.ts';
import type { StoredSentinel } from '../store/sentinels.ts';
import type { Surroundings } from './load-surroundings.ts';

/** Of so many periods the completeness is told. */
export const periodsTold = { day: 14, week: 8 } as const;

export const sourceOf = ({ id }: Pick<StoredSentinel, 'id'>): string => `sentinel/${id}`;

/** Sentinels with their names, and how completely they spoke of their last periods. */
export async function showSentinels(
  tx: Tx,
  { nameOf, subjects }: Surroundings,
  found: readonly StoredSentinel[],
  now: Date,
): Promise<Sentinel[]> {
  const today = dayInBeijing(now);
  const due = found.map((one) => duePeriods(one, today, periodsTold[one.every]));
  const oldest = due.flat().sort()[0] ?? today;
  const told = Map.groupBy(await firstTold(tx, found.map(sourceOf), oldest), ({ source }) => source);
  return found.map((one, at) => {
    const first = new Map((told.get(sourceOf(one)) ?? []).map(({ day, firstAt }) => [day, dayInBeijing(firstAt)]));
    return {
      ...one,
      areaName: nameOf(one.town ?? one.area),
      subjectNames: one.subjects.map((code) => subjects.get(code) ?? { zh: code, en: code }),
      completeness: measureCompleteness(one, due[at] ?? [], first),
    };
  });
}
