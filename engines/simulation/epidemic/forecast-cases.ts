import { drawBinomial, drawGamma, drawNegativeBinomial, type Random } from '../random/draws.ts';
import { type EpidemicModel, factorOn } from './scenario.ts';

/** What past cases weigh on a day, by the renewal equation. */
function pressureOn(cases: ArrayLike<number>, interval: ArrayLike<number>, day: number): number {
  let sum = 0;
  const reach = Math.min(day, interval.length - 1);
  for (let back = 1; back <= reach; back += 1) sum += (cases[day - back] ?? 0) * (interval[back] ?? 0);
  return sum;
}

const drawReproduction = (random: Random, { mean, deviation }: EpidemicModel['reproduction']): number =>
  deviation > 0 ? drawGamma(random, (mean / deviation) ** 2) * (deviation ** 2 / mean) : mean;

/**
 * Cases reported on past days as all cases: who was not reported is drawn beside who was (negative binomial, so that the mean is
 * reported / share).
 */
const completeHistory = (random: Random, history: ArrayLike<number>, share: number): Float64Array =>
  Float64Array.from(history, (count) =>
    share >= 1 || count <= 0 ? count : count + drawNegativeBinomial(random, (count * (1 - share)) / share, count),
  );

export interface CaseRun {
  /** All cases by day: of the history, then of the forecast. */
  readonly cases: Float64Array;
  /** Of the forecast days, those that are reported. */
  readonly reported: Float64Array;
}

/**
 * One run of the renewal equation (Fraser 2007, PLoS ONE 2:e758; Cori et al. 2013): on each forecast day the cases are negative binomial
 * with mean R·f(day)·Σ I(t-s) w(s) + imported. `history`: reported cases by day, the last day known.
 */
export function forecastCases(random: Random, history: ArrayLike<number>, days: number, model: EpidemicModel): CaseRun {
  const past = history.length;
  const cases = new Float64Array(past + days);
  cases.set(completeHistory(random, history, model.reported));
  const reproduction = drawReproduction(random, model.reproduction);
  const reported = new Float64Array(days);
  let all = cases.reduce((sum, count) => sum + count, 0);
  const most = model.people ?? Number.POSITIVE_INFINITY;
  for (let day = 1; day <= days; day += 1) {
    const at = past + day - 1;
    // Who has had it already is not infected again.
    const open = most === Number.POSITIVE_INFINITY ? 1 : Math.max(0, 1 - all / most);
    const mean = reproduction * open * factorOn(model.steps, day) * pressureOn(cases, model.interval, at) + (model.imported ?? 0);
    const drawn = Math.min(drawNegativeBinomial(random, mean, model.dispersion), Math.max(0, most - all));
    cases[at] = drawn;
    all += drawn;
    reported[day - 1] = drawBinomial(random, drawn, model.reported);
  }
  return { cases, reported };
}

/** The means of all cases by day, of a reproduction number that is known: exact, for nobody runs out (`people` is left aside). */
export function expectCases(history: ArrayLike<number>, days: number, model: EpidemicModel): Float64Array {
  const past = history.length;
  const cases = new Float64Array(past + days);
  for (let at = 0; at < past; at += 1) cases[at] = (history[at] ?? 0) / model.reported;
  for (let day = 1; day <= days; day += 1)
    cases[past + day - 1] =
      model.reproduction.mean * factorOn(model.steps, day) * pressureOn(cases, model.interval, past + day - 1) +
      (model.imported ?? 0);
  return cases;
}
