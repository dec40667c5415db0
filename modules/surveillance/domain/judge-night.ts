import { dayOf, mondayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { stepsOfPeriods } from '@songhua/engine-outbreak/calendar/working-days.ts';
import { detectByName, methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { otherPercentile, percentileOfDisease } from '@songhua/engine-outbreak/percentile/published-percentiles.ts';
import type { CountSeries } from '@songhua/engine-outbreak/series.ts';
import type { DailySeries, SeriesHead } from './detection-series.ts';
import type { DetectionSettings } from './detection-settings.ts';
import { holidaySteps } from './holidays.ts';
import { readSubject } from './series-subject.ts';

/** What a method said of the last step of a series; days since 1970-01-01. */
export interface Judgement extends SeriesHead {
  readonly method: string;
  readonly step: 'day' | 'week';
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number | null;
  readonly upper: number | null;
  readonly alarm: boolean;
  readonly p: number | null;
}

/** Charts remember: so many steps are judged for the last one to be right. */
const remembered = 26;

interface Steps {
  readonly step: 'day' | 'week';
  readonly firstDay: number;
  readonly counts: readonly number[] | Float64Array;
}

/** Whole reporting weeks, Monday to Sunday, that lie in a daily series. */
export function weeksOf({ firstDay, counts }: Pick<DailySeries, 'firstDay' | 'counts'>) {
  const monday = mondayOf(firstDay + 6);
  const weeks: number[] = [];
  for (let at = monday - firstDay; at + 7 <= counts.length; at += 7) {
    let sum = 0;
    for (let day = at; day < at + 7; day += 1) sum += counts[day] ?? 0;
    weeks.push(sum);
  }
  return { step: 'week' as const, firstDay: monday, counts: weeks };
}

/** A method's parameters for a subject: the national percentile differs by disease and subtype. */
const parametersFor = (
  { method, parameters }: DetectionSettings['methods'][number],
  subject: string,
): DetectionSettings['methods'][number]['parameters'] => {
  const { disease, subtype } = readSubject(subject);
  return method === 'movingPercentile'
    ? { percentile: percentileOfDisease(disease, subtype) ?? otherPercentile, ...parameters }
    : parameters;
};

/** So many steps back ESSENCE's averages and charts of the last days see at most: the rest of a long daily series is not handed to them. */
const shortMemory = 400;
const seesYears = new Set(['farringtonFlexible', 'farrington', 'movingPercentile', 'glrnb', 'bayes2', 'bayes3', 'rki2', 'rki3']);

type Periods = DetectionSettings['exclude'];
const known = new WeakMap<Periods, Map<string, ReadonlySet<number>>>();

/** Steps that nothing is learnt from: of the periods of the settings, and, by day, holidays and weekends that were worked. Series of one length share them. */
function leftOut(first: number, steps: number, daysPerStep: 1 | 7, exclude: Periods): ReadonlySet<number> {
  const own = known.get(exclude) ?? new Map<string, ReadonlySet<number>>();
  known.set(exclude, own);
  const key = `${first} ${steps} ${daysPerStep}`;
  const found = own.get(key);
  if (found) return found;
  const periods = stepsOfPeriods(first, steps, daysPerStep, exclude);
  const all = daysPerStep === 7 ? periods : new Set([...periods, ...holidaySteps(first, steps)]);
  own.set(key, all);
  return all;
}

/** What the methods that are on say of the last week and the last day of a series. A step without a case is not judged: nothing begins there. */
export function judgeLast(series: DailySeries, { methods: chosen, exclude }: DetectionSettings): Judgement[] {
  const { channel, subject, area, town } = series;
  const daily: Steps = { step: 'day', firstDay: series.firstDay, counts: Float64Array.from(series.counts) };
  const weeks = weeksOf(series);
  // One kind of list for the methods: what they were compiled for stays right.
  return [daily, { ...weeks, counts: Float64Array.from(weeks.counts) }].flatMap(({ step, firstDay, counts }) => {
    const last = counts.length - 1;
    const observed = counts[last] ?? 0;
    if (observed === 0) return [];
    const daysPerStep = step === 'week' ? 7 : 1;
    return chosen
      .filter((one) => one.step === step)
      .flatMap((one): Judgement[] => {
        const method = methods.get(one.method);
        if (!method) return [];
        const from = seesYears.has(one.method) ? 0 : Math.max(0, counts.length - shortMemory);
        const own: CountSeries = {
          counts: from === 0 ? counts : counts.slice(from),
          frequency: step === 'week' ? 52 : 365,
          excluded: leftOut(firstDay + from * daysPerStep, counts.length - from, daysPerStep, exclude),
        };
        const at = last - from;
        const first = method.learnsBefore ? Math.max(0, at - remembered + 1) : at;
        const found = detectByName(
          own,
          Array.from({ length: at - first + 1 }, (_, i) => first + i),
          { method: one.method, parameters: parametersFor(one, subject) },
          { firstDay: firstDay + from * daysPerStep, daysPerStep },
        );
        const judged = found.ok ? found.judged.at(-1) : undefined;
        if (!judged || judged.upper === null) return [];
        const day = firstDay + last * daysPerStep;
        const { expected, upper, alarm, p } = judged;
        const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
        return [
          {
            ...{ channel, subject, area, town, method: one.method, step, observed, alarm },
            ...{ from: day, to: day + daysPerStep - 1, expected: finite(expected), upper: finite(upper), p: finite(p) },
          },
        ];
      });
  });
}

/** The day as a number; for texts that are known to be days. */
export function dayNumber(day: string): number {
  const found = dayOf(day);
  if (found === null) throw new Error(`${day} is no day`);
  return found;
}
