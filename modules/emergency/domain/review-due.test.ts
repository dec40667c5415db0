import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reviewDue } from './review-due.ts';

test('a plan is looked through again after its months, on the last day of a shorter one', () => {
  assert.equal(reviewDue('2026-01-31T08:00:00.000Z', 1), '2026-02-28T08:00:00.000Z');
  assert.equal(reviewDue('2027-01-31T08:00:00.000Z', 13), '2028-02-29T08:00:00.000Z');
  assert.equal(reviewDue('2026-11-22T00:00:00.000Z', 36), '2029-11-22T00:00:00.000Z');
});
