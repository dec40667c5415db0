import { seededRandom } from '@songhua/engine-city';
import {
  type Comparison,
  compareAt,
  drawTrials,
  scoreTrials,
  scorings,
} from '@songhua/engine-outbreak/evaluate/compare-with-percentile.ts';
import { usualChannels } from '@songhua/engine-outbreak/evaluate/simulate-channels.ts';
import { type TradeOff, tradeOffAt } from '@songhua/engine-outbreak/evaluate/trade-off.ts';

const percent = (value: number): string => (100 * value).toFixed(1).padStart(9);
const told = ({ falseShare, detected, caused, medianDelay }: TradeOff): string =>
  [(52 * falseShare).toFixed(2).padStart(9), percent(detected), percent(caused), String(medianDelay ?? '–').padStart(8)].join('');

const row = (name: string, { ours, spared }: Comparison): string =>
  `  ${name.padEnd(24)}${told(ours)}${ours.threshold.toPrecision(2).padStart(10)}${percent(spared)}`;

/** The moving percentile on case reports beside our calibrated p: thresholds from one seed, figures from another. */
export function scoreFusion(replicates: number, seed: string): string[] {
  const seeds = { train: `${seed}/train`, fresh: `${seed}/evaluate` };
  const draw = (from: string) =>
    drawTrials(replicates, (scenario, replicate) => seededRandom(`${from}/${scenario}/${replicate}`), usualChannels);
  const [train, fresh] = [draw(seeds.train), draw(seeds.fresh)];
  const scored = (score: Parameters<typeof scoreTrials>[1]) => ({
    train: scoreTrials(train, score),
    fresh: scoreTrials(fresh, score),
  });
  const ours = {
    'one series': scored(scorings.single),
    'three channels, fused': scored(scorings.fused),
    'one series, truth known': scored(scorings.omniscient),
  };
  const head =
    '  '.padEnd(26) + ['false/yr', 'found %', 'caused %', 'weeks'].map((text, at) => text.padStart(at === 3 ? 8 : 9)).join('');
  const lines = [
    `${42 * replicates} series each, thresholds from seed ${seeds.train}, figures from seed ${seeds.fresh}; channels ${JSON.stringify(usualChannels)}`,
    'found: a signal fell into the outbreak; caused: one that would not have been there without it; weeks: median delay of those found',
  ];
  for (const percentile of [50, 80, 90, 95]) {
    const theirs = scored((channels, scenario) => scorings.percentile(channels, scenario, percentile));
    lines.push(
      '',
      `${head}   at p ≤  fewer %`,
      `  moving percentile P${percentile}`.padEnd(26) + told(tradeOffAt(theirs.fresh, 0.5)),
    );
    for (const measure of ['caused', 'detected'] as const)
      for (const [name, own] of Object.entries(ours)) {
        if (measure === 'caused' && name === 'one series, truth known') continue;
        lines.push(row(`${name}, =${measure === 'caused' ? 'caused' : 'found'}`, compareAt(theirs, own, measure)));
      }
  }
  for (const [name, { fresh: list }] of Object.entries(ours)) {
    lines.push('', `the whole trade-off, ${name}`, head);
    for (const threshold of [0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 5e-3, 2e-3, 1e-3, 1e-4, 1e-5])
      lines.push(`  p ≤ ${threshold}`.padEnd(26) + told(tradeOffAt(list, threshold)));
  }
  return lines;
}
