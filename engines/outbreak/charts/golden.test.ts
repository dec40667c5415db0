import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenSeries, missing } from '../fixtures/golden.ts';
import type { Judged } from '../series.ts';
import { judgeByBayes } from './bayes.ts';
import { judgeByCusum, usualCusum } from './cusum.ts';
import { judgeByEars, usualEars } from './ears.ts';
import { judgeByRki } from './rki.ts';

interface Printed {
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (number | null)[];
}
type Golden = Readonly<Record<'C1' | 'C2' | 'C3' | 'cusum' | 'bayes3' | 'rki3', Printed>>;

let compared = 0;
function agree(name: string, found: readonly Judged[], bounds: readonly (number | null)[], wanted: Printed): void {
  assert.equal(found.length, wanted.upperbound.length);
  for (const [i, judged] of found.entries()) {
    const [bound, printed] = [bounds[i] ?? null, wanted.upperbound[i] ?? null];
    const off = bound === null || printed === null ? Number(bound !== printed) : Math.abs(bound - printed);
    assert.ok(off <= (Number.isInteger(printed) ? 0 : 1e-6), `${name}, step ${i}: bound ${bound}, not ${printed}`);
    // Where R knows no bound it knows no alarm either.
    assert.equal(Number(judged.alarm), wanted.alarm[i] ?? 0, `${name}, step ${i}: alarm`);
    compared += 2;
  }
}
const uppers = (found: readonly Judged[]): (number | null)[] => found.map(({ upper }) => upper);

for (const name of goldenSeries) {
  test(`the charts say of ${name.series} what R says`, { skip: missing(name) }, (t) => {
    const { series, range, golden } = name.read<Golden>();
    compared = 0;
    for (const method of ['C1', 'C2', 'C3'] as const) {
      const found = judgeByEars(series, range, { ...usualEars[method], minSigma: 0 });
      agree(method, found, uppers(found), golden[method]);
    }
    const sums = judgeByCusum(series, range, usualCusum);
    agree(
      'cusum',
      sums,
      sums.map(({ needed }) => needed),
      golden.cusum,
    );
    const bayes = judgeByBayes(series, range, { system: 3, alpha: 0.05 });
    agree('bayes3', bayes, uppers(bayes), golden.bayes3);
    const rki = judgeByRki(series, range, { system: 3 });
    agree('rki3', rki, uppers(rki), golden.rki3);
    t.diagnostic(`${compared} numbers compared over ${range.length} steps`);
  });
}
