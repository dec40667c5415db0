import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marginReason } from './margin-reason.ts';

test('an empty margin is a yes or no only where there is a result: else it is not known, or not asked for', () => {
  assert.deepEqual((['pass', 'fail', 'unknown', 'not-applicable'] as const).map(marginReason), [
    'no-margin',
    'no-margin',
    'unknown-margin',
    'unconcerned-margin',
  ]);
});
