import { seededRandom } from '@songhua/engine-city';
import {
  type EpidemicShape,
  severeEpidemic,
  usualEpidemic,
  usualStreams,
} from '@songhua/engine-outbreak/evaluate/planted/city-shape.ts';
import {
  falseWarnings,
  measurePlanted,
  type PlantedFigures,
  thresholdWithin,
} from '@songhua/engine-outbreak/evaluate/planted/measure-planted.ts';
import {
  learnQuiet,
  type PlantedSettings,
  scorePlanted,
  scoreQuiet,
} from '@songhua/engine-outbreak/evaluate/planted/run-planted.ts';
import { strictestFor } from '@songhua/engine-outbreak/evaluate/trade-off.ts';

const epidemics: Readonly<Record<string, EpidemicShape>> = {
  'like 2020: ten infected at once, half see a doctor, a fifth fall severely ill': usualEpidemic,
  'like 2020, three infected': { ...usualEpidemic, seeds: 3 },
  'like 2020, thirty infected': { ...usualEpidemic, seeds: 30 },
  'like 2020, ten infected, R0 4': { ...usualEpidemic, r0: 4 },
  'like 2003: ten infected, most fall severely ill': severeEpidemic,
  'like 2003, three infected': { ...severeEpidemic, seeds: 3 },
};

/** The moving percentile has one threshold: its score is a signal or none. */
const signal = 0.5;
const percentile = 80;
const days = 365;

const row = (
  name: string,
  threshold: string,
  warnings: number,
  { within7, byLuck, caused, within14, medianDays }: PlantedFigures,
): string =>
  [
    `  ${name.padEnd(18)}${threshold.padStart(10)}`,
    warnings.toFixed(2).padStart(10),
    ...[within7, byLuck, caused, within14].map((share) => `${(100 * share).toFixed(1)} %`.padStart(10)),
    String(medianDays ?? '–').padStart(8),
  ].join('');

/** A city of ten counties in which a new disease is planted: budgets of false warnings against days to the warning. Thresholds from one seed, all figures from another. */
export function scorePlantedCity(replicates: number, seed: string): string[] {
  const settings: PlantedSettings = {
    streams: usualStreams,
    epidemic: usualEpidemic,
    counties: 10,
    days,
    runs: 20 * replicates,
  };
  const of = (part: string) => (name: string) => seededRandom(`${seed}/${part}/${name}`);
  const calibrators = learnQuiet(settings, of('learn'));
  const train = scoreQuiet(settings, calibrators, percentile, of('train'));
  const fresh = scoreQuiet(settings, calibrators, percentile, of('evaluate'));
  const lines = [
    `10 counties × 10 groups of illnesses × ${days} days, ${settings.runs} epidemics each; calibration from seed ${seed}/learn, thresholds from ${seed}/train, figures from ${seed}/evaluate`,
    'budget: false warnings a county and month over all groups, as trained; false: as found; luck: warned of within 7 days without any epidemic; caused: with it and not without; last rows: ours at the p where it was as good as the percentile on the training seed',
  ];
  for (const [name, epidemic] of Object.entries(epidemics)) {
    const trained = scorePlanted({ ...settings, epidemic }, calibrators, percentile, of(`train/${name}`));
    const planted = scorePlanted({ ...settings, epidemic }, calibrators, percentile, of(`evaluate/${name}`));
    lines.push('', `${name} (${planted.ours.length} epidemics that came to a doctor)`);
    lines.push(
      `  ${'budget'.padEnd(18)}${'p ≤'.padStart(10)}${['false', 'in 7 days', 'luck', 'caused', 'in 14', 'median'].map((text, at) => text.padStart(at === 5 ? 8 : 10)).join('')}`,
    );
    for (const budget of [0.25, 0.5, 1, 2, 4]) {
      const threshold = thresholdWithin(train.ours, settings.counties, budget);
      const warnings = falseWarnings(fresh.ours, settings.counties, threshold);
      lines.push(row(String(budget), threshold.toPrecision(2), warnings, measurePlanted(planted.ours, threshold)));
    }
    const theirs = falseWarnings(fresh.percentile, settings.counties, signal);
    lines.push(row(`percentile P${percentile}`, '–', theirs, measurePlanted(planted.percentile, signal)));
    for (const measure of ['caused', 'within7'] as const) {
      const wanted = measurePlanted(trained.percentile, signal)[measure];
      const equal = strictestFor((one) => measurePlanted(trained.ours, one)[measure], wanted);
      const ours = falseWarnings(fresh.ours, settings.counties, equal);
      lines.push(row(`= ${measure}`, equal.toPrecision(2), ours, measurePlanted(planted.ours, equal)));
      lines.push(`    ${(100 * (1 - ours / theirs)).toFixed(0)} % fewer false warnings than the percentile`);
    }
  }
  return lines;
}
