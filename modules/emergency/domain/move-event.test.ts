import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventStates } from '../contract.ts';
import { isOver, moveEvent, movesFrom } from './move-event.ts';

const initial = [{ kind: 'initial' as const }];
const closing = [...initial, { kind: 'closing' as const }];
const codeOf = (...asked: Parameters<typeof moveEvent>) => {
  const moved = moveEvent(...asked);
  return moved.ok ? 'ok' : moved.error.code;
};

test('an event is verified with its initial report, closed with its closing report, discarded with a reason', () => {
  assert.equal(codeOf('reported', 'verified', [], null), 'emergency.report-missing');
  assert.equal(codeOf('reported', 'verified', initial, null), 'ok');
  assert.equal(codeOf('verified', 'closed', initial, null), 'emergency.report-missing');
  assert.equal(codeOf('verified', 'closed', closing, null), 'ok');
  assert.equal(codeOf('reported', 'discarded', initial, null), 'emergency.reason-missing');
  assert.equal(codeOf('reported', 'discarded', [], '误报'), 'ok');
});

test('an event is not closed while its response runs, and nothing moves what is over', () => {
  assert.equal(codeOf('responding', 'closed', closing, '好'), 'emergency.no-such-move');
  for (const state of eventStates.filter(isOver))
    for (const to of ['verified', 'discarded', 'closed'] as const)
      assert.equal(codeOf(state, to, closing, '好'), 'emergency.no-such-move');
});

test('every move that is offered is one that can be made with all it asks for', () => {
  for (const state of eventStates) for (const to of movesFrom(state)) assert.equal(codeOf(state, to, closing, '好'), 'ok');
});
