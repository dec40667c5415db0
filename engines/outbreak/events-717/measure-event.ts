import { median } from '../fusion/median.ts';

/**
 * The measures 7-1-7 (Frieden et al. 2021, Lancet 398:638): an event is detected within 7 days of its emergence, notified within 1 day of its detection, and the first response
 * is complete within 7 days of the notification. Times in milliseconds; null for what has not happened or is not known.
 */
export interface EventTimes {
  /** First case, or first sign in animals or the environment, as far as is known now. */
  readonly emerged: number | null;
  readonly detected: number | null;
  /** Told to the authority that answers for it. */
  readonly notified: number | null;
  /** When each action of the first response that applies was complete; actions that do not apply are left out. */
  readonly actions: Readonly<Partial<Record<EarlyAction, number | null>>>;
}

/** Actions of the first response, as recalled from the tool of the 7-1-7 Alliance; not compared with its text. */
export const earlyActions = [
  'investigation',
  'risk-assessment',
  'laboratory-confirmation',
  'case-management',
  'countermeasures',
  'communication',
  'coordination',
] as const;
export type EarlyAction = (typeof earlyActions)[number];

export type Phase717 = 'detect' | 'notify' | 'respond';

export const targetDays: Readonly<Record<Phase717, number>> = { detect: 7, notify: 1, respond: 7 };

export interface PhaseMeasure {
  readonly phase: Phase717;
  /** Days it took, or has taken until now; null where its beginning is not known. */
  readonly days: number | null;
  /** `open`: not over, and there is time left; `overdue`: not over, and late; `disordered`: ended before it began. */
  readonly state: 'met' | 'late' | 'open' | 'overdue' | 'unknown' | 'disordered';
}

export interface EventMeasures {
  readonly phases: readonly [detect: PhaseMeasure, notify: PhaseMeasure, respond: PhaseMeasure];
  /** All three met; false as soon as one cannot be met any more, null while it is open. */
  readonly met: boolean | null;
  /** Actions that apply and are not complete. */
  readonly missing: readonly EarlyAction[];
}

const day = 86_400_000;

function measure(phase: Phase717, from: number | null, to: number | null, now: number): PhaseMeasure {
  if (from === null) return { phase, days: null, state: 'unknown' };
  const days = ((to ?? now) - from) / day;
  const inTime = days <= targetDays[phase];
  if (to === null) return { phase, days, state: inTime ? 'open' : 'overdue' };
  if (days < 0) return { phase, days, state: 'disordered' };
  return { phase, days, state: inTime ? 'met' : 'late' };
}

/** How an event stands against 7-1-7. The first response is complete with the last of its actions, and not before there is one. */
export function measureEvent({ emerged, detected, notified, actions }: EventTimes, now: number): EventMeasures {
  const applying = earlyActions.filter((action) => actions[action] !== undefined);
  const missing = applying.filter((action) => actions[action] === null);
  const ends = applying.flatMap((action) => actions[action] ?? []);
  const responded = ends.length > 0 && missing.length === 0 ? Math.max(...ends) : null;
  const phases = [
    measure('detect', emerged, detected, now),
    measure('notify', detected, notified, now),
    measure('respond', notified, responded, now),
  ] as const;
  const failed = phases.some(({ state }) => state === 'late' || state === 'overdue');
  return { phases, met: failed ? false : phases.every(({ state }) => state === 'met') ? true : null, missing };
}

/** One phase over many events. */
export interface PhaseSummary {
  readonly phase: Phase717;
  /** Events in which the phase is over, in order. */
  readonly over: number;
  readonly met: number;
  /** Of those that are over or overdue; null without any. */
  readonly share: number | null;
  readonly medianDays: number | null;
}

/** Each phase over many events, and how many met all three of those that can be judged. */
export function summariseEvents(events: readonly EventMeasures[]): {
  readonly phases: readonly PhaseSummary[];
  readonly judged: number;
  readonly met: number;
} {
  const phases = (['detect', 'notify', 'respond'] as const).map((phase, at): PhaseSummary => {
    const own = events.flatMap(({ phases: all }) => all[at] ?? []);
    const over = own.filter(({ state }) => state === 'met' || state === 'late');
    const met = over.filter(({ state }) => state === 'met').length;
    const judged = over.length + own.filter(({ state }) => state === 'overdue').length;
    return {
      phase,
      over: over.length,
      met,
      share: judged === 0 ? null : met / judged,
      medianDays: median(over.flatMap((one) => one.days ?? [])),
    };
  });
  const judged = events.filter(({ met }) => met !== null);
  return { phases, judged: judged.length, met: judged.filter(({ met }) => met === true).length };
}
