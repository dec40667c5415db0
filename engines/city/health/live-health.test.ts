import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '@songhua/engine-fhir/fixtures/r4.ts';
import { compileValidator } from '@songhua/engine-fhir/validate/compile-validator.ts';
import { smallHealth } from './fixtures/small-town.ts';

const asWritten = (resource: object) => JSON.parse(JSON.stringify(resource)) as Readonly<Record<string, unknown>>;

test('every resource of a town validates fully, of every type', (t) => {
  const validate = compileValidator(r4());
  const { resources } = smallHealth(500);
  const types = new Map<string, number>();
  for (const resource of resources) {
    assert.deepEqual(validate(asWritten(resource), { level: 'full' }), [], `${resource.resourceType}/${resource.id}`);
    types.set(resource.resourceType, (types.get(resource.resourceType) ?? 0) + 1);
  }
  t.diagnostic([...types].map(([type, many]) => `${type} ${many}`).join(', '));
});

test('the same town, rates and stream give the same bytes; another stream gives others', () => {
  const bytes = (seed: string) => JSON.stringify(smallHealth(60, seed).resources);
  assert.equal(bytes('one'), bytes('one'));
  assert.notEqual(bytes('one'), bytes('two'));
});
