import { createCalibrator, usualCalibration } from '../../fusion/calibrate.ts';
import { type FusionOptions, fuseSignals } from '../../fusion/fuse-signals.ts';
import type { Signal } from '../../fusion/signal.ts';
import { overdispersedTail } from '../../glm/count-distributions.ts';
import type { StreamShape } from './city-shape.ts';
import type { CountyCounts } from './draw-county.ts';

/** Days of the window that is judged, and weeks before it (one left out between) that it is held against. */
const window = 7;
const weeksBefore = 8;
/** The first day that can be judged. */
export const firstJudged = window * (weeksBefore + 2);

/**
 * How likely the last seven days' count was after eight weeks before, whose spread is estimated from the same weeks: the predictive negative binomial of `judgeByBayes`, its dispersion
 * raised by theirs.
 */
function chanceOfWeek(sums: Float64Array, at: number): number {
  let [sum, squares] = [0, 0];
  for (let back = 2; back < weeksBefore + 2; back += 1) {
    const count = sums[at - window * back] ?? 0;
    sum += count;
    squares += count * count;
  }
  const mean = (sum + 0.5) / weeksBefore;
  const variance = (squares - (sum * sum) / weeksBefore) / (weeksBefore - 1);
  const dispersion = Math.max(1, variance / mean) * (1 + 1 / weeksBefore);
  return overdispersedTail(sums[at] ?? 0, mean, dispersion);
}

function sumWeeks(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
  let sum = 0;
  for (const [at, count] of counts.entries()) {
    sum += count - (counts[at - window] ?? 0);
    sums[at] = sum;
  }
  return sums;
}

/** The smallest p of a stream's areas times their number, by stream and then by day from `firstJudged` on. */
export function judgeStreams(counts: CountyCounts, from = firstJudged): Float64Array[] {
  return counts.map((areas) => {
    const sums = areas.map(sumWeeks);
    const days = (sums[0]?.length ?? 0) - from;
    return Float64Array.from({ length: days }, (_, place) =>
      Math.min(1, sums.length * sums.reduce((least, one) => Math.min(least, chanceOfWeek(one, from + place)), 1)),
    );
  });
}

/** What turns a p of each stream into one that is uniform when nothing is going on. */
export type Calibrators = readonly ((p: number) => number)[];

export const learnCalibrators = (histories: readonly (readonly Float64Array[])[], streams: readonly StreamShape[]): Calibrators =>
  streams.map((_, stream) =>
    createCalibrator(
      histories.flatMap((history) => Array.from(history[stream] ?? [])),
      usualCalibration.tail,
    ),
  );

const options: FusionOptions = {
  day: 0,
  withinDays: 1,
  speaksAt: 0.05,
  method: 'fisher',
  subjectOf: (subject) => subject,
  watched: () => [],
  sharesPatients: [['case-reports', 'laboratories']],
};

/** Days, from one on, on which a stream for which one case is enough has one. */
export const singleCases = (counts: CountyCounts, streams: readonly StreamShape[], from: number): boolean[] => {
  const own = counts.filter((_, stream) => streams[stream]?.single).flat();
  const days = (own[0]?.length ?? 0) - from;
  return Array.from({ length: Math.max(0, days) }, (_, place) => own.some((one) => (one[from + place] ?? 0) > 0));
};

/** The combined p of all channels, day by day, as `fuseSignals` gives it to calibrated signals of the day; 0 where a single case is enough. */
export function fuseStreams(
  judged: readonly Float64Array[],
  streams: readonly StreamShape[],
  calibrators: Calibrators,
  singles: readonly boolean[],
): Float64Array {
  return Float64Array.from({ length: judged[0]?.length ?? 0 }, (_, day) => {
    const signals = streams.map(({ channel }, stream): Signal => {
      const p = calibrators[stream]?.(judged[stream]?.[day] ?? 1) ?? 1;
      const id = `${channel}/${day}`;
      const base = { id, channel, method: 'recent-week', county: 'county', subject: 'respiratory', from: 0, to: 0 } as const;
      return { ...base, observed: 0, expected: null, p, calibrated: true, level: 'quiet' };
    });
    return singles[day] ? 0 : (fuseSignals(signals, options)[0]?.combined.p ?? 1);
  });
}
