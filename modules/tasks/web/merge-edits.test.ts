import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aTask } from '../fixtures/task.ts';
import { changesOf, chosenOf, conflictsOf, editedOf } from './merge-edits.ts';

test('only what was changed is sent, emptied fields as null', () => {
  const read = editedOf(aTask({ assignee: { username: 'zhang', name: '张' } }));
  assert.deepEqual(changesOf(read, { ...read, responsible: [...read.responsible] }), {});
  assert.deepEqual(changesOf(read, { ...read, assignee: null, percent: 60 }), { assignee: null, percent: 60 });
});

test('a refused change is taken apart into both values of each field and the version to go on from', () => {
  const message = { zh: '', en: '' };
  const errors = [
    { field: 'percent', rule: 'changed-meanwhile', value: '60', current: 70, message },
    { field: 'version', rule: 'changed-meanwhile', value: '2', current: 4, message },
  ];
  assert.deepEqual(conflictsOf(errors, { percent: 60, due: null }), {
    version: 4,
    conflicts: [{ field: 'percent', mine: 60, theirs: 70 }],
  });
});

test('where the other value is kept nothing is sent; what nobody disputed is sent in any case', () => {
  assert.deepEqual(chosenOf({ percent: 60, due: null }, new Set(['percent'])), { due: null });
  assert.deepEqual(chosenOf({ percent: 60, due: null }, new Set()), { percent: 60, due: null });
});
