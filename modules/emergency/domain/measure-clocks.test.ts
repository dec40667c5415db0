import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Times } from '../contract.ts';
import { checkTimes, hour, measureClocks } from './measure-clocks.ts';

const none: Times = { firstCaseAt: null, detectedAt: null, notifiedAt: null, respondedAt: null };
const begin = Date.parse('2028-02-28T15:30:00Z');
const at = (hours: number, ms = 0) => new Date(begin + hours * hour + ms).toISOString();
const states = (times: Partial<Times>, now: string) =>
  measureClocks({ ...none, ...times }, new Date(now))
    .slice(0, 3)
    .map(({ state }) => state);

test('each step is met to the millisecond of its limit and late one later, over the end of a leap February', () => {
  const full = { firstCaseAt: at(0), detectedAt: at(168), notifiedAt: at(192), respondedAt: at(360) };
  assert.deepEqual(states(full, at(999)), ['met', 'met', 'met']);
  assert.deepEqual(states({ firstCaseAt: at(0), detectedAt: at(168, 1), notifiedAt: at(192, 2) }, at(200)), [
    'late',
    'late',
    'running',
  ]);
  assert.deepEqual(states({ notifiedAt: at(0), respondedAt: at(168, 1) }, at(999))[2], 'late');
});

test('a step whose end is not known runs until its limit and is overdue after it; without a beginning nothing is known', () => {
  assert.deepEqual(states({ detectedAt: at(0) }, at(24)), ['unknown', 'running', 'unknown']);
  assert.deepEqual(states({ detectedAt: at(0) }, at(24, 1)), ['unknown', 'overdue', 'unknown']);
});

test('the law gives two hours from finding an event to reporting it, to the millisecond', () => {
  const law = (times: Partial<Times>, now: string) => measureClocks({ ...none, ...times }, new Date(now))[3];
  assert.deepEqual(
    [at(2), at(2, 1)].map((notifiedAt) => law({ detectedAt: at(0), notifiedAt }, at(9))?.state),
    ['met', 'late'],
  );
  assert.deepEqual(law({ detectedAt: at(0) }, at(2, 1)), {
    ...{ step: 'report', limitHours: 2, hours: 2, dueAt: at(2), state: 'overdue' },
  });
});

test('time that passes never makes an overdue step run again', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (now, more) => {
      const before = states({ firstCaseAt: at(0) }, at(now))[0];
      const after = states({ firstCaseAt: at(0) }, at(now + more))[0];
      assert.ok(before === 'running' || after === 'overdue');
    }),
  );
});

test('times out of order or ahead of now are refused by name', () => {
  const code = (times: Partial<Times>) => {
    const checked = checkTimes({ ...none, ...times }, new Date(at(100)));
    return checked.ok ? null : [checked.error.code, checked.error.params];
  };
  assert.equal(code({ firstCaseAt: at(1), detectedAt: at(1), notifiedAt: at(2) }), null);
  assert.deepEqual(code({ firstCaseAt: at(2), notifiedAt: at(1) }), [
    'emergency.times-reversed',
    { earlier: 'firstCaseAt', later: 'notifiedAt' },
  ]);
  assert.deepEqual(code({ respondedAt: at(100, 1) }), ['emergency.time-ahead', { field: 'respondedAt', now: at(100) }]);
});
