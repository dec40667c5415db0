import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remaining } from './say-remaining.ts';

test('what is left is said in hours and minutes, from two days on in days, and overdue from the first second', () => {
  const asOf = '2026-05-01T00:00:00Z';
  assert.deepEqual(remaining('2026-05-01T02:05:59Z', asOf), { key: 'left', days: 0, hours: 2, minutes: 5 });
  assert.deepEqual(remaining('2026-05-02T23:59:59Z', asOf), { key: 'left', days: 0, hours: 47, minutes: 59 });
  assert.deepEqual(remaining('2026-05-03T01:00:00Z', asOf), { key: 'left', days: 2, hours: 1, minutes: 0 });
  assert.equal(remaining('2026-04-30T23:59:59Z', asOf).key, 'over');
});
