import { median } from '../../fusion/median.ts';
import type { PlantedScores, QuietScores } from './run-planted.ts';

const month = 30;
/** A warning stands so many days: what scores below the threshold meanwhile is no further one. */
const stands = 7;

/** False warnings a county and month, over all groups of illnesses, of quiet counties. */
export function falseWarnings(quiet: QuietScores, counties: number, threshold: number): number {
  let warnings = 0;
  let days = 0;
  for (const scores of quiet) {
    days = scores.length;
    let until = -1;
    for (const [day, score] of scores.entries()) {
      if (score > threshold || day <= until) continue;
      warnings += 1;
      until = day + stands - 1;
    }
  }
  return (warnings * month) / (counties * days);
}

/** The loosest threshold within a budget of false warnings, to a fiftieth power of ten. */
export function thresholdWithin(quiet: QuietScores, counties: number, budget: number): number {
  for (let step = 0; step < 600; step += 1) {
    const threshold = 10 ** (-step / 50);
    if (falseWarnings(quiet, counties, threshold) <= budget) return threshold;
  }
  return 0;
}

export interface PlantedFigures {
  readonly runs: number;
  /** Share of runs with a warning on the day of the first visit or one of the seven after it. */
  readonly within7: number;
  /** The same of the same counties without the epidemic: what luck alone gives. */
  readonly byLuck: number;
  /** Share of runs warned of within 7 days whose county without the epidemic was not. */
  readonly caused: number;
  readonly within14: number;
  /** Of all runs, those never warned of in 28 days counted as 28. */
  readonly medianDays: number | null;
}

export function measurePlanted(runs: readonly PlantedScores[], threshold: number): PlantedFigures {
  const firstOf = (scores: Float64Array): number => {
    const at = scores.findIndex((score) => score <= threshold);
    return at < 0 ? scores.length : at;
  };
  const days = runs.map(({ planted }) => firstOf(planted));
  const lucky = runs.map(({ twin }) => firstOf(twin));
  const share = (list: readonly number[], most: number): number => list.filter((day) => day <= most).length / list.length;
  return {
    runs: runs.length,
    within7: share(days, 7),
    byLuck: share(lucky, 7),
    caused: days.filter((day, run) => day <= 7 && (lucky[run] ?? 0) > 7).length / runs.length,
    within14: share(days, 14),
    medianDays: median(days),
  };
}
