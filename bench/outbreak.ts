/**
 * What detection costs: CPU time of each method for one step of one series, what a night of them is, and one fit of farringtonFlexible beside R's.
 * `songhua bench outbreak [-- --series 84 --rounds 3]`; `--part night [--threads 2]`: the whole night at once;
 * `--part scenarios [--replicates 25 --seed S]`: how good each method is on the 42 simulated scenarios;
 * `--part fusion`: ranked by a calibrated p beside the moving percentile alone; `--part planted`: a city with planted epidemics.
 */
import { parseArgs } from 'node:util';
import type { CountSeries } from '@songhua/engine-outbreak';
import { farringtonFlexible } from '@songhua/engine-outbreak/farrington/farrington-flexible.ts';
import { usualFlexible } from '@songhua/engine-outbreak/farrington/options.ts';
import { askR } from './outbreak/ask-r.ts';
import { type Detector, detectors } from './outbreak/detectors.ts';
import { makeSeries } from './outbreak/make-series.ts';
import { runNight } from './outbreak/run-night.ts';
import { scoreFusion } from './outbreak/score-fusion.ts';
import { scorePlantedCity } from './outbreak/score-planted.ts';
import { scoreScenarios } from './outbreak/score-scenarios.ts';
import { machine } from './records/table.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'time' },
    series: { type: 'string', default: '84' },
    rounds: { type: 'string', default: '3' },
    replicates: { type: 'string', default: '25' },
    seed: { type: 'string', default: 'bench' },
    threads: { type: 'string', default: '2' },
  },
});
const [count, rounds] = [Number(values.series), Number(values.rounds)];

/** One fit of R's farringtonFlexible as measured with the reference figures (surveillance 1.20.3, R 4.2.2), in ms. */
const publishedMs = [12, 28] as const;
/** Series of a night: 40 diseases and 10 syndromes in 162 areas. */
const night = 50 * 162;

/** CPU of this process in ms, the best of the rounds after one that compiles. */
function measure(work: () => void): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const lastOf = (length: number, steps: number): number[] => Array.from({ length: steps }, (_, at) => length - steps + at);
const judgeAll = ({ steps, judge }: Detector, list: readonly CountSeries[]): void => {
  for (const one of list) judge(one, lastOf(one.counts.length, steps));
};

function printNight(weekly: readonly CountSeries[], daily: readonly CountSeries[]): void {
  console.log('a night: the last step of every series judged (with as many steps before as the method remembers)');
  const head = ['method', 'ms a weekly series', 'ms a daily series', `s for ${night} of each`];
  const print = (cells: readonly string[]): void =>
    console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(22))).join(''));
  print(head);
  let all = 0;
  for (const detector of detectors) {
    const each = [detector.daily ? [] : weekly, daily].map((list) =>
      list.length === 0 ? 0 : measure(() => judgeAll(detector, list)) / list.length,
    );
    const seconds = (each.reduce((sum, ms) => sum + ms, 0) * night) / 1000;
    all += seconds;
    print([detector.name, ...each.map((ms) => (ms === 0 ? '–' : ms.toFixed(4))), seconds.toFixed(2)]);
  }
  print(['all', '', '', all.toFixed(2)]);
  console.log('on one core; the aim is 20 s on two\n');
}

function printFit(weekly: readonly CountSeries[]): void {
  const steps = 40;
  const range = lastOf(weekly[0]?.counts.length ?? 0, steps);
  const whole = measure(() => {
    for (const one of weekly) farringtonFlexible(one, range, usualFlexible);
  });
  const fit = whole / (steps * weekly.length);
  console.log(`farringtonFlexible, one step: ${fit.toFixed(4)} ms`);
  console.log(
    `R as published: ${publishedMs.join(' to ')} ms, ${publishedMs.map((ms) => (ms / fit).toFixed(0)).join(' to ')} times as long`,
  );
  const series = weekly[4] ?? weekly[0];
  if (!series) return;
  const r = askR({ series, range, dated: null, asked: { method: 'farringtonFlexible', options: usualFlexible } });
  if (!r) {
    console.log('R with the package surveillance is not installed here');
    return;
  }
  const same = farringtonFlexible(series, range, usualFlexible).filter(({ upper }, at) => upper === r.uppers[at]).length;
  const each = r.cpu / steps;
  console.log(
    `R on this machine: ${each.toFixed(2)} ms, ${(each / fit).toFixed(0)} times as long; ${same} of ${steps} bounds the same`,
  );
}

const parts: Readonly<Record<string, (replicates: number, seed: string) => readonly string[]>> = {
  scenarios: scoreScenarios,
  fusion: scoreFusion,
  planted: scorePlantedCity,
};
const scored = parts[values.part];
if (scored) {
  for (const line of scored(Number(values.replicates), values.seed)) console.log(line);
} else if (values.part === 'night') {
  console.log(machine());
  for (const line of await runNight(night, Number(values.threads))) console.log(line);
} else {
  console.log(`${machine()}; ${count} series of each kind, best of ${rounds}, CPU time\n`);
  const weekly = makeSeries('weekly', count);
  printNight(weekly, makeSeries('daily', count));
  printFit(weekly);
}
