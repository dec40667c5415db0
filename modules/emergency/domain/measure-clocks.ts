import { ok, type Result, refuse } from '@songhua/kernel';
import type { Clock, Times } from '../contract.ts';

export const hour = 3_600_000;

/**
 * 7-1-7 (Frieden et al., Lancet 2021;398:638-640): days from one step to the next, in hours. `report`: 突发公共卫生事件应急条例 arts. 19–20, two hours from finding an event to
 * reporting it.
 */
const steps = [
  { step: 'detect', from: 'firstCaseAt', to: 'detectedAt', limitHours: 7 * 24 },
  { step: 'notify', from: 'detectedAt', to: 'notifiedAt', limitHours: 24 },
  { step: 'respond', from: 'notifiedAt', to: 'respondedAt', limitHours: 7 * 24 },
  { step: 'report', from: 'detectedAt', to: 'notifiedAt', limitHours: 2 },
] as const;

/** Hours to a tenth. */
export const hoursBetween = (from: number, to: number): number => Math.round(((to - from) / hour) * 10) / 10;

/** The three clocks of 7-1-7 and the law's at `now`: how long each step took, or runs; unknown while its beginning is. */
export function measureClocks(times: Times, now: Date): Clock[] {
  return steps.map(({ step, from, to, limitHours }) => {
    const [begin, end] = [times[from], times[to]];
    if (begin === null) return { step, limitHours, hours: null, dueAt: null, state: 'unknown' };
    const due = Date.parse(begin) + limitHours * hour;
    const at = end === null ? now.getTime() : Date.parse(end);
    const inTime = at <= due;
    const state = end === null ? (inTime ? 'running' : 'overdue') : inTime ? 'met' : 'late';
    return { step, limitHours, hours: hoursBetween(Date.parse(begin), at), dueAt: new Date(due).toISOString(), state };
  });
}

const order = ['firstCaseAt', 'detectedAt', 'notifiedAt', 'respondedAt'] as const;

/** Refuses times in the wrong order, and those that are still to come. */
export function checkTimes(times: Times, now: Date): Result<null> {
  const known = order.flatMap((name) => (times[name] === null ? [] : [{ name, at: Date.parse(times[name]) }]));
  for (const [at, { name, at: moment }] of known.entries()) {
    if (moment > now.getTime()) return refuse('emergency.time-ahead', { field: name, now: now.toISOString() });
    const former = known[at - 1];
    if (former && former.at > moment) return refuse('emergency.times-reversed', { earlier: former.name, later: name });
  }
  return ok(null);
}
