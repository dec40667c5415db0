import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duePeriods, measureCompleteness } from './measure-completeness.ts';

const daily = { every: 'day', since: '2026-02-26', until: null } as const;
const weekly = { every: 'week', since: '2026-02-10', until: null } as const;

test('a day is due when it is over, a week when its Sunday is', () => {
  assert.deepEqual(duePeriods(daily, '2026-03-01', 30), ['2026-02-28', '2026-02-27', '2026-02-26']);
  assert.deepEqual(duePeriods(daily, '2026-02-26', 30), []);
  assert.deepEqual(duePeriods(weekly, '2026-03-01', 30), ['2026-02-16'], 'on Sunday its own week still runs');
  assert.deepEqual(duePeriods(weekly, '2026-03-02', 30), ['2026-02-23', '2026-02-16'], 'the week it began in is not whole');
});

test('nothing is due after a sentinel ended, nor more than is asked for', () => {
  assert.deepEqual(duePeriods({ ...daily, until: '2026-02-27' }, '2026-03-05', 30), ['2026-02-27', '2026-02-26']);
  assert.deepEqual(duePeriods({ ...weekly, until: '2026-02-27' }, '2026-03-05', 30), ['2026-02-16']);
  assert.equal(duePeriods({ ...daily, since: '1950-01-01' }, '2026-03-01', 30).length, 30);
});

test('missing ones are counted from the newest back, and late is after the next day', () => {
  const periods = duePeriods(daily, '2026-03-01', 30);
  const came = measureCompleteness(daily, periods, new Map([['2026-02-26', '2026-02-28']]));
  assert.deepEqual(came, { due: 3, came: 1, late: 1, missing: 2, last: '2026-02-26' });
  assert.deepEqual(measureCompleteness(daily, periods, new Map()), { due: 3, came: 0, late: 0, missing: 3, last: null });
  const whole = measureCompleteness(daily, periods, new Map(periods.map((day) => [day, '2026-02-27'] as const)));
  assert.deepEqual([whole.late, whole.missing], [0, 0]);
});
