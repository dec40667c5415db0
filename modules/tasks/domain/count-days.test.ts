import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayInBeijing, daysBetween, monthOf } from './count-days.ts';

test('a day begins at midnight in Beijing, not in Greenwich', () => {
  assert.equal(dayInBeijing(new Date('2026-11-22T15:59:59.999Z')), '2026-11-22');
  assert.equal(dayInBeijing(new Date('2026-11-22T16:00:00Z')), '2026-11-23');
  assert.equal(dayInBeijing(new Date('2028-02-28T16:00:00Z')), '2028-02-29');
});

test('months end where they end, February in leap years on the 29th', () => {
  assert.deepEqual(monthOf('2028-02'), { first: '2028-02-01', last: '2028-02-29' });
  assert.deepEqual(monthOf('2026-02'), { first: '2026-02-01', last: '2026-02-28' });
  assert.deepEqual(monthOf('2026-12', 1), { first: '2027-01-01', last: '2027-01-31' });
});

test('days are counted over the 29th of February and over a year’s end', () => {
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1);
  assert.equal(daysBetween('2026-01-01', '2025-12-31'), -1);
});

test('so many days later is so many days away', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), (n) => {
      assert.equal(daysBetween('2026-01-31', addDays('2026-01-31', n)), n);
    }),
  );
});
