import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Step, signalStates } from '../contract.ts';
import { decideVerdict, followEvent, mayDo, movesOf, reopenedState } from './move-signal.ts';

const checked = (done: boolean, n = 1): Step => ({
  ...{ n, kind: 'checked', at: '2026-03-01T00:00:00Z', by: null, note: null },
  detail: { item: 'exclude-known', done },
});
const standing = { state: 'new', outcome: null, subject: 'absence' } as const;

test('a verdict leads to verified, ruled out, or on with verifying', () => {
  const to = (outcome: 'true' | 'false' | 'unclear') => {
    const decided = decideVerdict(standing, outcome, []);
    return decided.ok && decided.value;
  };
  assert.deepEqual([to('true'), to('false'), to('unclear')], ['verified', 'false', 'verifying']);
});

test('an unknown cause is ruled out only when the last word on known causes is that they were looked for', () => {
  const unknown = { ...standing, subject: 'unexplained-pneumonia' };
  assert.equal(decideVerdict(unknown, 'false', []).ok, false);
  assert.equal(decideVerdict(unknown, 'false', [checked(true)]).ok, true);
  assert.equal(decideVerdict(unknown, 'false', [checked(true), checked(false, 2)]).ok, false);
  assert.equal(decideVerdict(unknown, 'true', []).ok, true);
});

test('what is over can only be taken up again, and what is unclear may be closed', () => {
  assert.deepEqual(movesOf({ ...standing, state: 'false' }), ['reopen', 'note']);
  assert.equal(mayDo({ ...standing, state: 'verifying' }, 'close').ok, false);
  assert.equal(mayDo({ ...standing, state: 'verifying', outcome: 'unclear' }, 'close').ok, true);
  assert.equal(mayDo({ ...standing, state: 'event' }, 'event').ok, false, 'one signal, one event');
});

test('a signal follows its event, and only while it has one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...signalStates),
      fc.constantFrom('reported', 'responding', 'closed', 'discarded'),
      (state, event) => {
        const to = followEvent(state, event);
        const follows = state === 'event' || state === 'assessed' || state === 'response';
        return to === null ? !follows || event === 'reported' || (event === 'responding' && state === 'response') : follows;
      },
    ),
  );
});

test('what led to an event goes back to it', () => {
  const event = { id: '7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10', number: '1', state: 'verified' };
  assert.equal(reopenedState({ outcome: 'true', event }, true), 'assessed');
  assert.equal(reopenedState({ outcome: 'true', event: null }, true), 'verified');
  assert.equal(reopenedState({ outcome: 'false', event: null }, false), 'verifying');
});
