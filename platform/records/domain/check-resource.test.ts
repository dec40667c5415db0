import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkResource } from './check-resource.ts';

const rules = (input: unknown, expect = {}): string[] => {
  const result = checkResource(input, expect);
  return result.ok ? [] : (result.error.errors ?? []).map(({ field, rule }) => `${field}:${rule}`);
};

test('a resource of R4 with a legal id passes', () => {
  assert.deepEqual(rules({ resourceType: 'Organization', id: 'a.b-9' }), []);
  assert.deepEqual(rules({ resourceType: 'Organization', id: 'x'.repeat(64) }), []);
});

test('every broken rule is named with its field', () => {
  assert.deepEqual(rules(null), [':object']);
  assert.deepEqual(rules([]), [':object']);
  assert.deepEqual(rules({ resourceType: 'Hospital' }), ['resourceType:r4-type']);
  assert.deepEqual(rules({ resourceType: 'Organization', id: 'x'.repeat(65), meta: 3 }), ['id:fhir-id', 'meta:object']);
  assert.deepEqual(rules({ resourceType: 'Organization', id: '医院' }), ['id:fhir-id']);
  assert.deepEqual(rules({ resourceType: 'Organization', id: 'a' }, { type: 'Location', id: 'b' }), [
    'resourceType:same-as-address',
    'id:same-as-address',
  ]);
});
