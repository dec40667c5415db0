import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLife } from './fixtures/one-life.ts';
import { patientOf } from './fixtures/read-resource.ts';

const problems = (patient: string, resources: ReturnType<typeof oneLife>): readonly string[] =>
  resources
    .filter((one) => patientOf(one) === patient && JSON.stringify(one['category'] ?? null).includes('problem-list-item'))
    .map((one) => (one['code'] as { text: string }).text);

test('the record for tests is a full one of three institutions, with pressure and sugar under management and a stay', () => {
  const resources = oneLife({ patients: ['a', 'b', 'c'] });
  assert.ok(resources.length >= 120 && resources.length < 900, String(resources.length));
  assert.deepEqual([...new Set(resources.map(patientOf))].toSorted(), ['a', 'b', 'c']);
  const managed = problems('a', resources);
  assert.ok(managed.includes('高血压') && managed.includes('2型糖尿病'), managed.join());
  assert.ok(resources.some(({ resourceType }) => resourceType === 'ExplanationOfBenefit'));
  assert.deepEqual(resources, oneLife({ patients: ['a', 'b', 'c'] }));
});

test('it is as full as asked', () => {
  assert.ok(oneLife({ least: 2_000 }).length >= 2_000);
});
