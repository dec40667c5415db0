import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptSince } from './audit.ts';

test('entries are kept so many months, no day less where a month is shorter', () => {
  const of = (now: string, months: number) => keptSince(new Date(now), months).toISOString();
  assert.equal(of('2026-08-31T05:06:07.000Z', 6), '2026-02-28T05:06:07.000Z');
  assert.equal(of('2028-08-31T00:00:00.000Z', 6), '2028-02-29T00:00:00.000Z');
  assert.equal(of('2026-11-22T01:00:00.000Z', 6), '2026-05-22T01:00:00.000Z');
  assert.equal(of('2026-03-31T00:00:00.000Z', 37), '2023-02-28T00:00:00.000Z');
});
