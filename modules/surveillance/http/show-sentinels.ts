import type { Tx } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import type { Sentinel } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { duePeriods, measureCompleteness } from '../domain/measure-completeness.ts';
import { firstTold } from '../store/counts.ts';
import type { StoredSentinel } from '../store/sentinels.ts';
import type { Surroundings } from './load-surroundings.ts';

/** Of so many periods the completeness is told. */
export const periodsTold = { day: 14, week: 8 } as const;

export const sourceOf = ({ id }: Pick<StoredSentinel, 'id'>): string => `sentinel/${id}`;

/** Names of institutions by their reference; none is asked for where no sentinel has one. */
async function institutionNames(
  tx: Tx,
  { areas }: Surroundings,
  found: readonly StoredSentinel[],
): Promise<ReadonlyMap<string, string>> {
  const root = areas.find(({ parent }) => parent === null);
  if (!root || found.every(({ institution }) => institution === null)) return new Map();
  return new Map((await institutionsOfArea(tx, root.code)).map(({ id, name }) => [`Organization/${id}`, name]));
}

/** Sentinels with their names, and how completely they spoke of their last periods. */
export async function showSentinels(
  tx: Tx,
  around: Surroundings,
  found: readonly StoredSentinel[],
  now: Date,
): Promise<Sentinel[]> {
  const { nameOf, subjects } = around;
  const names = await institutionNames(tx, around, found);
  const today = dayInBeijing(now);
  const due = found.map((one) => duePeriods(one, today, periodsTold[one.every]));
  const oldest = due.flat().sort()[0] ?? today;
  const told = Map.groupBy(await firstTold(tx, found.map(sourceOf), oldest), ({ source }) => source);
  return found.map((one, at) => {
    const first = new Map((told.get(sourceOf(one)) ?? []).map(({ day, firstAt }) => [day, dayInBeijing(firstAt)]));
    return {
      ...one,
      areaName: nameOf(one.town ?? one.area),
      institutionName: one.institution && (names.get(one.institution) ?? null),
      subjectNames: one.subjects.map((code) => subjects.get(code) ?? { zh: code, en: code }),
      completeness: measureCompleteness(one, due[at] ?? [], first),
    };
  });
}
