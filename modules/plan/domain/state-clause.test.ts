import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateClause, stateFunction, stateIndicator, stateRule, stateTask } from './state-clause.ts';

const task = { id: 't', state: 'in-progress', due: '2025-12-31', late: false, percent: 40, given: true };

test('a clause stands as badly as the worst of what decides it', () => {
  const parts = [
    { kind: 'indicator', status: stateIndicator('met') },
    { kind: 'rule', status: stateRule('fail') },
    { kind: 'task', status: stateTask(task) },
  ];
  assert.equal(stateClause(parts), 'failing');
  assert.equal(stateClause(parts.slice(0, 1)), 'met');
  assert.equal(stateClause([parts[0], parts[2]].filter((one) => one !== undefined)), 'under-way');
});

test('what is built in speaks only where no indicator, rule or task decides', () => {
  const built = { kind: 'workflow', status: stateFunction(true) };
  const missing = { kind: 'workflow', status: stateFunction(false) };
  assert.equal(stateClause([built]), 'in-place');
  assert.equal(stateClause([built, missing]), 'planned');
  assert.equal(stateClause([missing, { kind: 'rule', status: stateRule('pass') }]), 'met');
});

test('a task is late, under way, done or given up, and a clause without anything known is unknown', () => {
  assert.equal(stateTask({ ...task, late: true }), 'late');
  assert.equal(stateTask(task), 'under-way');
  assert.equal(stateTask({ ...task, state: 'done', late: true }), 'met');
  assert.equal(stateTask({ ...task, given: false }), 'planned');
  assert.equal(stateTask({ ...task, state: 'cancelled' }), 'unknown');
  assert.equal(stateTask(undefined), 'unknown');
  assert.equal(stateClause([]), 'unknown');
});

test('an indicator behind its way makes a clause late, one off it failing', () => {
  assert.deepEqual((['met', 'on-track', 'behind', 'off-track', 'unknown'] as const).map(stateIndicator), [
    'met',
    'under-way',
    'late',
    'failing',
    'unknown',
  ]);
  assert.equal(stateRule('not-applicable'), 'unknown');
});
