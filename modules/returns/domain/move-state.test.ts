import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ReturnState, states } from '../contract.ts';
import { moveState, possibleSteps, type Standing, type Step, stepNames } from './move-state.ts';

const standing = (over: Partial<Standing> = {}): Standing => ({ state: 'draft', version: 3, busy: false, sound: true, ...over });
const codeOf = (step: Step, now: Standing, seen: Pick<Standing, 'state' | 'version'> = now): string => {
  const result = moveState(step, now, seen);
  return result.ok ? result.value : result.error.code;
};

test('each step is taken from its states alone and leads where the drawing says', () => {
  const table = Object.fromEntries(
    stepNames.map((step) => [
      step,
      states.flatMap((state) => {
        const result = moveState(step, standing({ state }), { state, version: 3 });
        return result.ok ? [`${state}>${result.value}`] : [];
      }),
    ]),
  );
  assert.deepEqual(table, {
    correct: ['draft>draft', 'returned>returned'],
    submit: ['draft>submitted', 'returned>submitted'],
    withdraw: ['draft>withdrawn', 'submitted>withdrawn', 'returned>withdrawn'],
    return: ['submitted>returned'],
    accept: ['submitted>accepted'],
    undo: ['accepted>undone'],
  });
});

test('who comes second is told of the state that was seen and of the one it is in now', () => {
  const result = moveState('return', standing({ state: 'accepted', version: 5 }), { state: 'submitted', version: 4 });
  assert.deepEqual(result, {
    ok: false,
    error: { code: 'returns.changed-meanwhile', params: { seen: '已报送 Submitted', now: '已审核入库 Accepted', version: 5 } },
  });
  // The same state again, but another version: a file was uploaded meanwhile.
  assert.equal(codeOf('submit', standing(), { state: 'draft', version: 2 }), 'returns.changed-meanwhile');
});

test('nothing is done while work goes on, and only what was checked and found sound is sent in or accepted', () => {
  assert.equal(codeOf('withdraw', standing({ busy: true })), 'returns.busy');
  assert.equal(codeOf('submit', standing({ sound: null })), 'returns.not-checked');
  assert.equal(codeOf('submit', standing({ sound: false })), 'returns.has-errors');
  assert.equal(codeOf('accept', standing({ state: 'submitted', sound: false })), 'returns.has-errors');
  // What is wrong can always be sent back or withdrawn.
  assert.equal(codeOf('return', standing({ state: 'submitted', sound: false })), 'returned');
  assert.equal(codeOf('withdraw', standing({ sound: false })), 'withdrawn');
});

test('what is offered is what would be let: by state and by permission', () => {
  const offered = (state: ReturnState, holds: (permission: string) => boolean): string =>
    possibleSteps(standing({ state }), holds).join(' ');
  assert.equal(
    offered('submitted', () => true),
    'withdraw return accept',
  );
  assert.equal(
    offered('submitted', (permission) => permission === 'returns.submit'),
    'withdraw',
  );
  assert.equal(
    offered('submitted', () => false),
    '',
  );
  assert.equal(
    offered('undone', () => true),
    '',
  );
});
