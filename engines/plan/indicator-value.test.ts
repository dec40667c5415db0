import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Evidence } from './evidence.ts';
import type { Fact } from './fact.ts';
import { fact, tinyWorld } from './fixtures/tiny-plan.ts';
import { indicatorValue } from './indicator-value.ts';

const at = '2031-12-31';
const value = (facts: readonly Fact[], area = 'B') => {
  const world = tinyWorld(facts);
  const [homes] = world.plan.indicators;
  assert.ok(homes);
  return indicatorValue(world, homes.definition, area, at, true);
};
const counts = (area: string, nests: number, boxes: number, trees: number, rest: Partial<Fact> = {}): Fact[] => [
  fact(area, 'nests', nests, rest),
  fact(area, 'boxes', boxes, rest),
  fact(area, 'trees', trees, rest),
];

test('a quotient of published counts is computed, at full precision, with both counts beside it', () => {
  const got = value(counts('B', 1, 1, 3));
  assert.deepEqual(got, {
    value: (2 / 3) * 100,
    asOf: '2029-12-31',
    evidence: 'computed',
    basis: 'published',
    numerator: 2,
    denominator: 3,
    notes: [],
  });
});

test('a city’s rate is the ratio of its parts’ sums, not the mean of their rates', () => {
  assert.equal(value([...counts('B-1', 1, 0, 10), ...counts('B-2', 90, 0, 100)]).value, (91 / 110) * 100);
});

test('a ratio of sums lies between the smallest and the largest ratio of its parts', () => {
  const part = fc.record({ nests: fc.nat(10_000), trees: fc.integer({ min: 1, max: 10_000 }) });
  fc.assert(
    fc.property(part, part, (east, west) => {
      const got =
        value([...counts('B-1', east.nests, 0, east.trees), ...counts('B-2', west.nests, 0, west.trees)]).value ?? Number.NaN;
      const ratios = [(east.nests / east.trees) * 100, (west.nests / west.trees) * 100];
      assert.ok(got >= Math.min(...ratios) - 1e-9 && got <= Math.max(...ratios) + 1e-9);
    }),
  );
});

test('a denominator of zero is unknown, not infinite', () => {
  const got = value(counts('B', 1, 0, 0));
  assert.equal(got.value, null);
  assert.equal(got.value === null && got.reason.en, 'the denominator is 0');
});

test('counts of different years are divided with a note of both', () => {
  const got = value([fact('B', 'nests', 1), fact('B', 'boxes', 1), fact('B', 'trees', 4, { asOf: '2030-12-31' })]);
  assert.equal(got.value, 50);
  assert.equal(got.value !== null && got.asOf, '2029-12-31');
  assert.deepEqual(
    got.notes.map((note) => note.en),
    ['numerator of 2029 over denominator of 2030'],
  );
});

const against = (evidence: Evidence, asOf = '2029-12-31') =>
  value([...counts('B', 5, 0, 100, { evidence, asOf }), fact('B', 'nest-rate', 7)]).value;

test('published counts beat a published rate; entered and synthetic counts of the same day do not', () => {
  assert.equal(against('published'), 5);
  assert.equal(against('entered'), 7);
  assert.equal(against('synthetic'), 7);
});

test('newer entered counts beat an older published rate, newer synthetic ones never do', () => {
  assert.equal(against('entered', '2030-12-31'), 5);
  assert.equal(against('synthetic', '2030-12-31'), 7);
});

test('published counts older than the published rate give way to it', () => {
  assert.equal(against('published', '2028-12-31'), 7);
});

test('published parts that only add up to the counts still count as published against a rate', () => {
  assert.equal(value([...counts('B-1', 2, 0, 50), ...counts('B-2', 3, 0, 50), fact('B', 'nest-rate', 7)]).value, 5);
});

test('a published rate stands in where counts are missing and stays published', () => {
  const got = value([fact('B', 'nests', 5), fact('B', 'nest-rate', 7)]);
  assert.deepEqual(got, { value: 7, asOf: '2029-12-31', evidence: 'published', basis: 'published', notes: [] });
});

test('an area does not inherit the rates of its parts', () => {
  assert.equal(value([fact('B-1', 'nest-rate', 7), fact('B-2', 'nest-rate', 7)]).value, null);
});
