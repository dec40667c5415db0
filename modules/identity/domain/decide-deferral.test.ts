import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideDeferral } from './decide-deferral.ts';

/** Half an hour before midnight of Beijing. */
const now = new Date('2026-11-22T23:30:00+08:00');
const until = (day: string) => {
  const decided = decideDeferral(day, now);
  return decided.ok ? decided.value.toISOString() : decided.error;
};

test('a review laid aside comes back as the day of Beijing begins, tomorrow at the earliest', () => {
  assert.equal(until('2026-11-23'), '2026-11-22T16:00:00.000Z');
  assert.equal(until('2027-02-20'), '2027-02-19T16:00:00.000Z');
});

test('neither today nor a day beyond ninety is a day to come back', () => {
  for (const day of ['2026-11-22', '2020-01-01', '2027-02-21', '9999-12-31'])
    assert.deepEqual(until(day), {
      code: 'identity.unfit-day',
      params: { first: '2026-11-23', last: '2027-02-20' },
    });
});
