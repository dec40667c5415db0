import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Case, rateProgress } from './rate-progress.ts';
import type { Target } from './schema.ts';

const text = { zh: '目标', en: 'target' };
const target = (over: Partial<Target> = {}): Target => ({
  area: 'B',
  date: '2025-12-31',
  operator: '>=',
  value: 2,
  text,
  ...over,
});
/** From 1 to 2 over five years, two decimals, behind up to a fifth. */
const rate = (value: number | null, over: Partial<Case> = {}) =>
  rateProgress({
    decimals: 2,
    format: 'number',
    trajectory: { kind: 'linear' },
    baseline: { date: '2020-12-31', value: 1 },
    target: target(),
    value,
    at: '2025-12-31',
    behind: 0.2,
    ...over,
  });
const status = (value: number | null, over: Partial<Case> = {}) => rate(value, over).status;

test('a target is met at its value and not a hair below', () => {
  assert.equal(status(2), 'met');
  assert.equal(status(1.9949), 'behind');
});

test('short by less than half a printed unit is on track, by more is behind', () => {
  assert.equal(status(1.9951), 'on-track');
  assert.equal(status(1.9949), 'behind');
});

test('a lag of exactly the allowed share is behind, one printed unit more is off track', () => {
  assert.equal(status(1.795), 'behind');
  assert.equal(status(1.785), 'off-track');
});

test('a target can be met before its deadline', () => {
  assert.equal(status(2.3, { at: '2021-06-30' }), 'met');
});

test('on the baseline day the baseline is on track', () => {
  assert.equal(status(1, { at: '2020-12-31' }), 'on-track');
});

test('halfway in time, halfway in value is on track and less is not', () => {
  const at = '2023-07-02';
  assert.equal(status(1.5, { at }), 'on-track');
  assert.equal(status(1.4, { at }), 'behind');
  assert.equal(status(1.25, { at }), 'off-track');
});

test('each comparison holds on its own side of the limit', () => {
  const met = (operator: Target['operator'], value: number) =>
    status(value, { target: target({ operator, ...(operator === '~' && { tolerance: 0.2 }) }) }) === 'met';
  assert.deepEqual([met('>', 2), met('>', 2.001)], [false, true]);
  assert.deepEqual([met('<=', 2), met('<=', 2.001)], [true, false]);
  assert.deepEqual([met('<', 2), met('<', 1.999)], [false, true]);
  assert.deepEqual([met('=', 2.005), met('=', 2.006), met('=', 1.995), met('=', 1.994)], [true, false, true, false]);
  assert.deepEqual([met('~', 1.8), met('~', 1.799), met('~', 2.2), met('~', 2.201)], [true, false, true, false]);
});

const about = target({ operator: '~', value: 8.2, tolerance: 0.2 });
const planned = { target: about, baseline: { date: '2020-12-31', value: 8.49 } };

test('a planned reduction not begun is off track at the deadline and on track at the baseline', () => {
  assert.equal(status(8.488, { ...planned, at: '2020-12-31' }), 'on-track');
  assert.equal(status(8.488, planned), 'off-track');
});

test('a reduction beyond the tolerance of “about” is a lag too', () => {
  assert.equal(status(8.0, planned), 'met');
  assert.equal(status(7.99, planned), 'behind');
  assert.equal(status(7.5, planned), 'off-track');
  assert.equal(status(7.5, { ...planned, at: '2021-03-01' }), 'off-track');
});

test('a floor below the baseline is met by the baseline, and lost by what falls under it', () => {
  const floor = {
    target: target({ value: 3.93 }),
    baseline: { date: '2020-12-31', value: 4.3 },
    trajectory: { kind: 'floor' } as const,
  };
  assert.equal(status(4.3, floor), 'met');
  assert.equal(status(3.93, floor), 'met');
  assert.equal(status(3.926, floor), 'on-track');
  assert.equal(status(3.92, floor), 'off-track');
  assert.equal(status(3.92, { ...floor, at: '2021-01-31' }), 'off-track');
  assert.equal(rate(4.1, floor).progress, 1);
  assert.equal(rate(3.5, floor).progress, null);
  assert.match(rate(3.5, floor).why.en, /it has been lost/);
});

test('growth without a number is on track at the baseline, behind while not above it, met above it', () => {
  const grow = {
    target: target({ operator: '>', value: 238 }),
    baseline: { date: '2020-12-31', value: 238 },
    trajectory: { kind: 'grow' } as const,
    decimals: 0,
  };
  assert.equal(status(238, { ...grow, at: '2020-12-31' }), 'on-track');
  assert.equal(status(238, { ...grow, at: '2021-01-01' }), 'behind');
  assert.equal(status(230, grow), 'behind');
  assert.equal(status(239, grow), 'met');
  assert.equal(rate(238, grow).progress, null);
});

test('progress is the share of the way, also below the start and beyond the end', () => {
  assert.equal(rate(1.25).progress, 0.25);
  assert.equal(rate(0.5).progress, -0.5);
  assert.equal(rate(3).progress, 2);
  assert.equal(rate(8.345, planned).progress?.toFixed(3), '0.500');
});

test('progress toward a target equal to the baseline is 1 while it is kept and nothing else', () => {
  const kept = { baseline: { date: '2020-12-31', value: 100 }, target: target({ value: 100 }) };
  assert.equal(rate(100, kept).progress, 1);
  assert.equal(rate(90, kept).progress, null);
  assert.equal(status(90, kept), 'off-track');
});

test('no value is unknown for the reason given, never off track', () => {
  const reason = { zh: '没有上报', en: 'not reported' };
  assert.deepEqual(
    { ...rate(null, { reason }), expected: null },
    { status: 'unknown', why: reason, expected: null, progress: null },
  );
});

test('a target without a number is unknown even when there is a value', () => {
  assert.equal(status(70, { target: target({ operator: 'qualitative', value: null }) }), 'unknown');
});

test('without a baseline a value is met, unknown until the deadline, and off track from then on', () => {
  const bare = { baseline: { date: '2020-12-31', value: null } };
  assert.equal(status(2, bare), 'met');
  assert.equal(status(1.9, { ...bare, at: '2025-12-30' }), 'unknown');
  assert.equal(status(1.9, bare), 'off-track');
});

test('the reason holds the numbers it was decided by', () => {
  assert.equal(
    rate(1.5).why.zh,
    '2025年12月31日应达到 2，现为 1.5，差距占基期 1 至目标 2 全程的 49%（已扣除半个末位单位），超过 20%',
  );
  assert.equal(
    rate(1.5).why.en,
    '2 expected by 31 Dec 2025; now 1.5: short by 49% of the way from 1 to 2 (half a printed unit allowed), more than 20%',
  );
});

const order = ['off-track', 'behind', 'on-track', 'met'];
const day = fc
  .integer({ min: 0, max: 2000 })
  .map((n) => new Date(Date.UTC(2020, 11, 31) + n * 86_400_000).toISOString().slice(0, 10));
const level = fc.double({ min: 0, max: 3, noNaN: true });

test('where more is better a larger value never rates worse; where less is better a smaller one never does', () => {
  fc.assert(
    fc.property(level, level, day, (a, b, at) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      assert.ok(order.indexOf(status(low, { at })) <= order.indexOf(status(high, { at })));
      const fewer = { at, baseline: { date: '2020-12-31', value: 2 }, target: target({ operator: '<=', value: 1 }) } as const;
      assert.ok(order.indexOf(status(high, fewer)) <= order.indexOf(status(low, fewer)));
    }),
  );
});

test('as time passes the same value never rates better', () => {
  fc.assert(
    fc.property(level, day, day, (value, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      assert.ok(order.indexOf(status(value, { at: late })) <= order.indexOf(status(value, { at: early })));
    }),
  );
});
