import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patchByMerge } from './merge-patch.ts';

const basic = { resourceType: 'Basic', id: 'b' };

const merged = (before: object, patch: unknown): unknown => {
  const result = patchByMerge({ ...basic, ...before }, patch);
  assert.ok(result.ok, JSON.stringify(result));
  return Object.fromEntries(Object.entries(result.value).filter(([name]) => name !== 'resourceType' && name !== 'id'));
};

test('members replace, null removes, objects are merged and lists are replaced whole', () => {
  assert.deepEqual(merged({ a: 'x' }, { a: 'y' }), { a: 'y' });
  assert.deepEqual(merged({ a: 'x' }, { b: 'y' }), { a: 'x', b: 'y' });
  assert.deepEqual(merged({ a: 'x', b: 'y' }, { a: null }), { b: 'y' });
  assert.deepEqual(merged({ a: ['x'] }, { a: ['y', 'z'] }), { a: ['y', 'z'] });
  assert.deepEqual(merged({ a: { b: 1, c: 2 } }, { a: { b: 3, c: null } }), { a: { b: 3 } });
  assert.deepEqual(merged({ a: 'x' }, { a: { b: 1, gone: null } }), { a: { b: 1 } });
  assert.deepEqual(merged({ a: 'x' }, {}), { a: 'x' });
});

test('an object emptied by the patch goes with its last member', () => {
  assert.deepEqual(merged({ a: { b: 1 }, c: 2 }, { a: { b: null } }), { c: 2 });
});

test('no kind, id or version is changed by merging', () => {
  for (const patch of [{ id: 'c' }, { id: null }, { resourceType: 'Patient' }, { meta: { versionId: '2' } }]) {
    const result = patchByMerge({ ...basic, meta: { versionId: '1' } }, patch);
    assert.equal(result.ok ? '' : result.error.code, 'records.patch-changes-identity', JSON.stringify(patch));
  }
});

test('whatever is sent is merged or refused, never thrown at; merging twice is merging once', () => {
  for (const patch of [null, [], 'x', 1])
    assert.equal(patchByMerge(basic, patch).ok, false, 'a merge patch that is no object would replace the resource');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (before, patch) => {
      const once = patchByMerge({ ...before, ...basic }, patch);
      if (once.ok) assert.deepEqual(patchByMerge(once.value, patch), once);
    }),
  );
});
