import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audiencesWithout, isOverdue } from './review-plans.ts';

test('a drill of which nobody has said that it was held is overdue from the day after its own', () => {
  const plan = { state: 'planned', day: '2026-11-23' } as const;
  assert.deepEqual([isOverdue(plan, '2026-11-23'), isOverdue(plan, '2026-11-24')], [false, true]);
  assert.ok(!isOverdue({ ...plan, state: 'held' }, '2027-01-01'));
});

test('a year without a drill for managers, professionals or the public says so; what was cancelled is no drill', () => {
  const day = '2026-05-12';
  assert.deepEqual(audiencesWithout([]), ['managers', 'professionals', 'public']);
  assert.deepEqual(
    audiencesWithout([
      { audience: 'public', state: 'cancelled', day },
      { audience: 'managers', state: 'held', day },
    ]),
    ['professionals', 'public'],
  );
});
