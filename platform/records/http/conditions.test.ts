import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConditions, refuseEntryConditions } from './conditions.ts';

test('a version tag is read, weak or strong, and none is no condition', () => {
  assert.deepEqual(readConditions({ 'if-match': 'W/"12"' }), { ok: true, value: '12' });
  assert.deepEqual(readConditions({ 'if-match': '"3"' }), { ok: true, value: '3' });
  assert.deepEqual(readConditions({}), { ok: true, value: undefined });
});

test('a condition that cannot be kept is refused, never ignored', () => {
  for (const headers of [
    { 'if-match': '1' },
    { 'if-match': 'W/"abc"' },
    { 'if-match': '*' },
    { 'if-match': '' },
    { 'if-none-exist': 'identifier=a|1' },
    { 'if-none-match': '*' },
  ]) {
    const result = readConditions(headers);
    assert.equal(result.ok ? '' : result.error.code, 'records.condition-not-kept', JSON.stringify(headers));
  }
  for (const name of ['ifMatch', 'ifNoneExist', 'ifNoneMatch'])
    assert.equal(refuseEntryConditions({ [name]: 'x' }).ok, false, name);
  assert.equal(refuseEntryConditions({ method: 'POST', url: 'Organization' }).ok, true);
});
