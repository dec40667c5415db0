import type { Judged } from '../series.ts';

/** What one method did on one series. */
interface Trial {
  /** Judgements of the series without the outbreak. */
  readonly quiet: readonly Judged[];
  /** Judgements of the series with it. */
  readonly judged: readonly Judged[];
  /** Cases that the outbreak added, by step of the series. */
  readonly cases: ArrayLike<number>;
}

export interface Figures {
  readonly series: number;
  /** Share of the steps of quiet series that were alarms. */
  readonly falsePositives: number;
  /** Share of outbreaks with an alarm between their first and last case. */
  readonly detected: number;
  readonly detectedAtOnce: number;
  /** Share of the steps of outbreaks, and of other steps of the same series, that were judged rightly. */
  readonly sensitivity: number;
  readonly specificity: number;
  /** Share of alarms that were in an outbreak, and of steps without one that were in none. */
  readonly positiveValue: number;
  readonly negativeValue: number;
  /** Steps from the first case to the first alarm, on average of those detected. */
  readonly stepsToDetection: number;
  /** The same with those never detected counted as found when all was over, as a share of the outbreak's length (Noufaily et al. 2019). */
  readonly timeliness: number;
}

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

/** First and last step with a case of the outbreak; null where it had none. */
function spanOf(cases: ArrayLike<number>): readonly [number, number] | null {
  const steps = Array.from(cases).flatMap((count, at) => (count > 0 ? [at] : []));
  const [first] = steps;
  return first === undefined ? null : [first, steps.at(-1) ?? first];
}

/** How good a method is, over many series together. Outbreaks without a case in the series count nowhere. */
export function measureTrials(trials: Iterable<Trial>): Figures {
  const sum = {
    series: 0,
    quiet: 0,
    wrong: 0,
    outbreaks: 0,
    found: 0,
    atOnce: 0,
    waited: 0,
    late: 0,
    tp: 0,
    fp: 0,
    fn: 0,
    tn: 0,
  };
  for (const { quiet, judged, cases } of trials) {
    sum.series += 1;
    sum.quiet += quiet.length;
    sum.wrong += quiet.filter(({ alarm }) => alarm).length;
    const span = spanOf(cases);
    if (!span) continue;
    const [first, last] = span;
    sum.outbreaks += 1;
    let found: number | null = null;
    for (const { at, alarm } of judged) {
      const inside = at >= first && at <= last;
      if (inside && alarm) found ??= at;
      sum[inside ? (alarm ? 'tp' : 'fn') : alarm ? 'fp' : 'tn'] += 1;
    }
    if (found !== null) {
      sum.found += 1;
      sum.waited += found - first;
      if (found === first) sum.atOnce += 1;
    }
    sum.late += found === null ? 1 : (found - first) / (last - first + 1);
  }
  return {
    series: sum.series,
    falsePositives: share(sum.wrong, sum.quiet),
    detected: share(sum.found, sum.outbreaks),
    detectedAtOnce: share(sum.atOnce, sum.outbreaks),
    sensitivity: share(sum.tp, sum.tp + sum.fn),
    specificity: share(sum.tn, sum.tn + sum.fp),
    positiveValue: share(sum.tp, sum.tp + sum.fp),
    negativeValue: share(sum.tn, sum.tn + sum.fn),
    stepsToDetection: share(sum.waited, sum.found),
    timeliness: share(sum.late, sum.outbreaks),
  };
}
