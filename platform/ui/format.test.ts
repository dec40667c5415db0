import assert from 'node:assert/strict';
import test from 'node:test';
import { cityClock, cityDay, formatDate, formatFigure, formatNumber, formatSecond, formatTime } from './format.ts';

test('thousands are separated and decimals are fixed', () => {
  assert.equal(formatNumber(3623713), '3,623,713');
  assert.equal(formatNumber(8.4, 2), '8.40');
});

test('a ratio prints as the plan prints it and a percentage carries its sign', () => {
  assert.equal(formatFigure(1.14, 'ratio', 2), '1:1.14');
  assert.equal(formatFigure(91.37, 'percent', 2), '91.37%');
});

test('figures of one indicator have the same decimals and are rounded half away from zero, binary noise or not', () => {
  assert.deepEqual(
    [2.4, 2.98, 100, 1.005].map((value) => formatFigure(value, 'number', 2)),
    ['2.40', '2.98', '100.00', '1.01'],
  );
  assert.equal(formatFigure(1.2, 'ratio', 2), '1:1.20');
  assert.equal(formatFigure(100, 'percent', 2), '100.00%');
});

test('dates read as Chinese and English readers write them', () => {
  assert.equal(formatDate('2025-12-31', 'zh'), '2025年12月31日');
  assert.equal(formatDate('2025-12-31', 'en'), '31 Dec 2025');
  assert.equal(formatDate('2025-02-03T04:05:06Z', 'en'), '3 Feb 2025');
  assert.equal(formatDate('not a date', 'en'), 'not a date');
});

const zones = ['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati', 'UTC'];

/** Runs something with the computer standing elsewhere. */
function standingIn(zone: string, run: () => void): void {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    run();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}

test('a moment is told on the city’s clock, to the minute or to the second, wherever the reader’s computer stands', () => {
  for (const zone of zones)
    standingIn(zone, () => {
      assert.equal(formatTime('2026-11-21T23:05:09Z', 'zh'), '2026年11月22日 07:05', zone);
      assert.equal(formatSecond('2026-11-22T07:05:09.5+08:00', 'en'), '22 Nov 2026 07:05:09', zone);
      assert.equal(formatTime('2026-01-01T00:30:00+08:00', 'en'), '1 Jan 2026 00:30', zone);
      assert.equal(formatTime('2026-01-01T00:30:00', 'en'), '1 Jan 2026 00:30', 'a time without a zone is the city’s');
    });
  assert.equal(formatSecond('never', 'zh'), 'never');
});

test('the day of a moment is the city’s, at both sides of its midnight; a day stays itself', () => {
  for (const zone of zones)
    standingIn(zone, () => {
      assert.equal(formatDate('2025-12-31T16:00:00Z', 'en'), '1 Jan 2026', zone);
      assert.deepEqual(
        ['2025-12-31T15:59:59Z', '2025-12-31T16:00:00Z', '2026-01-01', new Date('2026-01-01T00:30:00+08:00')].map(cityDay),
        ['2025-12-31', '2026-01-01', '2026-01-01', '2026-01-01'],
        zone,
      );
    });
});

test('what is no moment has no place on the clock, and nothing throws', () => {
  assert.deepEqual(['', 'x', '2026-13-01', '20261122', 'T', Number.NaN, 8.64e15].map(cityClock), Array(7).fill(null));
});
