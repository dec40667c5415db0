import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { discretiseInterval } from './discretise-interval.ts';
import { estimateByCase } from './estimate-by-case.ts';
import { estimateInstantaneous, usualInstantaneous } from './estimate-instantaneous.ts';

type Row = Readonly<Record<string, number | null>>;
interface Golden {
  readonly incidence: readonly number[];
  readonly si: readonly number[];
  readonly discr_si: readonly number[];
  readonly nonparametric: readonly Row[];
  readonly 'parametric_mean2.6_sd1.5': readonly Row[];
}

const shares = [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975];
const names = shares.map((share) => (share === 0.5 ? 'Median(R)' : `Quantile.${share}(R)`));

for (const outbreak of ['Flu1918', 'Flu2009', 'Measles1861', 'SARS2003', 'Smallpox1972']) {
  const file = join(import.meta.dirname, `../../../../shared/tests/outbreak/golden/epiestim_${outbreak}.json`);
  const skip = existsSync(file) ? false : `1 outbreak skipped (${outbreak}): ../shared is missing`;
  test(`the reproduction number of ${outbreak} is what EpiEstim says`, { skip }, (t) => {
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
    let compared = 0;
    const same = (what: string, found: number | null | undefined, wanted: number | null | undefined): void => {
      compared += 1;
      const [a, b] = [found ?? null, wanted ?? null];
      const off = a === null || b === null ? Number(a !== b) : Math.abs(a - b);
      assert.ok(off <= 1e-6 * Math.max(1, Math.abs(b ?? 0)), `${what}: ${a}, not ${b}`);
    };
    const parametric = discretiseInterval(2.6, 1.5, golden.incidence.length);
    for (const [k, wanted] of golden.discr_si.entries()) same(`interval of ${k}`, discretiseInterval(2.6, 1.5, 21)[k], wanted);
    for (const [interval, rows] of [
      [golden.si, golden.nonparametric],
      [parametric, golden['parametric_mean2.6_sd1.5']],
    ] as const) {
      const found = estimateInstantaneous(golden.incidence, interval, { ...usualInstantaneous, quantiles: shares });
      assert.equal(found.length, rows.length);
      for (const [i, row] of rows.entries()) {
        const one = found[i];
        assert.deepEqual([(one?.from ?? 0) + 1, (one?.at ?? 0) + 1], [row['t_start'], row['t_end']]);
        same(`window ${i}, mean`, one?.mean, row['Mean(R)']);
        same(`window ${i}, deviation`, one?.deviation, row['Std(R)']);
        for (const [q, name] of names.entries()) same(`window ${i}, ${name}`, one?.quantiles[q], row[name]);
      }
    }
    t.diagnostic(`${compared} numbers compared`);
  });
}

test('with one step between cases, the window of one step is prior and today’s cases over yesterday’s', () => {
  const [, found] = estimateInstantaneous([4, 8, 12], [0, 1], { ...usualInstantaneous, window: 1 });
  // Shape 1 + 12, rate 1/5 + 8.
  assert.ok(Math.abs((found?.mean ?? 0) - 13 / 8.2) < 1e-12);
  assert.ok(Math.abs((found?.deviation ?? 0) - Math.sqrt(13) / 8.2) < 1e-12);
  const [, abroad] = estimateInstantaneous([4, 8, 12], [0, 1], { ...usualInstantaneous, window: 1, imported: [0, 0, 12] });
  assert.ok(Math.abs((abroad?.mean ?? 0) - 1 / 8.2) < 1e-12);
});

test('discrete intervals sum to one, keep the mean, and never are of no time', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1.5, max: 12, noNaN: true }),
      fc.double({ min: 0.5, max: 5, noNaN: true }),
      (mean, deviation) => {
        const chances = discretiseInterval(mean, deviation, 400);
        assert.ok(Math.abs(chances.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-6);
        assert.ok(Math.abs(chances.reduce((sum, chance, k) => sum + k * chance, 0) - mean) < 1e-3);
        assert.ok((chances[0] ?? 1) < 1e-12);
      },
    ),
  );
});

test('who infected whom, by hand: two before share the third by how well the time fits', () => {
  // One case each on steps 0, 1, 2; intervals of one step .75, of two .25.
  const found = estimateByCase([1, 1, 1], [0, 0.75, 0.25]);
  assert.deepEqual(
    found.map(({ mean }) => mean),
    [1 + 0.25, 0.75, 0],
  );
  assert.ok(Math.abs((found[0]?.deviation ?? 0) - Math.sqrt(0.25 * 0.75)) < 1e-12);
  assert.deepEqual(
    found.map(({ seen }) => seen),
    [1, 0.75, 0],
  );
  assert.equal(found[1]?.corrected, 1);
});

const epidemic = fc.array(fc.nat(50), { minLength: 5, maxLength: 60 }).map((counts) => [3, ...counts]);

test('everybody who can have been infected by a case was infected by exactly one', () => {
  const interval = discretiseInterval(3, 1.5, 40);
  fc.assert(
    fc.property(epidemic, (counts) => {
      const infected = estimateByCase(counts, interval).reduce((sum, { mean }, at) => sum + (mean ?? 0) * (counts[at] ?? 0), 0);
      const possible = counts.reduce((sum, count, at) => {
        const fits = counts.slice(0, at).some((before, then) => before > 0 && (interval[at - then] ?? 0) > 0);
        return sum + (fits ? count : 0);
      }, 0);
      assert.ok(Math.abs(infected - possible) < 1e-6 * Math.max(1, possible));
    }),
  );
});

test('quantiles rise, and steady growth gives the number that follows from it', () => {
  const interval = discretiseInterval(3, 1.5, 40);
  fc.assert(
    fc.property(epidemic, (counts) => {
      const found = estimateInstantaneous(counts, interval, usualInstantaneous);
      for (const { quantiles, mean } of found) {
        if (mean === null) continue;
        assert.ok(quantiles.every((value, i) => i === 0 || value >= (quantiles[i - 1] ?? 0)));
      }
    }),
  );
  const doubling = Array.from({ length: 30 }, (_, at) => Math.round(50 * 1.2 ** at));
  const last = estimateInstantaneous(doubling, interval, usualInstantaneous).at(-1);
  // Growth by r a step and this interval: R = 1 / Σ w(k) e^(-rk) (Wallinga and Lipsitch 2007).
  const wanted = 1 / interval.reduce((sum, chance, k) => sum + chance * 1.2 ** -k, 0);
  assert.ok(Math.abs((last?.mean ?? 0) - wanted) < 0.01 * wanted);
});
