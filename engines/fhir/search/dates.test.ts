import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDate } from './dates.ts';

const day = 86_400_000;
const at = (text: string): number => new Date(text).getTime();

test('a date covers what its precision leaves open, in the zone it is read in', () => {
  assert.deepEqual(readDate('2013', 480), { lo: at('2012-12-31T16:00Z'), hi: at('2013-12-31T16:00Z') });
  assert.deepEqual(readDate('2013-12', 480), { lo: at('2013-11-30T16:00Z'), hi: at('2013-12-31T16:00Z') });
  assert.deepEqual(readDate('2013-01-14', 480), { lo: at('2013-01-13T16:00Z'), hi: at('2013-01-14T16:00Z') });
  assert.deepEqual(readDate('2013-01-14T10:00', 480), { lo: at('2013-01-14T02:00Z'), hi: at('2013-01-14T02:01Z') });
  assert.deepEqual(readDate('2013-01-14T10:00:00Z', 480), { lo: at('2013-01-14T10:00Z'), hi: at('2013-01-14T10:00:01Z') });
  assert.deepEqual(readDate('2013-01-14T10:00:00.5-05:00', 480), {
    lo: at('2013-01-14T15:00:00.500Z'),
    hi: at('2013-01-14T15:00:00.600Z'),
  });
});

test('29 February is a day in leap years only, and 1900 is none', () => {
  assert.deepEqual(readDate('2024-02-29', 0), { lo: at('2024-02-29'), hi: at('2024-03-01') });
  for (const text of ['2023-02-29', '1900-02-29', '2024-02-30', '2024-13-01', '2024-00-01', '2024-01-00']) {
    assert.equal(readDate(text, 0), undefined, text);
  }
});

test('what is no date is none: words, half zones, hours past 23, too few digits', () => {
  for (const text of [
    '',
    'x',
    '13',
    '2013-1',
    '2013-01-1',
    '2013-01-14T24:00Z',
    '2013-01-14T24:00:00Z',
    '2013-01-14T10:60:00Z',
    '2013-01-14T10:00:00+15:00',
    '2013-01-14T10',
    '2013-01-14 10:00:00Z',
    '2013-01-14T10:00:00+0800',
    '20130114',
  ]) {
    assert.equal(readDate(text, 480), undefined, text);
  }
});

test('years before 100 are themselves', () => {
  assert.deepEqual(readDate('0050', 0), { lo: at('0050-01-01T00:00:00Z'), hi: at('0051-01-01T00:00:00Z') });
});

test('seconds with any zone begin where the Date of JavaScript says, days begin and end at midnight of the zone', () => {
  const instants = fc.date({ min: new Date('0100-01-02'), max: new Date('9990-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, zone) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000;
      const local = new Date(seconds + zone * 60_000).toISOString().slice(0, 19);
      const offset = `${zone < 0 ? '-' : '+'}${String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0')}:${String(Math.abs(zone) % 60).padStart(2, '0')}`;
      assert.deepEqual(readDate(`${local}${offset}`, 0), { lo: seconds, hi: seconds + 1000 });
      assert.deepEqual(readDate(local, zone), { lo: seconds, hi: seconds + 1000 });
      const midnight = Math.floor((seconds + zone * 60_000) / day) * day - zone * 60_000;
      assert.deepEqual(readDate(local.slice(0, 10), zone), { lo: midnight, hi: midnight + day });
    }),
  );
});
