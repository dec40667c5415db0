import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byLatest, cityDayOf, cityTextOf, dayOf, daysBetween, earliest, latest, momentOf, monthsBetween } from './order-dates.ts';

test('a date without a zone is the city’s; a year and a month mean their first moment; what is no date means nothing', () => {
  assert.equal(momentOf('2026-03-01'), Date.parse('2026-03-01T00:00:00+08:00'));
  assert.equal(momentOf('2026-03'), momentOf('2026-03-01'));
  assert.equal(momentOf('2026'), momentOf('2026-01-01'));
  assert.equal(momentOf('2026-03-01T00:00:00Z'), Date.parse('2026-03-01T00:00:00Z'));
  for (const none of [null, undefined, '', 'x', '2026-13-01']) assert.equal(momentOf(none), null);
});

test('the day of a moment is the city’s, at both sides of its midnight', () => {
  assert.equal(dayOf(Date.parse('2026-02-28T15:59:59Z')), '2026-02-28');
  assert.equal(dayOf(Date.parse('2026-02-28T16:00:00Z')), '2026-03-01');
});

test('what is told of a moment is the city’s day and clock, whichever zone it was written in', () => {
  for (const at of ['2026-01-01T00:30:00+08:00', '2025-12-31T16:30:00Z', '2026-01-01T00:30:00', '2025-12-31T11:30:00-05:00'])
    assert.deepEqual([cityDayOf(at), cityTextOf(at)], ['2026-01-01', '2026-01-01 00:30'], at);
  assert.deepEqual(
    [cityDayOf('2026'), cityDayOf('2026-03-02'), cityDayOf('x'), cityDayOf(null)],
    ['2026-01-01', '2026-03-02', undefined, undefined],
  );
  assert.deepEqual(['2026', '2026-03-02', 'MTX 5', ''].map(cityTextOf), ['2026', '2026-03-02', 'MTX 5', '']);
  assert.equal(monthsBetween('2025-12-31T16:30:00Z', '2026-02-01'), 1);
});

test('the latest comes first and what bears no date last', () => {
  assert.deepEqual(['2020', null, '2026-01-01T23:00:00Z', '2026-01-02'].toSorted(byLatest), [
    '2026-01-01T23:00:00Z',
    '2026-01-02',
    '2020',
    null,
  ]);
  assert.deepEqual([earliest(['2020', null, '2019-12']), latest(['2020', null]), latest([null])], ['2019-12', '2020', null]);
});

test('days and months are counted by the calendar: leap day, month end, the same day', () => {
  assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
  assert.equal(daysBetween('2026-09-01T23:00:00+08:00', '2026-09-02T01:00:00+08:00'), 1);
  assert.equal(daysBetween('2026-09-01', null), null);
  assert.equal(monthsBetween('2020-02-29', '2021-02-28'), 11);
  assert.equal(monthsBetween('2020-02-29', '2021-03-01'), 12);
  assert.equal(monthsBetween('2026-11-22', '2026-11-22'), 0);
});
