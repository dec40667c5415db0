import type { CountSeries, Judged } from '../series.ts';
import { type InControl, learnInControl, type SeasonModel } from './in-control.ts';
import { append, emptyRun, type GlrRun, glrStatistic } from './statistic.ts';

export interface GlrOptions {
  /** The mean when nothing is going on: known, or to be learnt from the steps before the first judged one. */
  readonly inControl: InControl | SeasonModel;
  /** Alarm where the statistic is above this (`c.ARL` in R's `surveillance`). */
  readonly threshold: number;
  /** A rise is looked for that began so many steps ago at least … */
  readonly shortest: number;
  /** … and at most; Infinity looks back to the last alarm. */
  readonly longest: number;
  /** Whether `upper` is worked out, which takes some ten times as long; it is -1 where earlier steps alone make an alarm. */
  readonly bounds: boolean;
}

export const usualGlr: GlrOptions = {
  inControl: { harmonics: 1, trend: true },
  threshold: 5,
  shortest: 1,
  longest: Number.POSITIVE_INFINITY,
  bounds: false,
};

export interface GlrJudged extends Judged {
  /** The logarithm of the generalised likelihood ratio; null where there is no in-control mean. */
  readonly statistic: number | null;
}

function checkGlr({ inControl, threshold, shortest, longest }: GlrOptions, range: readonly number[]): void {
  if (!(threshold > 0)) throw new RangeError('threshold is above 0');
  if (!(Number.isInteger(shortest) && shortest >= 1)) throw new RangeError('shortest is a whole number from 1');
  if (!(longest >= shortest)) throw new RangeError('longest is no less than shortest');
  if (inControl.spread !== undefined && !(inControl.spread >= 0)) throw new RangeError('spread is 0 or more');
  if (
    'harmonics' in inControl &&
    !(Number.isInteger(inControl.harmonics) && inControl.harmonics >= 0 && inControl.harmonics <= 12)
  )
    throw new RangeError('harmonics is a whole number from 0 to 12');
  if (range.some((at, place) => place > 0 && at <= (range[place - 1] ?? 0))) throw new RangeError('range goes upwards');
}

/** The most cases of the last step that would have been no alarm. */
function mostQuiet(run: GlrRun, spread: number, { threshold, shortest, longest }: GlrOptions): number {
  const last = run.length - 1;
  const own = run.counts[last] ?? 0;
  const alarms = (count: number): boolean => {
    run.counts[last] = count;
    return glrStatistic(run, spread, shortest, longest) > threshold;
  };
  let [quiet, loud] = [-1, 1];
  while (loud < 1e9 && !alarms(loud)) [quiet, loud] = [loud, 2 * loud];
  while (loud - quiet > 1) {
    const middle = Math.floor((quiet + loud) / 2);
    if (alarms(middle)) loud = middle;
    else quiet = middle;
  }
  run.counts[last] = own;
  return quiet;
}

/**
 * Whether counts have risen for some steps, however many (Höhle & Paul 2008): a chart that begins at the first step of the range and again after
 * each alarm, over every step up to the last of the range. Excluded steps are judged, but later ones do not build on them. Throws a RangeError for an
 * option out of range.
 */
export function glrChart(series: CountSeries, range: readonly number[], options: GlrOptions): readonly GlrJudged[] {
  checkGlr(options, range);
  const [first = 0] = range;
  const normal = 'meanAt' in options.inControl ? options.inControl : learnInControl(series, first, options.inControl);
  if (!normal) return range.map((at) => ({ at, expected: null, upper: null, alarm: false, p: null, statistic: null }));
  const wanted = new Set(range);
  const run = emptyRun(range.length);
  const judged: GlrJudged[] = [];
  for (let at = first; at <= (range.at(-1) ?? -1); at += 1) {
    const expected = normal.meanAt(at);
    append(run, series.counts[at] ?? 0, expected);
    const statistic = glrStatistic(run, normal.spread, options.shortest, options.longest);
    const alarm = statistic > options.threshold;
    const upper = options.bounds && wanted.has(at) ? mostQuiet(run, normal.spread, options) : null;
    if (wanted.has(at)) judged.push({ at, expected, upper, alarm, p: null, statistic });
    if (series.excluded?.has(at)) run.length -= 1;
    else if (alarm) run.length = 0;
  }
  return judged;
}
