import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayEdit } from './may-edit.ts';

const parents = new Map([
  ['220200', null],
  ['220201', '220200'],
  ['220202', '220201'],
  ['220281', '220200'],
]);

test('the city changes every county’s task, a county its own alone', () => {
  assert.ok(mayEdit('220200', '220202', parents).ok);
  assert.ok(mayEdit('220202', '220202', parents).ok);
  assert.ok(mayEdit(undefined, '220202', parents).ok);
  for (const other of ['220281', '220200', '220201']) {
    const refused = mayEdit('220202', other, parents);
    assert.deepEqual(refused, { ok: false, error: { code: 'tasks.other-area', params: { own: '220202', area: other } } });
  }
});
