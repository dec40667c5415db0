import { seededRandom } from '@songhua/engine-city';
import { referenceMethods } from '@songhua/engine-outbreak/evaluate/fixtures/reference-methods.ts';
import { type Figures, measureTrials } from '@songhua/engine-outbreak/evaluate/measure.ts';
import { scenarios } from '@songhua/engine-outbreak/evaluate/scenarios.ts';
import { judgedFrom, simulate, weeks } from '@songhua/engine-outbreak/evaluate/simulate.ts';

/** False-positive rate, power of detection and sensitivity of R 4.2.2 with surveillance 1.20.3 on 25 series of each scenario. */
const ofR: Readonly<Record<string, readonly [number, number, number]>> = {
  FARR_flex: [0.0101, 0.5149, 0.2606],
  FARR_orig: [0.0335, 0.6538, 0.3625],
  GLRNB: [0.0015, 0.2874, 0.1203],
  EARS_C1: [0.0682, 0.6509, 0.2703],
  EARS_C2: [0.0838, 0.6741, 0.4053],
  EARS_C3: [0.0756, 0.5439, 0.3638],
  RKI1: [0.0811, 0.6856, 0.3274],
  RKI2: [0.054, 0.6615, 0.3558],
  RKI3: [0.0684, 0.6933, 0.429],
  BAYES1: [0.0526, 0.6162, 0.3027],
  BAYES2: [0.0427, 0.6596, 0.3568],
  BAYES3: [0.0509, 0.6924, 0.4046],
  CUSUM: [0.4186, 0.7859, 0.7464],
};

const range = Array.from({ length: weeks - judgedFrom }, (_, week) => judgedFrom + week);
const percent = (value: number): string => (100 * value).toFixed(2).padStart(8);
const row = (name: string, { falsePositives, detected, sensitivity, specificity, stepsToDetection }: Figures): string =>
  [
    name.padEnd(14),
    ...[falsePositives, detected, sensitivity, specificity].map(percent),
    stepsToDetection.toFixed(2).padStart(8),
  ].join('');

/** Every method on so many series of each of the 42 scenarios, outbreaks of one to ten standard deviations, with the figures of R's own run beside ours. */
export function scoreScenarios(replicates: number, seed: string): string[] {
  const drawn = scenarios.flatMap((scenario) =>
    Array.from({ length: replicates }, (_, replicate) => {
      const chance = seededRandom(`${seed}/${scenario.number}/${replicate}`);
      return simulate(scenario, 1 + Math.floor(10 * chance()), chance);
    }),
  );
  const rows = Object.entries(referenceMethods).map(([name, judge]) => {
    const figures = measureTrials(
      drawn.map(({ quiet, counts, outbreak }) => ({
        quiet: judge({ counts: quiet, frequency: 52 }, range),
        judged: judge({ counts, frequency: 52 }, range),
        cases: outbreak.cases,
      })),
    );
    return row(name, figures) + (ofR[name] ?? []).map(percent).join('');
  });
  const head = ['false %', 'found %', 'sens. %', 'spec. %', 'weeks', 'R false', 'R found', 'R sens.'];
  return [
    `${drawn.length} series, seed ${seed}: false positives without an outbreak, outbreaks found, sensitivity and specificity by week, weeks to the alarm`,
    'method'.padEnd(14) + head.map((text) => text.padStart(8)).join(''),
    ...rows,
  ];
}
