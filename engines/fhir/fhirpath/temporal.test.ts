import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { complaint, yieldsEach } from '../fixtures/fhirpath-table.ts';
import { compareTemporal, parseDate, parseDateTime, startOf, temporalText } from './temporal.ts';

yieldsEach('dates of different precision compare where what is written tells', [
  ['@2018 < @2019-03', [true]],
  ['@2018-03 < @2018-03-01', []],
  ['@2018-03-01T10:30 = @2018-03-01T10:30:00', []],
  ['@2018-03-01T10:30:00 = @2018-03-01T10:30:00.000', [true]],
  ['@2018-03-01T10:00:00Z = @2018-03-01T18:00:00+08:00', [true]],
  ['@2018-03-01T10:00:00Z < @2018-03-01T12:00:00', []],
  ['@2018-03-01T10:00:00Z < @2018-03-03T12:00:00', [true]],
  ['@2018-03-01T10:00:00 < @2018-03-01T23:00:00Z', [true]],
  ['@2018-03-01T10:00:00 > @2018-02-28T21:00:00Z', []],
  ['@2018-03-01 ~ @2018-03', [false]],
  ['@T10:00 < @T10:30', [true]],
  ['birthDate < today()', [true]],
  ['birthDate = @1974-12-25', [true]],
  ['now()', ['2026-11-22T08:15:30.123+08:00']],
  ['today()', ['2026-11-22']],
  ['today() = @2026-11-22 and now() = @2026-11-22T00:15:30.123Z', [true]],
  ['timeOfDay()', ['08:15:30.123']],
]);

yieldsEach('durations move dates on the calendar', [
  ['@2024-01-31 + 1 month', ['2024-02-29']],
  ['@2024-02-29 + 1 year', ['2025-02-28']],
  ['@2024-03-01 - 1 day', ['2024-02-29']],
  ['@2014 + 23 months', ['2015']],
  ['@2016 + 365 days', ['2017']],
  ['@2024-01-01T23:59:59+08:00 + 1 second', ['2024-01-02T00:00:00+08:00']],
  ["@1973-12-25T00:00:00.000+10:00 + 0.1 's'", ['1973-12-25T00:00:00.100+10:00']],
  ['@2024-01-01 + 1.9 days', ['2024-01-02']],
  ['@T23:30 + 1 hour', ['00:30']],
  ['@9999-12-31 + 1 day', []],
  ['@9998-05 + 1 year', ['9999-05']],
  ['@0007 + 1 year', ['0008']],
  ['@2024-01-01T00:00:00.000Z + 10 milliseconds', ['2024-01-01T00:00:00.010Z']],
  ['@2024-01-01T10:20:30Z.toDate() = @2024-01-01', [true]],
]);

test('what cannot be added or compared is refused at its place', () => {
  assert.match(complaint("@2024-01-01 + 1 'mo'")?.message ?? '', /column 13: 'mo' cannot be added/);
  assert.match(complaint('@2024-01-01 + 1')?.message ?? '', /System.Date \+ System.Integer has no meaning/);
  assert.match(complaint('@T10 + 1 day')?.message ?? '', /time of day/);
  assert.match(
    complaint('birthDate < id', { resourceType: 'Patient', birthDate: '1974-12-25', id: '1974-12-26' })?.message ?? '',
    /have no order/,
  );
  assert.match(complaint("birthDate < 'a'")?.message ?? '', /date and System.String have no order/);
});

const instant = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });

test('dates of the same precision are in the order of their instants, and their text gives them back', () => {
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      const [x, y] = [parseDateTime(a.toISOString()), parseDateTime(b.toISOString())];
      assert.ok(x && y);
      assert.equal(startOf(x), a.getTime());
      assert.equal(compareTemporal(x, y), Math.sign(a.getTime() - b.getTime()));
      assert.equal(temporalText(x), a.toISOString());
    }),
  );
});

test('a month and a day compare as their years do, or not at all', () => {
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      const [x, y] = [parseDate(a.toISOString().slice(0, 7)), parseDate(b.toISOString().slice(0, 10))];
      assert.ok(x && y);
      const months = Math.sign(a.getUTCFullYear() * 12 + a.getUTCMonth() - b.getUTCFullYear() * 12 - b.getUTCMonth());
      assert.equal(compareTemporal(x, y), months === 0 ? undefined : months);
    }),
  );
});
