import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededDraws } from '../scan/seeded-draws.ts';
import { drawOverdispersed } from './draw-counts.ts';
import { meanOf, scenarios } from './scenarios.ts';
import { drawOutbreak, judgedFrom, simulate, weeks } from './simulate.ts';

const seeded = (seed: number) => {
  const draw = seededDraws(seed, 0);
  return () => draw(2 ** 32) / 2 ** 32;
};
const table = join(import.meta.dirname, '../../../../shared/tests/outbreak/scenarios42.csv');

test('counts have the mean and the variance they were asked for', () => {
  for (const [mean, phi] of [
    [0.3, 2],
    [4, 1],
    [12, 5],
    [150, 1.2],
  ] as const) {
    const chance = seeded(7);
    const drawn = Array.from({ length: 20_000 }, () => drawOverdispersed(chance, mean, phi));
    const found = drawn.reduce((sum, count) => sum + count, 0) / drawn.length;
    const variance = drawn.reduce((sum, count) => sum + (count - found) ** 2, 0) / drawn.length;
    assert.ok(Math.abs(found - mean) < 4 * Math.sqrt((phi * mean) / drawn.length), `mean ${found} of ${mean}`);
    assert.ok(Math.abs(variance / (phi * mean) - 1) < 0.12, `variance ${variance} of ${phi * mean}`);
  }
});

test('there are 42 scenarios, and they are those of the reference table', {
  skip: existsSync(table) ? false : '1 file skipped: ../shared is missing',
}, () => {
  const rows = readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  assert.deepEqual(
    scenarios.map((one) => [
      one.number,
      one.theta,
      one.beta,
      one.gamma1,
      one.gamma2,
      one.phi,
      one.harmonics,
      Number(one.beta > 0),
    ]),
    rows,
  );
});

test('a scenario’s mean follows its level, trend and waves', () => {
  const [first, second] = scenarios;
  assert.ok(first && second && scenarios.length === 42);
  assert.ok(Math.abs(meanOf(first, 300) - Math.exp(0.1)) < 1e-12);
  assert.ok(Math.abs(meanOf(second, 52) - Math.exp(0.1 + 0.6)) < 1e-12);
  assert.ok(Math.abs(meanOf(second, 13) - Math.exp(0.1 + 0.6)) < 1e-9);
});

test('the same seed makes the same series, another one another; the outbreak is what the two series differ by', () => {
  const [, , , scenario] = scenarios;
  assert.ok(scenario);
  const one = simulate(scenario, 5, seeded(1));
  assert.deepEqual(simulate(scenario, 5, seeded(1)), one);
  assert.notDeepEqual(simulate(scenario, 5, seeded(2)).counts, one.counts);
  assert.equal(one.counts.length, weeks);
  for (const [at, cases] of one.outbreak.cases.entries()) {
    assert.equal((one.counts[at] ?? 0) - (one.quiet[at] ?? 0), cases);
    if (cases > 0) assert.ok(at >= one.outbreak.start && one.outbreak.start >= judgedFrom);
  }
});

test('an outbreak has two cases or more and is over within some weeks', () => {
  const chance = seeded(3);
  for (let tries = 0; tries < 300; tries += 1) {
    const { size, cases } = drawOutbreak(chance, 100, 40, tries % 3, 4);
    assert.ok(size >= 2);
    assert.equal(
      cases.reduce((sum, count) => sum + count, 0),
      size,
    );
    assert.ok(cases.subarray(0, 40).every((count) => count === 0) && cases.subarray(55).every((count) => count === 0));
  }
});
