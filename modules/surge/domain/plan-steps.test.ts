import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PlannedStep, stepKinds } from '../contract.ts';
import { moveStep, type Standing, stateOf } from './move-step.ts';
import { hoursThrough, usualSteps } from './plan-steps.ts';

const step = (kind: PlannedStep['kind'], hours: number) => ({ kind, hours, people: 1 });

test('staff and supplies are found while the ward is cleared, disinfected and rebuilt; it opens when all is there', () => {
  const steps = [
    step('clear', 10),
    step('disinfect', 2),
    step('rebuild', 20),
    step('staff', 40),
    step('supplies', 5),
    step('open', 1),
  ];
  assert.equal(hoursThrough(steps), 41);
  assert.equal(hoursThrough(steps.filter(({ kind }) => kind !== 'staff')), 33);
  assert.equal(hoursThrough([]), 0);
  assert.ok(hoursThrough(usualSteps('general', 'infection', 40, true)) <= 24, 'what opens quickly does so within a day');
});

const standing = (): Standing => ({
  state: 'ordered',
  readyAt: null,
  steps: usualSteps('general', 'icu', 20).map((one) => ({
    ...one,
    startedAt: null,
    startedBy: null,
    doneAt: null,
    doneBy: null,
    note: null,
  })),
});

test('whatever people press, a ward is ready exactly when all its steps are done, and no step is done before what it waits for', () => {
  const moves = fc.array(fc.tuple(fc.constantFrom(...stepKinds), fc.constantFrom('waiting', 'running', 'done')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(moves, (pressed) => {
      let now = standing();
      for (const [at, [kind, to]] of pressed.entries()) {
        const moved = moveStep(now, kind, { to }, 'somebody', new Date(Date.UTC(2026, 0, 1, at)));
        if (moved.ok) now = moved.value;
        const states = new Map(now.steps.map((one) => [one.kind, stateOf(one)]));
        assert.equal(
          now.state === 'ready',
          [...states.values()].every((state) => state === 'done'),
        );
        assert.equal(now.readyAt !== null, now.state === 'ready');
        if (states.get('rebuild') !== 'waiting') assert.equal(states.get('disinfect'), 'done');
        if (states.get('open') !== 'waiting')
          assert.ok([...states].every(([other, state]) => other === 'open' || state === 'done'));
      }
    }),
  );
});

test('a step that was done keeps who did it and when, however often it is said', () => {
  const once = moveStep(standing(), 'clear', { to: 'done' }, 'first', new Date('2026-01-01T00:00:00Z'));
  assert.ok(once.ok);
  const again = moveStep(once.value, 'clear', { to: 'done', note: '复核' }, 'second', new Date('2026-01-02T00:00:00Z'));
  assert.ok(again.ok);
  const [clear] = again.value.steps;
  assert.deepEqual([clear?.doneBy, clear?.doneAt, clear?.note], ['first', '2026-01-01T00:00:00.000Z', '复核']);
  const proposed = moveStep({ ...standing(), state: 'proposed' }, 'clear', { to: 'running' }, 'first', new Date());
  assert.equal(proposed.ok, false);
});
