import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alignToNewYear } from './align-to-new-year.ts';
import { dateOf, dayOf, mondayOf, weekdayOf } from './days.ts';
import { lunarNewYear } from './lunar-new-year.ts';
import { mondayOfWeek, reportingWeek, weekName, weekOf } from './weeks.ts';
import { kindsOfSteps, oddSteps, readArrangements, stepsOfPeriods } from './working-days.ts';

const day = (text: string): number => {
  const found = dayOf(text);
  assert.ok(found !== null, text);
  return found;
};

test('what is no day is refused: 30 February, other writings', () => {
  for (const text of ['2025-02-29', '2025-13-01', '2025-1-01', '20250101', '', '2025-00-10'])
    assert.equal(dayOf(text), null, text);
  assert.equal(dateOf(day('2024-02-29') + 1), '2024-03-01');
});

test('weeks at the turn of the year are those of ISO 8601', () => {
  for (const [date, name] of [
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2018-12-31', '2019-W01'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-22', '2026-W47'],
    ['2027-01-01', '2026-W53'],
  ] as const)
    assert.equal(weekName(day(date)), name, date);
  assert.equal(mondayOfWeek(2021, 53), null);
  assert.equal(mondayOfWeek(2020, 53), day('2020-12-28'));
  assert.deepEqual(reportingWeek(day('2026-11-22')), { from: '2026-11-16', until: '2026-11-22' });
});

test('every day is in exactly one week, which begins on a Monday and has a name of its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 50_000 }), (at) => {
      const { year, week, monday } = weekOf(at);
      assert.equal(weekdayOf(monday), 0);
      assert.ok(at >= monday && at < monday + 7);
      assert.equal(mondayOfWeek(year, week), monday);
      assert.ok(week >= 1 && week <= 53);
    }),
  );
});

test('the Lunar New Year falls on the days printed in calendars', () => {
  const printed =
    '2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03';
  for (const text of printed.split(' ')) assert.equal(dateOf(lunarNewYear(Number(text.slice(0, 4)))), text);
  assert.equal(dateOf(lunarNewYear(1999)), '1999-02-16');
  // Twelve or thirteen months lie between.
  for (let year = 1990; year < 2060; year += 1) {
    const months = (lunarNewYear(year + 1) - lunarNewYear(year)) / 29.530589;
    assert.ok(Math.abs(months - Math.round(months)) < 0.06 && [12, 13].includes(Math.round(months)), `${year}: ${months}`);
  }
});

test('an arranged holiday is a holiday on any day of the week, and a worked weekend a workday', () => {
  const arranged = readArrangements([
    { date: '2025-10-08', off: true },
    { date: '2025-10-11', off: false },
    { date: 'no day', off: true },
  ]);
  assert.deepEqual(kindsOfSteps(day('2025-10-08'), 6, arranged), [
    'holiday',
    'workday',
    'workday',
    'workday',
    'weekend',
    'workday',
  ]);
  assert.deepEqual([...oddSteps(day('2025-10-08'), 6, arranged)], [0, 3]);
});

test('excluded periods become steps, a week that is partly inside among them', () => {
  const monday = mondayOf(day('2019-12-23'));
  const periods = [{ from: '2020-01-01', until: '2020-01-13' }];
  assert.deepEqual([...stepsOfPeriods(monday, 10, 7, periods)], [1, 2, 3]);
  assert.deepEqual([...stepsOfPeriods(day('2020-01-10'), 10, 1, periods)], [0, 1, 2, 3]);
  assert.deepEqual([...stepsOfPeriods(monday, 2, 7, periods)], [1]);
});

test('the week of the feast meets the week of the feast, and summer meets the same date', () => {
  const first = mondayOf(day('2015-01-05'));
  const step = (date: string): number => Math.floor((day(date) - first) / 7);
  const align = alignToNewYear(first, 7);
  // 2026-02-17 and 2025-01-29 are a Tuesday and a Wednesday: both weeks hold their feast.
  assert.equal(align(step('2026-02-17'), 1), step('2025-01-29'));
  assert.equal(align(step('2026-02-17'), 3), step('2023-01-22') + 1);
  assert.equal(align(step('2026-02-10'), 1), step('2025-01-22'));
  assert.equal(align(step('2026-07-15'), 1), step('2025-07-14'));
  const daily = alignToNewYear(day('2015-01-01'), 1);
  assert.equal(daily(day('2026-02-20') - day('2015-01-01'), 2), day('2024-02-13') - day('2015-01-01'));
});

test('aligned steps lie in the year asked for, within six weeks of the same date', () => {
  const first = mondayOf(day('2005-01-03'));
  const align = alignToNewYear(first, 7);
  fc.assert(
    fc.property(fc.integer({ min: 600, max: 1300 }), fc.integer({ min: 1, max: 5 }), (at, back) => {
      const then = align(at, back);
      assert.ok(Number.isInteger(then));
      assert.ok(Math.abs(at - then - 52.1775 * back) <= 6, `${at} ${back} ${then}`);
    }),
  );
});
