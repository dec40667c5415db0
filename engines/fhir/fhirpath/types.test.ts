import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint, observation, yields, yieldsEach } from '../fixtures/fhirpath-table.ts';

yieldsEach('elements have FHIR types, literals those of the language', [
  ['active is boolean', [true]],
  ['active is System.Boolean', [false]],
  ['true is Boolean', [true]],
  ['gender is string', [true]],
  ['gender.as(string)', []],
  ['gender.as(code)', ['male']],
  ['name.first() is HumanName', [true]],
  ['name.first() is Element', [true]],
  ['Patient is DomainResource', [true]],
  ['type().name', ['Patient']],
  ['name.first().type().namespace', ['FHIR']],
  ["'a'.type().name", ['String']],
  ['id.type().name', ['id']],
  ['telecom.rank is positiveInt', [true]],
  ['telecom.rank + 1', [2]],
]);

yieldsEach(
  'a choice is found by its own name, with the type it has',
  [
    ['value.unit', ['kg']],
    ['valueQuantity.unit', []],
    ['value is Quantity', [true]],
    ['value.ofType(string)', []],
    ['component.value.ofType(string)', ['two']],
    ['(component.value as string)', ['two']],
    ['Observation.component.value.as(Quantity).value', [1]],
  ],
  observation,
);

yieldsEach(
  'quantities convert by UCUM and calendar',
  [
    ["value > 70 'kg'", [true]],
    ['value.value > 72.4', [true]],
    ['value.value > 72.6', [false]],
    ['value.value = 72.50', [true]],
    ['72.5 in component.value.value | value.value', [true]],
    ["value = 72500 'g'", [true]],
    ["value ~ 73 'kg'", [true]],
    ["value > 1 'm'", []],
    ["1 'wk' = 7 days", [true]],
    ["1 year = 1 'a'", []],
    ["1 year ~ 1 'a'", [true]],
    ['12 months = 1 year', [true]],
    ["37 'Cel' = 98.6 '[degF]'", [true]],
    ["(2 'm' * 3 'm') = 6 'm2'", [true]],
    ["1 'kg' + 500 'g' = 1.5 'kg'", [true]],
    ["-(2 'mg')", ["-2 'mg'"]],
    ["(2 'm' / 2 'm').toString()", ["1 '1'"]],
    ["(6 'mg' / 2 'mL').toString()", ["3 'mg/mL'"]],
    ["(2 'mg/mL' * 3 'mL') ~ 6 'mg'", [true]],
    ["component[0].value = 1 '1'", [true]],
  ],
  observation,
);

test('a quantity of another system compares within its own unit only', () => {
  const boxed = (value: number, system = 'urn:units') => ({ ...observation, valueQuantity: { value, system, code: 'kg' } });
  assert.deepEqual(yields("value > 1 'kg'", boxed(2)), []);
  const above = { ...observation, valueQuantity: { value: 2, comparator: '>', unit: 'kg' } };
  assert.deepEqual(yields('value > 1 or value < 1', above), []);
  assert.deepEqual(yields('value = value', above), [true]);
  const two = { ...boxed(2), component: [{ code: { text: 'c' }, valueQuantity: { value: 3, system: 'urn:units', code: 'kg' } }] };
  assert.deepEqual(yields('value < component.value', two), [true]);
});

test('without a converter different units have no answer', () => {
  assert.deepEqual(yields("value = 72500 'g'", observation, {}), []);
  assert.deepEqual(yields("value = 72.5 'kg'", observation, {}), [true]);
});

test('a path that its type cannot have is refused before any data, at its place', () => {
  const strict = { strict: true, type: 'Patient' };
  assert.match(complaint('name.give', {}, strict)?.message ?? '', /column 6: HumanName has no element give/);
  assert.match(complaint('Encounter.status', {}, strict)?.message ?? '', /the context is Patient, not Encounter/);
  assert.match(complaint("name.where(us = 'x')", {}, strict)?.message ?? '', /HumanName has no element us/);
  assert.match(complaint('deceased.ofType(boolean).foo', {}, strict)?.message ?? '', /boolean has no element foo/);
  assert.match(complaint('%resource.foo', {}, strict)?.message ?? '', /Patient has no element foo/);
  assert.match(complaint('(name | telecom).line', {}, strict)?.message ?? '', /HumanName, ContactPoint has no element line/);
  assert.match(complaint('name.given.union(use)', {}, strict)?.message ?? '', /Patient has no element use/);
  assert.match(complaint('children()[0]', {}, { ...strict, checkOrder: true })?.message ?? '', /needs an order/);
  for (const fine of [
    "name.where(use = 'official').given",
    'contained.id',
    'deceased.ofType(boolean)',
    'Patient.link.other.reference',
    "name.exists(use = 'usual')",
    'name.given.union(birthDate)',
    'telecom.iif(rank > 1, use)',
  ])
    assert.equal(complaint(fine, {}, strict), null, fine);
});

test('as on several items picks, unless it is told to be strict', () => {
  assert.deepEqual(yields('name.as(HumanName).use'), ['official', 'usual']);
  assert.match(
    complaint('name.as(HumanName)', undefined, { singleAs: true })?.message ?? '',
    /a single item is needed here, found 2/,
  );
});
