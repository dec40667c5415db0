import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededDraws } from '../scan/seeded-draws.ts';
import { compareAt, drawTrials, scoreTrials, scorings } from './compare-with-percentile.ts';
import { usualChannels } from './simulate-channels.ts';
import { strictestFor, tradeOffAt } from './trade-off.ts';

test('the trade-off is that of two series counted by hand', () => {
  const trials = [
    { quiet: [0.5, 0.01, 0.9, 0.2], judged: [0.5, 0.01, 0.02, 0.001], span: [1, 3] as const },
    { quiet: [0.9, 0.9, 0.9, 0.9], judged: [0.9, 0.9, 0.9, 0.9], span: null },
  ];
  assert.deepEqual(tradeOffAt(trials, 0.01), { threshold: 0.01, falseShare: 1 / 8, detected: 1, caused: 1, medianDelay: 0 });
  assert.deepEqual(tradeOffAt(trials, 0.001), { threshold: 0.001, falseShare: 0, detected: 1, caused: 1, medianDelay: 2 });
  // At .5 all that signals in the outbreak's steps but one signals without it, too.
  assert.deepEqual(tradeOffAt(trials, 0.2), { threshold: 0.2, falseShare: 2 / 8, detected: 1, caused: 1, medianDelay: 0 });
  assert.equal(tradeOffAt([{ ...trials[0], quiet: [0.1, 0.01, 0.01, 0.001], judged: [], span: [1, 3] }], 0.1).caused, 0);
  assert.equal(tradeOffAt(trials, 1e-6).medianDelay, null);
  assert.ok(Math.abs(strictestFor((threshold) => threshold, 0.01) - 0.01) < 1e-9);
});

test('a p by which signals are ranked spares most false signals of the moving percentile, at as many outbreaks that made their own signal', (t) => {
  const [train, fresh] = [101, 202].map((seed) =>
    drawTrials(
      2,
      (scenario, replicate) => {
        const draw = seededDraws(seed, 1000 * scenario + replicate);
        return () => draw(2 ** 32) / 2 ** 32;
      },
      usualChannels,
    ),
  );
  assert.ok(train && fresh);
  const scored = (score: Parameters<typeof scoreTrials>[1]) => ({
    train: scoreTrials(train, score),
    fresh: scoreTrials(fresh, score),
  });
  const percentile = scored((channels, scenario) => scorings.percentile(channels, scenario, 80));
  const [single, fused] = [scored(scorings.single), scored(scorings.fused)];
  for (const [name, ours] of Object.entries({ single, fused })) {
    for (const measure of ['caused', 'detected'] as const) {
      const { percentile: theirs, ours: own, spared } = compareAt(percentile, ours, measure);
      t.diagnostic(
        `${name}, equal outbreaks ${measure}: percentile ${(52 * theirs.falseShare).toFixed(1)} false signals a series-year, ${theirs[measure].toFixed(3)} ${measure}; ` +
          `ours ${(52 * own.falseShare).toFixed(1)}, ${own[measure].toFixed(3)}, at p ≤ ${own.threshold.toPrecision(2)}; ${(100 * spared).toFixed(0)} % fewer`,
      );
      if (measure === 'caused') assert.ok(spared > 0.5, `${name} spares ${spared}`);
    }
  }
});
