import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Expectation } from '../contract.ts';
import { judgeExpectations } from './judge-expectations.ts';
import { drillHours } from './measure-time.ts';

const said = { zh: 'x', en: 'x' };
const expectation = (more: Partial<Expectation> = {}): Expectation => ({
  ...{ id: 'reported', title: said, after: 'visits', withinHours: 2, milestone: 'card-reported', count: 1 },
  ...{ standard: said, verified: false, ...more },
});
const played = [{ inject: 'visits', hours: 1 }];
const states = (happened: readonly number[], now: number, ended = false, more: Partial<Expectation> = {}) =>
  judgeExpectations([expectation(more)], {
    ...{ played, now, ended },
    happened: happened.map((hours) => ({ milestone: 'card-reported' as const, hours })),
  }).map(({ state, hours }) => [state, hours])[0];

test('what comes within its hours of the inject is met, to the limit, and late after it', () => {
  assert.deepEqual(states([3], 9), ['met', 2]);
  assert.deepEqual(states([3.01], 9), ['late', 2.01]);
  assert.deepEqual(states([0.5, 3], 9), ['met', 2], 'what was before the inject does not count');
});

test('until it comes it runs, then is overdue, and is missed when the run ends', () => {
  assert.deepEqual(states([], 3), ['running', 2]);
  assert.deepEqual(states([], 3.5), ['overdue', 2.5]);
  assert.deepEqual(states([], 3.5, true), ['missed', 2.5]);
});

test('before its inject nothing is expected; of three only the third counts', () => {
  assert.deepEqual(states([3], 9, false, { after: 'later' }), ['waiting', null]);
  assert.deepEqual(states([2, 2.5], 2.6, false, { count: 3 }), ['running', 1.6]);
  assert.deepEqual(states([2, 2.5, 4], 9, false, { count: 3 }), ['late', 3]);
});

test('no hours pass while a drill stands still, and time never runs back', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 2, minutes));
  const time = { startedAt: at(0), speed: 60, pauses: [{ from: at(10), until: at(20) }] };
  assert.deepEqual(
    [at(-5), at(10), at(15), at(20), at(21)].map((one) => drillHours(time, one)),
    [0, 10, 10, 10, 11],
  );
  assert.equal(drillHours({ ...time, pauses: [{ from: at(10), until: null }] }, at(59)), 10);
  fc.assert(
    fc.property(fc.nat(600), fc.nat(600), fc.nat(60), fc.nat(60), (one, more, from, long) => {
      const some = { ...time, pauses: [{ from: at(from), until: at(from + long) }] };
      assert.ok(drillHours(some, at(one)) <= drillHours(some, at(one + more)) + 1e-9);
    }),
  );
});
