import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthKey, sayDay, sayMoment, saySpan } from './when.ts';

test('a date is said as exactly as it was recorded and no more', () => {
  assert.deepEqual(
    ['2026', '2026-03', '2026-03-01'].map((when) => [sayDay(when, 'zh'), sayDay(when, 'en')]),
    [
      ['2026年', '2026'],
      ['2026年3月', 'Mar 2026'],
      ['2026年3月1日', '1 Mar 2026'],
    ],
  );
});

test('the minute is told where it was recorded, and only there', () => {
  const at = '2026-03-01T00:05:00Z';
  assert.equal(sayMoment(at, 'zh'), '2026年3月1日 08:05');
  assert.equal(sayDay(at, 'en'), '1 Mar 2026');
  assert.equal(sayMoment('2026-03', 'en'), 'Mar 2026');
});

test('a span of one day is one day, and what is open stays open', () => {
  assert.equal(saySpan('2026-03-01', '2026-03-01', 'zh'), '2026年3月1日');
  assert.equal(saySpan('2026-03-01', null, 'en'), '1 Mar 2026 – ');
  assert.equal(saySpan(null, null, 'zh'), '');
});

test('what happened after midnight in the city is of that day and month, whichever zone it was written in', () => {
  for (const at of ['2026-01-01T00:30:00+08:00', '2025-12-31T16:30:00Z', '2025-12-31T11:30:00-05:00']) {
    assert.deepEqual([monthKey(at), sayDay(at, 'en'), sayMoment(at, 'en')], ['2026-01', '1 Jan 2026', '1 Jan 2026 00:30'], at);
    assert.equal(saySpan(at, '2026-01-01', 'zh'), '2026年1月1日');
  }
});

test('what bears no date stands under no month', () => {
  assert.deepEqual([monthKey(null), monthKey('2026'), monthKey('2026-03-01T08:00:00+08:00')], ['', '2026', '2026-03']);
});
