import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResource } from '@songhua/kernel';
import { clinicalDay } from './clinical-day.ts';

const of = (said: object) =>
  clinicalDay({ resourceType: 'Observation', id: 'o', meta: {}, ...said } as unknown as StoredResource);

test('the day on which something was done, as far as the resource says one', () => {
  assert.equal(of({ period: { start: '2026-03-01T08:00:00+08:00', end: '2026-03-04' } }), '2026-03-01');
  assert.equal(of({ period: { end: '2026-03-04' } }), '2026-03-04');
  assert.equal(of({ effectiveDateTime: '2026-03', issued: '2026-04-01T08:00:00Z' }), '2026-03');
  assert.equal(of({ recordedDate: '2026' }), '2026');
});

test('what says no day, or none that can be read, has none', () => {
  for (const said of [
    {},
    { period: {} },
    { period: 'soon' },
    { effectiveDateTime: 20260301 },
    { date: 'yesterday' },
    { period: null },
  ])
    assert.equal(of(said), null);
});
