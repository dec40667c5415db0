import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { r4 } from '../fixtures/r4.ts';
import { buildCatalogue } from '../search/catalogue.ts';
import { compileValidator } from '../validate/compile-validator.ts';
import { capabilityStatement, type Mounted, type TypeAbilities } from './capability.ts';

const definitions = r4();
const validate = compileValidator(definitions);

const everything: TypeAbilities = {
  read: true,
  vread: true,
  create: true,
  update: true,
  patch: true,
  delete: true,
  historyInstance: true,
  historyType: true,
  search: true,
  versionedUpdate: true,
  updateCreate: true,
  conditionalCreate: true,
  conditionalUpdate: true,
  conditionalRead: 'full-support',
  conditionalDelete: 'multiple',
  referencePolicy: ['literal', 'enforced', 'local'],
  include: true,
  revinclude: true,
};

const catalogue = buildCatalogue(definitions);
const parametersOf = (type: string) => [...(catalogue.types.get(type)?.values() ?? [])];

const mounted = (
  change: Partial<Mounted> = {},
  abilities: TypeAbilities = everything,
  types = ['Patient', 'Observation'],
): Mounted => ({
  software: { name: 'Songhua', version: '0.1.0' },
  description: 'a store',
  url: 'https://health.example/fhir/R4',
  date: '2026-11-22T08:00:00.000+08:00',
  fhirVersion: '4.0.1',
  types: types.map((type) => ({ type, abilities, parameters: parametersOf(type) })),
  common: [...catalogue.common.values()],
  system: { transaction: true, batch: true, search: true, history: true },
  operations: [
    { name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate', types: ['Patient'] },
    { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export', system: true },
  ],
  formats: ['application/fhir+json', 'json'],
  patchFormats: ['application/json-patch+json'],
  compartments: ['http://hl7.org/fhir/CompartmentDefinition/patient'],
  security: { cors: true, services: ['SMART-on-FHIR'], token: 'https://health.example/auth/token' },
  ...change,
});

interface Rest {
  readonly resource: readonly Record<string, unknown>[];
  readonly [name: string]: unknown;
}

const restOf = (input: Mounted) => (capabilityStatement(input)['rest'] as readonly Rest[])[0] as Rest;
const names = (list: unknown, key: string) => ((list ?? []) as readonly Record<string, unknown>[]).map((item) => item[key]);

test('with everything mounted on every type it is a valid CapabilityStatement', () => {
  const statement = capabilityStatement(mounted({}, everything, [...definitions.resourceTypes]));
  assert.deepEqual(validate(statement, { level: 'full' }), []);
});

test('with anything left out it is valid too, and says what is there and nothing else', () => {
  const flags = fc.record(
    Object.fromEntries(
      Object.entries(everything).map(([name, value]) => [name, typeof value === 'boolean' ? fc.boolean() : fc.constant(value)]),
    ),
  );
  const system = fc.record({ transaction: fc.boolean(), batch: fc.boolean(), search: fc.boolean(), history: fc.boolean() });
  const codes = {
    read: 'read',
    vread: 'vread',
    create: 'create',
    update: 'update',
    patch: 'patch',
    delete: 'delete',
    historyInstance: 'history-instance',
    historyType: 'history-type',
    search: 'search-type',
  };
  fc.assert(
    fc.property(flags, system, (given, whole) => {
      const abilities = given as unknown as TypeAbilities;
      const { security: _, ...rest } = mounted({ system: whole, operations: [], compartments: [], patchFormats: [] }, abilities);
      const statement = capabilityStatement(rest);
      assert.deepEqual(validate(statement, { level: 'structure' }), []);
      const [patient] = restOf(rest).resource;
      const expected = Object.entries(codes)
        .filter(([flag]) => abilities[flag as keyof typeof codes])
        .map(([, code]) => code);
      assert.deepEqual(names(patient?.['interaction'], 'code').sort(), expected.sort());
      assert.equal(patient?.['searchParam'] !== undefined, abilities.search);
      assert.equal(names(restOf(rest)['interaction'], 'code').length, Object.values(whole).filter(Boolean).length);
    }),
    { numRuns: 30 },
  );
});

test('parameters are listed with their addresses, references also as includes on one side and reverse includes on the other', () => {
  const [patient, observation] = restOf(mounted()).resource;
  const parameters = observation?.['searchParam'] as readonly { name: string; definition: string; type: string }[];
  assert.equal(parameters.length, parametersOf('Observation').length);
  assert.deepEqual(
    parameters.find(({ name }) => name === 'code'),
    { name: 'code', definition: 'http://hl7.org/fhir/SearchParameter/clinical-code', type: 'token' },
  );
  const includes = observation?.['searchInclude'] as readonly string[];
  assert.ok(includes.includes('Observation:subject') && includes.includes('*') && !includes.includes('Observation:code'));
  const reverse = patient?.['searchRevInclude'] as readonly string[];
  assert.ok(
    reverse.includes('Observation:subject') &&
      reverse.includes('Observation:focus') &&
      !reverse.includes('Observation:encounter'),
  );
});

test('a type that cannot be searched is included by nobody’s search', () => {
  const input = mounted();
  const types = input.types.map((one) =>
    one.type === 'Observation' ? { ...one, abilities: { ...everything, search: false } } : one,
  );
  const [patient, observation] = restOf({ ...input, types }).resource;
  const reverse = (patient?.['searchRevInclude'] ?? []) as readonly string[];
  assert.ok(reverse.length > 0 && reverse.every((name) => !name.startsWith('Observation:')));
  assert.deepEqual(
    [observation?.['searchParam'], observation?.['searchInclude'], observation?.['searchRevInclude']],
    [undefined, undefined, undefined],
  );
});

test('an operation stands where it can be called, and security says where a token is to be had', () => {
  const { resource, operation, security } = restOf(mounted());
  assert.deepEqual(
    resource.map((one) => names(one['operation'], 'name')),
    [['validate'], []],
  );
  assert.deepEqual(names(operation, 'name'), ['export']);
  assert.deepEqual((security as { extension: unknown }).extension, [
    {
      url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
      extension: [{ url: 'token', valueUri: 'https://health.example/auth/token' }],
    },
  ]);
});
