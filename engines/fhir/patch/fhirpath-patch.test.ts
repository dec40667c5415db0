import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { examples } from '../fixtures/examples.ts';
import { r4 } from '../fixtures/r4.ts';
import { parseLossless } from '../json/lossless.ts';
import type { JsonObject } from '../json/scan.ts';
import { applyPatch } from './apply-patch.ts';
import { patchByFhirPath } from './fhirpath-patch.ts';

const definitions = r4();

/** One operation: parts by name, each a part's value as in JSON (`{valueCode: 'x'}`), plain texts and numbers for the usual ones. */
const operation = (type: string, parts: Readonly<Record<string, unknown>>) => ({
  name: 'operation',
  part: [
    { name: 'type', valueCode: type },
    ...Object.entries(parts).map(([name, value]) => ({
      name,
      ...(typeof value === 'string'
        ? { valueString: value }
        : typeof value === 'number'
          ? { valueInteger: value }
          : (value as object)),
    })),
  ],
});

const attempt = (resource: JsonObject, ...parameter: unknown[]) =>
  patchByFhirPath(resource, { resourceType: 'Parameters', parameter }, definitions);

const patched = (resource: JsonObject, ...parameter: unknown[]): JsonObject => {
  const result = attempt(resource, ...parameter);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const refusal = (resource: JsonObject, ...parameter: unknown[]) => {
  const result = attempt(resource, ...parameter);
  assert.ok(!result.ok, 'must be refused');
  return { code: result.error.code, field: result.error.errors?.[0]?.field, rule: result.error.errors?.[0]?.rule };
};

const add = (path: string, name: string, value: object) => operation('add', { path, name, value });
const insert = (path: string, index: number, value: object) => operation('insert', { path, index, value });
const replace = (path: string, value: object) => operation('replace', { path, value });
const remove = (path: string) => operation('delete', { path });
const move = (path: string, source: number, destination: number) => operation('move', { path, source, destination });

const patient = (rest: object = {}): JsonObject => ({ resourceType: 'Patient', id: 'p', ...rest });
const numbers = (...values: string[]) => ({ identifier: values.map((value) => ({ value })) });
const contact = { name: { text: '张三' }, gender: 'male' };

// The situations of the specification's own cases (fhirpatch.html), on data of ours.
const situations: readonly [claim: string, before: object, operations: unknown[], after: object][] = [
  ['no operation changes nothing', { active: true }, [], { active: true }],
  ['a primitive is added', {}, [add('Patient', 'birthDate', { valueDate: '1930-01-01' })], { birthDate: '1930-01-01' }],
  [
    'a primitive is replaced',
    { birthDate: '1920' },
    [replace('Patient.birthDate', { valueDate: '1930' })],
    { birthDate: '1930' },
  ],
  ['a primitive is deleted', { birthDate: '1920' }, [remove('Patient.birthDate')], {}],
  ['what is not there need not be deleted', {}, [remove('Patient.birthDate')], {}],
  [
    'a nested primitive is replaced',
    { contact: [contact] },
    [replace('Patient.contact[0].name.text', { valueString: '李四' })],
    { contact: [{ name: { text: '李四' }, gender: 'male' }] },
  ],
  [
    'with its last element an object goes',
    { contact: [contact] },
    [remove('Patient.contact[0].name.text')],
    { contact: [{ gender: 'male' }] },
  ],
  [
    'a nested primitive is added',
    { contact: [{ name: { text: '张三' } }] },
    [add('Patient.contact[0]', 'gender', { valueCode: 'male' })],
    { contact: [contact] },
  ],
  [
    'a complex value is added, replaced and deleted',
    {},
    [
      add('Patient', 'maritalStatus', { valueCodeableConcept: { text: '已婚' } }),
      replace('Patient.maritalStatus', { valueCodeableConcept: { id: '2', text: '离婚' } }),
      add('Patient', 'name', { valueHumanName: { family: '张' } }),
      remove('Patient.name'),
    ],
    { maritalStatus: { id: '2', text: '离婚' } },
  ],
  [
    'an unnamed type is built from parts, and those from parts',
    {},
    [
      add('Patient', 'contact', {
        part: [
          {
            name: 'name',
            part: [
              { name: 'given', valueString: '三' },
              { name: 'given', valueString: '丰' },
            ],
          },
          { name: 'gender', valueCode: 'male' },
          { name: 'telecom', valueContactPoint: { value: '1' } },
        ],
      }),
    ],
    { contact: [{ name: { given: ['三', '丰'] }, gender: 'male', telecom: [{ value: '1' }] }] },
  ],
  [
    'an item is added at the end',
    numbers('a'),
    [add('Patient', 'identifier', { valueIdentifier: { value: 'b' } })],
    numbers('a', 'b'),
  ],
  [
    'an item is inserted at the end',
    numbers('a', 'b'),
    [insert('Patient.identifier', 2, { valueIdentifier: { value: 'c' } })],
    numbers('a', 'b', 'c'),
  ],
  [
    'an item is inserted in between',
    numbers('a', 'c'),
    [insert('Patient.identifier', 1, { valueIdentifier: { value: 'b' } })],
    numbers('a', 'b', 'c'),
  ],
  [
    'an item is inserted where there is no list yet',
    {},
    [insert('Patient.identifier', 0, { valueIdentifier: { value: 'a' } })],
    numbers('a'),
  ],
  ['an item is deleted by its place', numbers('a', 'b', 'c'), [remove('Patient.identifier[1]')], numbers('a', 'c')],
  ['an item is deleted by a condition', numbers('a', 'b'), [remove("Patient.identifier.where(value = 'a')")], numbers('b')],
  ['the last item takes its list along', numbers('a'), [remove('Patient.identifier[0]')], {}],
  ['an item moves up', numbers('a', 'b', 'c', 'd'), [move('Patient.identifier', 3, 1)], numbers('a', 'd', 'b', 'c')],
  ['an item moves down', numbers('a', 'b', 'c', 'd'), [move('Patient.identifier', 0, 3)], numbers('b', 'c', 'd', 'a')],
  [
    'items change places',
    numbers('a', 'b', 'c', 'd'),
    [move('Patient.identifier', 3, 0), move('Patient.identifier', 3, 1)],
    numbers('d', 'c', 'a', 'b'),
  ],
  [
    'a later operation sees what an earlier one did',
    {},
    [add('Patient', 'name', { valueHumanName: { family: '张' } }), add('Patient.name[0]', 'given', { valueString: '三' })],
    { name: [{ family: '张', given: ['三'] }] },
  ],
  [
    'the narrative is replaced although div is an operator too',
    { text: { status: 'generated', div: '<div>a</div>' } },
    [replace('Patient.text.div', { valueString: '<div>b</div>' })],
    { text: { status: 'generated', div: '<div>b</div>' } },
  ],
  [
    'a choice is added by its name without the type',
    {},
    [add('Patient', 'deceased', { valueBoolean: true })],
    { deceasedBoolean: true },
  ],
  [
    'a choice is added by its name with [x]',
    {},
    [add('Patient', 'deceased[x]', { valueDateTime: '2026' })],
    { deceasedDateTime: '2026' },
  ],
  [
    'a choice is added by its name in JSON',
    {},
    [add('Patient', 'deceasedBoolean', { valueBoolean: true })],
    { deceasedBoolean: true },
  ],
  [
    'a choice changes its type',
    { deceasedBoolean: true, active: true },
    [replace('Patient.deceased', { valueDateTime: '2026' })],
    { active: true, deceasedDateTime: '2026' },
  ],
  ['a string passes for a code', {}, [add('Patient', 'gender', { valueString: 'male' })], { gender: 'male' }],
  [
    'an extension of a primitive is added, changed and deleted beside its value',
    { birthDate: '1974', _birthDate: { extension: [{ url: 'a', valueString: 'x' }] } },
    [
      add('Patient.birthDate', 'extension', {
        part: [
          { name: 'url', valueUri: 'b' },
          { name: 'value', valueInteger: 3 },
        ],
      }),
      replace("Patient.birthDate.extension.where(url = 'a').value", { valueCode: 'y' }),
      add('Patient', 'gender', { valueCode: 'male' }),
      add('Patient.gender', 'id', { valueString: 'g' }),
    ],
    {
      birthDate: '1974',
      _birthDate: {
        extension: [
          { url: 'a', valueCode: 'y' },
          { url: 'b', valueInteger: 3 },
        ],
      },
      gender: 'male',
      _gender: { id: 'g' },
    },
  ],
  [
    'lists of primitives keep values and extensions side by side',
    { name: [{ given: ['a', 'b', null], _given: [null, { id: '2' }, { id: '3' }] }] },
    [
      move('Patient.name.given', 1, 0),
      remove('Patient.name.given[1]'),
      insert('Patient.name.given', 2, { valueString: 'z', _valueString: { id: '4' } }),
    ],
    { name: [{ given: ['b', null, 'z'], _given: [{ id: '2' }, { id: '3' }, { id: '4' }] }] },
  ],
  [
    'a contained resource is added whole and changed inside',
    {},
    [
      add('Patient', 'contained', { resource: { resourceType: 'Basic', id: 'x' } }),
      add('Patient.contained[0]', 'created', { valueDate: '2026' }),
    ],
    { contained: [{ resourceType: 'Basic', id: 'x', created: '2026' }] },
  ],
];

for (const [claim, before, operations, after] of situations) {
  test(claim, () => {
    const resource = patient(before);
    const copy = structuredClone(resource);
    assert.deepEqual(patched(resource, ...operations), patient(after));
    assert.deepEqual(resource, copy, 'the resource given must stay as it is');
  });
}

test('what does not fit the resource is refused with operation, path and rule', () => {
  const before = patient({
    ...numbers('a', 'b'),
    deceasedBoolean: true,
    name: [{ given: ['x'] }, { given: ['y'] }],
    active: true,
  });
  const cases: [unknown, string, string][] = [
    [replace('Patient.birthDate', { valueDate: '1930' }), 'path', 'one-element'],
    [replace('Patient.identifier', { valueIdentifier: {} }), 'path', 'one-element'],
    [remove('Patient.identifier'), 'path', 'one-element'],
    [remove('Patient'), 'path', 'element-of-resource'],
    [replace('Patient', { valueString: 'x' }), 'path', 'element-of-resource'],
    [replace('Patient.identifier.count()', { valueInteger: 3 }), 'path', 'element-of-resource'],
    [add('Patient', 'deceased', { valueDateTime: '2026' }), 'name', 'already-there'],
    [add('Patient', 'deceasedDateTime', { valueDateTime: '2026' }), 'name', 'already-there'],
    [add('Patient', 'colour', { valueString: 'x' }), 'name', 'known-element'],
    [add('Patient.active', 'value', { valueBoolean: true }), 'name', 'known-element'],
    [add('Patient.contact', 'gender', { valueCode: 'male' }), 'path', 'one-element'],
    [add('Patient', 'gender', { valueInteger: 1 }), 'value', 'type-of-element'],
    [add('Patient', 'multipleBirth', { valueString: '2' }), 'value', 'type-of-element'],
    [add('Patient', 'maritalStatus', { valueHumanName: {} }), 'value', 'type-of-element'],
    [add('Patient', 'gender', { part: [] }), 'value', 'type-of-element'],
    [add('Patient', 'gender', { resource: { resourceType: 'Basic' } }), 'value', 'type-of-element'],
    [add('Patient', 'contact', { part: [{ name: 'colour', valueString: 'x' }] }), 'value', 'known-element'],
    [
      add('Patient', 'contact', {
        part: [
          { name: 'gender', valueCode: 'x' },
          { name: 'gender', valueCode: 'y' },
        ],
      }),
      'value',
      'cardinality',
    ],
    [insert('Patient.identifier', 3, { valueIdentifier: {} }), 'index', 'index-in-range'],
    [insert('Patient.gender', 0, { valueCode: 'male' }), 'path', 'list'],
    [insert('Patient.name.given', 0, { valueString: 'z' }), 'path', 'list'],
    [insert('Patient.nothing', 0, { valueString: 'z' }), 'path', 'list'],
    [move('Patient.identifier', 2, 0), 'source', 'index-in-range'],
    [move('Patient.identifier', 0, 2), 'destination', 'index-in-range'],
    [move('Patient.address', 0, 0), 'source', 'index-in-range'],
  ];
  for (const [wrong, part, rule] of cases)
    assert.deepEqual(
      refusal(before, add('Patient', 'gender', { valueCode: 'male' }), wrong),
      { code: 'records.patch-does-not-fit', field: `Parameters.parameter[1].part('${part}')`, rule },
      JSON.stringify(wrong),
    );
  const { error } = attempt(before, remove('Patient.identifier')) as { error: { params: unknown } };
  assert.deepEqual(error.params, { operation: 1, path: 'Patient.identifier', rule: 'one-element' });
});

test('a patch of the wrong form is refused before the resource is looked at', () => {
  const cases: [unknown, string][] = [
    ['x', 'operation'],
    [{ name: 'op', part: [] }, 'operation'],
    [{ name: 'operation' }, 'operation'],
    [operation('test', { path: 'Patient' }), 'known-operation'],
    [operation('toString', { path: 'Patient' }), 'known-operation'],
    [operation('delete', {}), 'required'],
    [operation('delete', { path: 'Patient.active', value: { valueBoolean: true } }), 'parts-of-operation'],
    [operation('replace', { path: 'Patient.active' }), 'parts-of-operation'],
    [operation('add', { path: 'Patient', value: { valueBoolean: true } }), 'parts-of-operation'],
    [operation('add', { path: 'Patient', name: 3, value: { valueBoolean: true } }), 'required'],
    [operation('insert', { path: 'Patient.name', index: 'x', value: { valueBoolean: true } }), 'index'],
    [operation('move', { path: 'Patient.name', source: -1, destination: 0 }), 'index'],
    [operation('replace', { path: 'Patient.active', value: {} }), 'one-value'],
    [operation('replace', { path: 'Patient.active', value: { valueBoolean: true, valueString: 'x' } }), 'one-value'],
    [operation('replace', { path: 'Patient.active', value: { valueNothing: true } }), 'one-value'],
    [
      {
        name: 'operation',
        part: [
          { name: 'type', valueCode: 'delete' },
          { name: 'type', valueCode: 'delete' },
        ],
      },
      'one-value',
    ],
  ];
  for (const [wrong, rule] of cases) {
    const { code, rule: found } = refusal(patient(), wrong);
    assert.deepEqual([code, found], ['records.invalid-patch', rule], JSON.stringify(wrong));
  }
  for (const body of [null, [], {}, { resourceType: 'Patient' }, { resourceType: 'Parameters', parameter: {} }]) {
    const result = applyPatch(patient(), { kind: 'fhirpath', body }, definitions);
    assert.equal(result.ok ? '' : result.error.code, 'records.invalid-patch', JSON.stringify(body));
  }
});

test('a path that is none is wrong whatever it is applied to', () => {
  for (const path of ['Patient.identifier[', 'Patient.nothing()', 'Patient.(', "Patient.id.matches('x')"]) {
    assert.deepEqual(refusal(patient(), remove(path)), {
      code: 'records.invalid-patch',
      field: "Parameters.parameter[0].part('path')",
      rule: 'fhirpath',
    });
  }
});

test('a path cannot keep the server busy or exhaust it', () => {
  const names = patient({ name: [{ text: 'a'.repeat(40) }] });
  for (const path of [
    "Patient.name.where(text.matches('(a+)+b'))",
    "Patient.name.where(text.replaceMatches ('(a+)+b', '') = '')",
    `Patient${'.name'.repeat(500)}`,
    `${'-'.repeat(1999)}1`,
    `1${'+1'.repeat(999)}`,
    `${'('.repeat(900)}Patient${')'.repeat(900)}`,
    `Patient.name.where(${'text.toChars().where('.repeat(5)}true${')'.repeat(6)}`,
  ])
    assert.equal(attempt(names, remove(path), remove('Patient.name[')).ok, false, path);
  assert.equal(attempt(names, ...Array(1_001).fill(remove('Patient.gender'))).ok, false);
  assert.ok(attempt(names, remove("Patient.name.where(text = 'matches(')")).ok, 'a text is no function');
  assert.ok(attempt(names, remove("Patient.name.where(text = '.div')")).ok);
});

test('a resource keeps its kind, id and version', () => {
  for (const operation of [
    replace('Patient.id', { valueId: 'q' }),
    remove('Patient.id'),
    add('Patient', 'meta', { part: [{ name: 'versionId', valueId: '7' }] }),
  ])
    assert.equal(refusal(patient(), operation).code, 'records.patch-changes-identity');
});

test('decimals that are not touched stay as they were written', () => {
  const observation = parseLossless('{"resourceType":"Observation","valueQuantity":{"value":1.50,"unit":"mg"}}') as JsonObject;
  const after = patched(observation, replace('Observation.value.unit', { valueString: 'g' }));
  assert.equal(JSON.stringify(after), '{"resourceType":"Observation","valueQuantity":{"value":1.50,"unit":"g"}}');
});

test('a path compares decimals that are kept as written, and a patch puts its own in as written', () => {
  const observation = parseLossless(
    '{"resourceType":"Observation","component":[{"valueQuantity":{"value":1.50}},{"valueQuantity":{"value":2.5}}]}',
  ) as JsonObject;
  const left = patched(observation, remove('Observation.component.where(value.value = 1.5)'));
  assert.equal(JSON.stringify(left['component']), '[{"valueQuantity":{"value":2.5}}]');
  const changed = patched(observation, replace('Observation.component[1].value.value', { valueDecimal: parseLossless('7.00') }));
  assert.equal(JSON.stringify(changed['component']), '[{"valueQuantity":{"value":1.50}},{"valueQuantity":{"value":7.00}}]');
});

test('each element of the published examples, deleted and put back in its place, gives the example again', () => {
  let tried = 0;
  for (const [name, resource] of examples(['Patient', 'Observation', 'Encounter', 'Organization', 'Practitioner'], {
    most: 12,
  })) {
    const { types } = definitions;
    for (const element of types.get(String(resource['resourceType']))?.elements ?? []) {
      const [type] = element.types;
      const value = resource[element.name];
      const named =
        type !== undefined && types.get(type.code)?.kind === 'complex' && !['Extension', 'Narrative'].includes(type.code);
      if (!Array.isArray(value) || element.choice || !named) continue;
      for (const [at, item] of (value as readonly unknown[]).entries()) {
        const path = `${String(resource['resourceType'])}.${element.name}`;
        const there = patched(resource, remove(`${path}[${at}]`));
        assert.notDeepEqual(there, resource);
        const back = patched(there, insert(path, at, { [`value${type.code}`]: item }));
        assert.deepEqual(back, resource, `${name} ${path}[${at}]`);
        tried += 1;
      }
    }
  }
  assert.ok(tried > 50, `only ${tried} elements were tried`);
});

test('whatever is sent as a FHIRPath Patch is applied or refused, never thrown at', () => {
  const text = fc.oneof(
    fc.constantFrom(
      'add',
      'insert',
      'delete',
      'replace',
      'move',
      'Patient',
      'Patient.name',
      'Patient.name[0].given',
      'name',
      'given',
      'deceased',
      'contact',
      "'",
    ),
    fc.string(),
  );
  const value: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
    fc.constantFrom('valueString', '_valueString', 'valueInteger', 'valueHumanName', 'valueBoolean', 'resource', 'part', 'name'),
    fc.oneof(text, fc.jsonValue(), fc.constant([{ name: 'name', valueHumanName: { text: 'x' } }])),
    { maxKeys: 2 },
  );
  const names = ['type', 'path', 'name', 'value', 'index', 'source', 'destination'] as const;
  const part = fc.oneof(
    fc.tuple(fc.constantFrom(...names), text).map(([name, valueString]) => ({ name, valueString })),
    fc.tuple(fc.constantFrom(...names), fc.nat(3)).map(([name, valueInteger]) => ({ name, valueInteger })),
    fc.tuple(fc.constantFrom(...names), value).map(([name, rest]) => ({ ...rest, name })),
    fc.jsonValue(),
  );
  const parameter = fc.oneof(
    fc.array(part).map((parts) => ({ name: 'operation', part: parts })),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.array(parameter), (parameters) => {
      const result = attempt(patient({ name: [{ given: ['a'] }], active: true }), ...parameters);
      if (result.ok) assert.equal(result.value['resourceType'], 'Patient');
    }),
    { numRuns: 1000 },
  );
});
