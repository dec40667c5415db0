import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewState } from '../contract.ts';
import { settleReviews } from './settle-reviews.ts';

const one = [['a', 'b']];
const two = [['a'], ['b']];
const never = (): boolean => false;
const always = (): boolean => true;

const drift = (state: ReviewState) => [{ id: 'r', one: 'a', other: 'b', kind: 'drift' as const, state }];
const stateOf = (moves: ReturnType<typeof settleReviews>) => moves[0]?.state ?? 'as before';

test('a pair is settled by who is who, and asked again when that is taken back', () => {
  const pair = (state: ReviewState) => [{ one: 'b', other: 'a', state }];
  assert.equal(stateOf(settleReviews(pair('open'), one, never)), 'linked');
  assert.equal(stateOf(settleReviews(pair('open'), two, always)), 'apart');
  assert.equal(stateOf(settleReviews(pair('linked'), two, never)), 'open');
  assert.equal(stateOf(settleReviews(pair('withdrawn'), two, never)), 'as before');
});

test('a drift that nobody has answered is asked again when what made them two is taken back', () => {
  assert.equal(stateOf(settleReviews(drift('open'), two, never, { before: one })), 'withdrawn');
  assert.equal(stateOf(settleReviews(drift('open'), two, always, { before: one })), 'apart');
  for (const state of ['withdrawn', 'apart'] as const)
    assert.equal(stateOf(settleReviews(drift(state), one, never, { before: two, takesBack: true })), 'open');
});

test('an answered drift stays answered while they are two, and when they are one again', () => {
  assert.equal(stateOf(settleReviews(drift('linked'), two, never, { before: one })), 'as before');
  assert.equal(stateOf(settleReviews(drift('linked'), one, never, { before: two, takesBack: true })), 'as before');
  assert.equal(stateOf(settleReviews(drift('linked'), one, never, { before: one, takesBack: true, undone: 'r' })), 'open');
});

test('whoever links two anew whom a drift had parted has answered it', () => {
  assert.equal(stateOf(settleReviews(drift('apart'), one, never, { before: two })), 'linked');
  assert.equal(stateOf(settleReviews(drift('withdrawn'), one, never, { before: two })), 'as before');
});
