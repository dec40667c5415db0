import { median } from './median.ts';

/** What became of a signal, as the national system counts it. Times in milliseconds. */
export interface AnsweredSignal {
  readonly raised: number;
  readonly answered: number | null;
  /** Found by its check: nothing, a suspected outbreak, or one that was confirmed (which was suspected, too); null while it is open. */
  readonly outcome: 'excluded' | 'suspected' | 'confirmed' | null;
}

/** The figures that are published of the national system; null where they would divide by nothing. */
export interface SurveillanceFigures {
  readonly signals: number;
  readonly perCountyWeek: number | null;
  /** Shares of all signals. */
  readonly answered: number | null;
  readonly within2Hours: number | null;
  readonly within24Hours: number | null;
  /** Of the answered ones. */
  readonly medianHours: number | null;
  readonly suspected: number | null;
  readonly confirmed: number | null;
}

const hour = 3_600_000;

/** Figures of signals raised in so many counties over so many weeks. Both limits of time belong to what is in time. */
export function surveillanceFigures(signals: readonly AnsweredSignal[], counties: number, weeks: number): SurveillanceFigures {
  const { length } = signals;
  const share = (count: number): number | null => (length === 0 ? null : count / length);
  const hours = signals.flatMap(({ raised, answered }) => (answered === null ? [] : [(answered - raised) / hour]));
  const within = (limit: number): number | null => share(hours.filter((one) => one <= limit).length);
  return {
    signals: length,
    perCountyWeek: counties * weeks > 0 ? length / (counties * weeks) : null,
    answered: share(hours.length),
    within2Hours: within(2),
    within24Hours: within(24),
    medianHours: median(hours),
    suspected: share(signals.filter(({ outcome }) => outcome === 'suspected' || outcome === 'confirmed').length),
    confirmed: share(signals.filter(({ outcome }) => outcome === 'confirmed').length),
  };
}
