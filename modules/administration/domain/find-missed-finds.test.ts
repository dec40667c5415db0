import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMissedFinds, manyMisses } from './find-missed-finds.ts';

test('who finds nobody often on one day is told once, the more often the sooner looked at; a few misread cards are nothing', () => {
  const at = new Date('2026-11-22T08:00:00Z');
  const missed = (actorId: string, count: number) => ({ actorId, actorName: null, count, first: at, last: at });
  const found = findMissedFinds([missed('a', manyMisses), missed('b', manyMisses - 1), missed('c', 500)], '2026-11-22');
  assert.deepEqual(
    found.map(({ id, severity }) => [id, severity]),
    [
      ['finds-missed:2026-11-22:a', 0.5],
      ['finds-missed:2026-11-22:c', 1],
    ],
  );
});
