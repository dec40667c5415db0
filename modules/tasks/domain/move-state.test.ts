import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taskStates } from '../contract.ts';
import { moveState, movesFrom } from './move-state.ts';

const codeOf = (result: ReturnType<typeof moveState>) => (result.ok ? 'moved' : result.error.code);

test('a task is begun, reported as done and accepted, the last only by whoever manages', () => {
  assert.equal(codeOf(moveState('open', 'in-progress', null, false)), 'moved');
  assert.equal(codeOf(moveState('in-progress', 'reported', null, false)), 'moved');
  assert.equal(codeOf(moveState('reported', 'done', null, false)), 'tasks.move-not-permitted');
  assert.equal(codeOf(moveState('reported', 'done', null, true)), 'moved');
});

test('what is not begun cannot be done, and what is cancelled must be taken up again first', () => {
  assert.equal(codeOf(moveState('open', 'done', null, true)), 'tasks.no-such-move');
  assert.equal(codeOf(moveState('cancelled', 'done', 'why', true)), 'tasks.no-such-move');
  assert.equal(codeOf(moveState('open', 'open', null, true)), 'tasks.no-such-move');
});

test('cancelling, returning and opening again need a reason', () => {
  for (const [from, to] of [
    ['open', 'cancelled'],
    ['reported', 'in-progress'],
    ['done', 'in-progress'],
    ['cancelled', 'open'],
  ] as const) {
    assert.equal(codeOf(moveState(from, to, null, true)), 'tasks.reason-missing', `${from} ${to}`);
    assert.equal(codeOf(moveState(from, to, 'the money is gone', true)), 'moved', `${from} ${to}`);
  }
});

test('what is offered is what is let: every state that movesFrom names, and no other', () => {
  for (const manages of [true, false])
    for (const from of taskStates)
      for (const to of taskStates)
        assert.equal(movesFrom(from, manages).includes(to), moveState(from, to, 'why', manages).ok, `${from} ${to} ${manages}`);
});
