import type { Expectation, Happening, Judged, Run } from '../contract.ts';

/** Hours to a hundredth. */
export const rounded = (hours: number): number => Math.round(hours * 100) / 100;

interface Asked {
  readonly played: readonly Pick<Run['played'][number], 'inject' | 'hours'>[];
  readonly happened: readonly Pick<Happening, 'milestone' | 'hours'>[];
  /** Hours of the drill by now. */
  readonly now: number;
  readonly ended: boolean;
}

/**
 * How each expectation stands: met within its hours of the inject or late, running or overdue while it may still come, missed when the run ended without it. Only
 * what happened after the inject counts, each time once for each expectation.
 */
export function judgeExpectations(expectations: readonly Expectation[], { played, happened, now, ended }: Asked): Judged[] {
  return expectations.map((one) => {
    const begun = played.find(({ inject }) => inject === one.after)?.hours;
    if (begun === undefined) return { ...one, state: ended ? 'missed' : 'waiting', hours: null };
    const times = happened
      .filter(({ milestone, hours }) => milestone === one.milestone && hours >= begun)
      .map(({ hours }) => hours)
      .sort((a, b) => a - b);
    const done = times[one.count - 1];
    const took = (done ?? now) - begun;
    const inTime = took <= one.withinHours;
    const open = ended ? 'missed' : inTime ? 'running' : 'overdue';
    return { ...one, state: done === undefined ? open : inTime ? 'met' : 'late', hours: rounded(took) };
  });
}
