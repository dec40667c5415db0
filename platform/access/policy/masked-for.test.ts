import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskedFor } from './masked-for.ts';

test('a field is whole for who needs it whole by one of their roles', () => {
  assert.deepEqual([...maskedFor(['doctor'], 'identity')], []);
  assert.deepEqual([...maskedFor(['cdc'], 'identity')], ['name', 'identifier', 'phone']);
  assert.deepEqual([...maskedFor(['cdc', 'doctor'], 'identity')], []);
});

test('names in the registry are masked for everybody, and who has no policy sees nothing whole', () => {
  for (const role of ['planner', 'administrator', 'doctor', 'resident']) assert.ok(maskedFor([role], 'registry').has('name'));
  assert.equal(maskedFor(['planner'], 'identity').size, 4);
  assert.equal(maskedFor([], 'registry').size, 4);
});
