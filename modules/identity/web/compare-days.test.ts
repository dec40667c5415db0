import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDays } from './compare-days.ts';

test('a day written by the Chinese calendar is recognised, on either side', () => {
  // The Chinese new year of 1990 began on 27 January.
  assert.deepEqual(compareDays('1990-01-01', '1990-01-27'), { kind: 'lunar', which: 'one', year: 1990, month: 1, day: 1 });
  assert.deepEqual(compareDays('1990-01-27', '1990-01-01'), { kind: 'lunar', which: 'other', year: 1990, month: 1, day: 1 });
});

test('month and day swapped are recognised; other days, equal ones and missing ones tell nothing', () => {
  assert.deepEqual(compareDays('1990-03-07', '1990-07-03'), { kind: 'swapped' });
  assert.equal(compareDays('1990-03-07', '1990-03-09'), null);
  assert.equal(compareDays('1990-03-07', '1990-03-07'), null);
  assert.equal(compareDays(null, '1990-03-07'), null);
});
