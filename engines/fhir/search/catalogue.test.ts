import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import { buildCatalogue } from './catalogue.ts';
import { readSearchParameter } from './custom.ts';
import { compileExtractor, uncompiled } from './extract.ts';
import { context, options } from './fixtures/world.ts';
import { interpreter } from './interpret.ts';
import type { Parameter } from './types.ts';

const { catalogue } = context;

function parameter(type: string, code: string, from = catalogue): Parameter {
  const found = from.types.get(type)?.get(code);
  assert.ok(found, `${type}.${code}`);
  return found;
}

test('all 146 types have their own parameters, those of DomainResource and those of Resource, and none needs interpretation', () => {
  assert.equal(catalogue.types.size, 146);
  for (const type of r4().resourceTypes) {
    assert.ok(catalogue.types.get(type)?.has('_lastUpdated'), type);
    assert.deepEqual(uncompiled(type, catalogue, r4()), []);
  }
  assert.ok(!catalogue.types.get('Bundle')?.has('_text'));
  assert.ok(catalogue.types.get('Patient')?.has('_text'));
  const all = [...catalogue.types.values()].reduce((sum, { size }) => sum + size, 0);
  assert.equal(all, 2871);
});

test('16 of the 1,399 parameters are left out: without type, without expression, or an expression that the type does not have', () => {
  const kept = new Set([...catalogue.types.values()].flatMap((parameters) => [...parameters.values()].map(({ url }) => url)));
  const left = r4().parameters.filter(({ url }) => !kept.has(url));
  assert.equal(r4().parameters.length, 1399);
  const why = Map.groupBy(left, ({ base, expression }) =>
    base.length === 0 ? 'base' : expression === undefined ? 'expression' : 'other',
  );
  assert.equal(why.get('base')?.length, 10);
  assert.deepEqual(
    why
      .get('expression')
      ?.map(({ code }) => code)
      .sort(),
    ['_filter', '_query', 'age', 'birthOrderBoolean'],
  );
  // Examples of the specification: an extension of DocumentReference that stands on Patient, and Condition's `subject` once more.
  assert.deepEqual(
    why
      .get('other')
      ?.map(({ url }) => url.slice(url.lastIndexOf('/') + 1))
      .sort(),
    ['example-extension', 'example-reference'],
  );
});

test('a parameter that others answer is stored by them', () => {
  const { storedAs, restrictTo } = parameter('Observation', 'patient');
  assert.deepEqual([storedAs, restrictTo], [['subject'], ['Patient']]);
  assert.deepEqual(parameter('Observation', 'combo-code').storedAs, ['code', 'component-code']);
  assert.deepEqual(parameter('Observation', 'combo-code-value-quantity').storedAs, [
    'code-value-quantity',
    'component-code-value-quantity',
  ]);
  assert.deepEqual(parameter('Appointment', 'practitioner').storedAs, ['actor']);
  assert.deepEqual(parameter('Observation', 'subject').storedAs, ['subject']);
});

test('what is stored stands for itself: no parameter is answered by one that is not stored', () => {
  for (const [type, parameters] of catalogue.types) {
    for (const { code, storedAs } of parameters.values()) {
      for (const other of storedAs) assert.deepEqual(parameter(type, other).storedAs, [other], `${type}.${code}`);
    }
  }
});

test('targets are those of the type, not of all types that share the parameter', () => {
  assert.deepEqual([...parameter('Observation', 'subject').targets].sort(), ['Device', 'Group', 'Location', 'Patient']);
  assert.deepEqual(parameter('Observation', 'patient').targets, ['Patient']);
  assert.deepEqual(parameter('Observation', 'encounter').targets, ['Encounter']);
});

test('components are resolved, elements named, and the system that a code implies is known', () => {
  assert.deepEqual(
    parameter('Observation', 'code-value-quantity').components.map((part) => [part.parameter.code, part.parameter.type]),
    [
      ['code', 'token'],
      ['value-quantity', 'quantity'],
    ],
  );
  assert.deepEqual(
    parameter('DocumentReference', 'relationship').components.map((part) => part.parameter.type),
    ['token', 'reference'],
  );
  assert.deepEqual(parameter('Condition', 'onset-date').elements, ['dateTime', 'Period']);
  assert.deepEqual(parameter('Patient', 'gender').implied, ['http://hl7.org/fhir/administrative-gender']);
});

const custom = {
  resourceType: 'SearchParameter',
  url: 'http://songhua.example/SearchParameter/eye-colour',
  code: 'eye-colour',
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension('http://songhua.example/eye-colour').value",
};

test('a custom parameter is read, added and extracted, also by an expression that only the FHIRPath engine knows', () => {
  const long = {
    ...custom,
    url: 'urn:x:long',
    code: 'long',
    type: 'string',
    expression: 'Patient.name.given.select($this.upper())',
  };
  const added = [custom, long].map((one) => readSearchParameter(one, catalogue, r4()));
  const own = buildCatalogue(
    r4(),
    added.flatMap((one) => (one.ok ? [one.value] : assert.fail(JSON.stringify(one.errors)))),
  );
  assert.deepEqual(uncompiled('Patient', own, r4()), ['long']);
  const extract = compileExtractor('Patient', own, r4(), { ...options, evaluate: interpreter(r4()) });
  const entries = extract({
    resourceType: 'Patient',
    name: [{ given: ['Ada'] }],
    extension: [{ url: 'http://songhua.example/eye-colour', valueCode: 'brown' }],
  });
  assert.deepEqual(
    entries.find(({ param }) => param === 'eye-colour'),
    { kind: 'token', param: 'eye-colour', code: 'brown' },
  );
  assert.deepEqual(
    entries.find(({ param }) => param === 'long'),
    { kind: 'string', param: 'long', value: 'ADA' },
  );
});

test('an added parameter neither replaces one of R4 nor changes how others are stored, though it looks for the same', () => {
  const same = {
    url: 'urn:x:a',
    code: 'a-subject',
    base: ['Observation'],
    type: 'reference',
    expression: 'Observation.subject',
  } as const;
  const other = { ...same, url: 'http://hl7.org/fhir/SearchParameter/clinical-code', code: 'code', type: 'token' } as const;
  const own = buildCatalogue(r4(), [same, other]);
  const before = [...(catalogue.types.get('Observation')?.values() ?? [])];
  assert.deepEqual([...(own.types.get('Observation')?.values() ?? [])].slice(0, before.length), before);
  assert.deepEqual(own.types.get('Observation')?.get('a-subject')?.storedAs, ['a-subject']);
});

test('a custom parameter that cannot work is refused by element', () => {
  const refused = (change: object): string[] => {
    const result = readSearchParameter({ ...custom, ...change }, catalogue, r4());
    return result.ok ? [] : result.errors.map(({ field }) => field.replace('SearchParameter.', ''));
  };
  assert.deepEqual(refused({}), []);
  assert.deepEqual(refused({ url: 'x' }), ['url']);
  assert.deepEqual(refused({ code: '_x' }), ['code']);
  assert.deepEqual(refused({ code: 'gender' }), ['code']);
  assert.deepEqual(refused({ base: [] }), ['base']);
  assert.deepEqual(refused({ base: ['Cat'] }), ['base']);
  assert.deepEqual(refused({ type: 'special' }), ['type']);
  assert.deepEqual(refused({ target: ['Cat'] }), ['target']);
  assert.deepEqual(refused({ expression: undefined }), ['expression']);
  assert.deepEqual(refused({ expression: 'Patient.name.(' }), ['expression']);
  assert.deepEqual(refused({ expression: "Patient.name.given.where($this.matches('(a+)+b'))" }), ['expression']);
  assert.deepEqual(refused({ expression: 'Patient.nothing' }), ['expression']);
  assert.deepEqual(refused({ expression: 'Patient.name', type: 'date' }), ['expression']);
  assert.deepEqual(refused({ type: 'composite', expression: 'Patient' }), ['component']);
  assert.deepEqual(
    refused({
      type: 'composite',
      expression: 'Patient',
      component: [
        { definition: 'urn:none', expression: 'name' },
        { definition: 'http://hl7.org/fhir/SearchParameter/individual-gender', expression: 'a.(' },
      ],
    }),
    ['component[0].definition', 'component[1].expression'],
  );
});
