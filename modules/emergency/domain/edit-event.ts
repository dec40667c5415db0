import { ok, type Result, refuse } from '@songhua/kernel';
import type { EmergencyEvent, EventPatch } from '../contract.ts';
import { checkTimes } from './measure-clocks.ts';

type Fields = Omit<EmergencyEvent, 'areaName'>;

/** The event with these fields changed; its kind stays while a response to that kind runs. */
export function editEventFields<E extends Fields>(event: E, changes: EventPatch['changes'], now: Date): Result<E> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const moments = Object.entries(changes.times ?? {}).filter(([, value]) => value !== undefined);
  const times: EmergencyEvent['times'] = { ...event.times, ...Object.fromEntries(moments) };
  const timed = checkTimes(times, now);
  if (!timed.ok) return timed;
  if (changes.kind !== undefined && changes.kind !== event.kind && event.state === 'responding')
    return refuse('emergency.response-runs', { state: event.state });
  return ok({ ...event, ...given, times });
}
