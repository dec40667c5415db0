import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualFarrington } from '../farrington/farrington.ts';
import { usualFlexible } from '../farrington/options.ts';
import { usualGlr } from '../glr/glr-chart.ts';
import { type ExportedRun, exportToR } from './export-r.ts';

const counts = Array.from({ length: 330 }, (_, at) => at % 7);
const run: ExportedRun = {
  series: { counts, frequency: 52 },
  range: [320, 321, 322],
  dated: null,
  asked: { method: 'farringtonFlexible', options: usualFlexible },
};
/** The numbers of `counts <- c(…)`. */
const countsIn = (script: string): string[] =>
  (/counts <- c\(([^)]*)\)/.exec(script)?.[1] ?? '').split(',').map((text) => text.trim());

test('the script has every count, the steps from 1 and the parameters by R’s names', () => {
  const script = exportToR(run);
  assert.deepEqual(countsIn(script), counts.map(String));
  assert.match(script, /range <- 321:323\n/);
  assert.match(script, /start = c\(2000, 1\), freq = 52\)/);
  assert.match(
    script,
    /farringtonFlexible\(series, control = c\(list\(range = range\), list\(b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.01, limit54 = c\(5, 4\), glmWarnings = FALSE\)\)\)/,
  );
});

test('excluded steps are missing to R, but not the judged ones', () => {
  const excluded = new Set([100, 101, 321]);
  const script = exportToR({ ...run, series: { counts, frequency: 52, excluded } });
  assert.deepEqual(
    countsIn(script).flatMap((text, at) => (text === 'NA' ? [at] : [])),
    [100, 101],
  );
  const classic = exportToR({
    ...run,
    series: { counts, frequency: 52, excluded },
    asked: { method: 'farrington', options: usualFarrington },
  });
  assert.deepEqual(countsIn(classic), counts.map(String));
  assert.match(classic, /# Not the same here: .*excluded/);
});

test('a dated series says its days', () => {
  const script = exportToR({ ...run, dated: { firstDay: 12_422, daysPerStep: 7 } });
  assert.match(script, /epoch = as.numeric\(as.Date\("2004-01-05"\)\) \+ 7 \* \(seq_along\(counts\) - 1\), epochAsDate = TRUE/);
});

test('a chart of likelihood ratios is written with what is normal, learnt or known', () => {
  const learnt = exportToR({ ...run, asked: { method: 'glrnb', options: usualGlr } });
  assert.match(learnt, /list\(c.ARL = 5, mu0 = list\(S = 1, trend = TRUE\), Mtilde = 1, M = -1, ret = "value"\)/);
  const known = exportToR({
    ...run,
    asked: {
      method: 'glrnb',
      options: { ...usualGlr, inControl: { meanAt: (at) => at / 100, spread: 0.5 }, longest: 9, bounds: true },
    },
  });
  assert.match(known, /mu0 = c\(3.2, 3.21, 3.22\), Mtilde = 1, M = 9, ret = "cases", alpha = 0.5/);
});

test('a range with gaps is refused', () => {
  assert.throws(() => exportToR({ ...run, range: [1, 3] }), RangeError);
  assert.throws(() => exportToR({ ...run, range: [] }), RangeError);
});
