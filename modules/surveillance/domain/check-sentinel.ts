import { ok, type Result, refuse } from '@songhua/kernel';
import type { Sentinel, Signal } from '../contract.ts';
import { mondayOf } from './measure-completeness.ts';

/** The channel through which each kind of sentinel speaks. */
export const channelOf: Readonly<Record<Sentinel['kind'], Signal['channel']>> = {
  'fever-clinic': 'syndromes',
  'primary-care': 'syndromes',
  pharmacy: 'community',
  school: 'community',
  laboratory: 'laboratories',
  'sewage-point': 'sewage',
  'animal-site': 'animals-vectors',
  port: 'ports',
};

/** Whether somebody reports for a sentinel: who keeps sentinels for all, others for those of the institution for which they work. */
export const mayReportFor = (
  { institution }: Pick<Sentinel, 'institution'>,
  keepsSentinels: boolean,
  own: string | undefined,
): boolean => keepsSentinels || (institution !== null && institution === own);

type Place = Pick<Sentinel, 'area' | 'town' | 'kind' | 'every'>;

/** Whether its counts would lie elsewhere from now on: of another place, channel or rhythm, beside those it told before. */
export const isMoved = (was: Place, to: Place): boolean =>
  was.area !== to.area || was.town !== to.town || was.every !== to.every || channelOf[was.kind] !== channelOf[to.kind];

type Period = Pick<Sentinel, 'every' | 'since' | 'until' | 'subjects'>;

/** Whether counts of a day may be entered: of a day it counts on, not of one to come, each subject that it counts once. */
export function checkCounts(
  { every, since, until, subjects }: Period,
  { day, counts }: { readonly day: string; readonly counts: readonly { readonly subject: string }[] },
  today: string,
): Result<null> {
  if (day > today) return refuse('surveillance.day-ahead', { day, today });
  if (day < since || (until !== null && day > until))
    return refuse('surveillance.day-outside', { day, since, until: until ?? '…' });
  if (every === 'week' && mondayOf(day) !== day) return refuse('surveillance.day-no-monday', { day, monday: mondayOf(day) });
  const asked = counts.map(({ subject }) => subject);
  if (asked.length !== subjects.length || !subjects.every((subject) => asked.includes(subject)))
    return refuse('surveillance.counts-incomplete', { wanted: subjects.join(', ') });
  return ok(null);
}
