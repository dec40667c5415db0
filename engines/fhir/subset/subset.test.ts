import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { examples } from '../fixtures/examples.ts';
import { r4 } from '../fixtures/r4.ts';
import { parseLossless } from '../json/lossless.ts';
import type { JsonObject } from '../json/scan.ts';
import { compileValidator } from '../validate/compile-validator.ts';
import { subsetted, subsetter } from './subset.ts';
import { readView } from './view.ts';

const definitions = r4();

const cut = (resource: JsonObject, asked: { summary?: string; elements?: string }): JsonObject => {
  const view = readView(asked, [String(resource['resourceType'])], definitions);
  assert.ok(view.ok, JSON.stringify(view));
  return subsetter(view.value, definitions)(resource);
};

const meta = { tag: [subsetted] };

const patient: JsonObject = {
  resourceType: 'Patient',
  id: 'p',
  text: { status: 'generated', div: '<div>张三</div>' },
  contained: [{ resourceType: 'Basic', id: 'b' }],
  extension: [{ url: 'http://x', valueBoolean: true }],
  modifierExtension: [{ url: 'http://y', valueBoolean: true }],
  active: true,
  name: [{ text: '张三', given: ['三', null], _given: [null, { id: 'g' }], extension: [{ url: 'http://z', valueCode: 'x' }] }],
  birthDate: '1980-01-01',
  _birthDate: { extension: [{ url: 'http://t', valueString: 'x' }] },
  maritalStatus: { text: '已婚' },
  contact: [{ name: { text: '李四' } }],
  communication: [{ language: { text: '汉语' }, preferred: true }],
  link: [{ other: { reference: 'Patient/q' }, type: 'seealso' }],
};

test('a summary holds what the definitions mark for it, down to the last level', () => {
  assert.deepEqual(cut(patient, { summary: 'true' }), {
    resourceType: 'Patient',
    id: 'p',
    meta,
    modifierExtension: patient['modifierExtension'],
    active: true,
    name: [{ text: '张三', given: ['三'] }],
    birthDate: '1980-01-01',
    link: patient['link'],
  });
  const document = {
    resourceType: 'DocumentReference',
    status: 'current',
    content: [{ attachment: { contentType: 'text/plain', data: 'QQ==' }, format: { code: 'x' } }],
  };
  assert.deepEqual(cut(document, { summary: 'true' })['content'], [
    { attachment: { contentType: 'text/plain' }, format: { code: 'x' } },
  ]);
});

test('a mandatory element stays in a summary even when an extension is all it has', () => {
  const absent = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] };
  const observation = {
    resourceType: 'Observation',
    _status: absent,
    code: absent,
    issued: '2026',
    _issued: absent,
    method: { text: 'x' },
  };
  assert.deepEqual(cut(observation, { summary: 'true' }), {
    resourceType: 'Observation',
    meta,
    _status: absent,
    code: absent,
    issued: '2026',
  });
});

test('text keeps the narrative and what is mandatory, data keeps all but the narrative', () => {
  const text = cut(
    { ...patient, resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueString: 'y' },
    { summary: 'text' },
  );
  assert.deepEqual(text, {
    resourceType: 'Observation',
    id: 'p',
    meta,
    text: patient['text'],
    modifierExtension: patient['modifierExtension'],
    status: 'final',
    code: { text: 'x' },
  });
  const { text: _, ...data } = patient;
  assert.deepEqual(cut(patient, { summary: 'data' }), { ...data, meta });
});

test('elements are those named, by choice too, with the mandatory ones and the id', () => {
  const observation = {
    resourceType: 'Observation',
    id: 'o',
    status: 'final',
    code: { text: 'x' },
    valueString: 'y',
    note: [{ text: 'z' }],
  };
  const { note: _, ...value } = { ...observation, meta };
  for (const elements of ['value', 'value[x]', 'valueString', 'Observation.value', ' value , status'])
    assert.deepEqual(cut(observation, { elements }), value, elements);
  assert.deepEqual(cut(patient, { elements: 'name.text,contact' }), {
    resourceType: 'Patient',
    id: 'p',
    meta,
    modifierExtension: patient['modifierExtension'],
    name: [{ text: '张三' }],
    contact: patient['contact'],
  });
  assert.deepEqual(cut(patient, { elements: 'birthDate' })['_birthDate'], patient['_birthDate']);
});

test('an element asked of one type is not looked for in another', () => {
  const view = readView({ elements: 'Patient.name,Observation.value' }, [], definitions);
  assert.ok(view.ok);
  const subset = subsetter(view.value, definitions);
  assert.deepEqual(Object.keys(subset(patient)), ['resourceType', 'id', 'meta', 'modifierExtension', 'name']);
});

test('everything, and a count of nothing, leave resources as they are', () => {
  for (const asked of [{}, { summary: 'false' }, { summary: 'count' }]) assert.equal(cut(patient, asked), patient);
});

test('a resource that is marked already is marked once, and its other tags stay', () => {
  const tagged = { ...patient, meta: { versionId: '2', tag: [{ code: 'synthetic' }] } };
  const once = cut(tagged, { summary: 'data' });
  assert.deepEqual(once['meta'], { versionId: '2', tag: [{ code: 'synthetic' }, subsetted] });
  assert.deepEqual(cut(once, { summary: 'data' }), once);
});

test('numbers stay as they were written', () => {
  const text =
    '{"resourceType":"Observation","meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]},"status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}';
  const resource = parseLossless(text) as JsonObject;
  for (const asked of [{ summary: 'true' }, { summary: 'data' }, { elements: 'value' }, { elements: 'value.value' }])
    assert.equal(JSON.stringify(cut(resource, asked)), text, JSON.stringify(asked));
});

test('a view that R4 does not know is refused with parameter, rule and value', () => {
  for (const [asked, parameter, rule] of [
    [{ summary: 'yes' }, '_summary', 'one-of'],
    [{ summary: 'toString' }, '_summary', 'one-of'],
    [{ elements: '' }, '_elements', 'required'],
    [{ elements: 'name,colour' }, '_elements', 'known-element'],
    [{ elements: 'name.colour' }, '_elements', 'known-element'],
    [{ elements: 'Patient' }, '_elements', 'known-element'],
    [{ elements: 'name', summary: 'true' }, '_elements', 'alone'],
  ] as const) {
    const view = readView(asked, ['Patient'], definitions);
    assert.ok(!view.ok, JSON.stringify(asked));
    assert.deepEqual(
      [view.error.code, view.error.errors?.[0]?.field, view.error.errors?.[0]?.rule],
      ['records.invalid-parameter', parameter, rule],
    );
  }
});

test('of every kind of published example a summary, text, data or any elements are as valid in structure as the whole', () => {
  const validate = compileValidator(definitions);
  const faults = (resource: JsonObject) => validate(resource, { level: 'structure' });
  let tried = 0;
  for (const [name, resource] of examples(definitions.resourceTypes, { most: 3 })) {
    if (faults(resource).length > 0) continue;
    const elements = definitions.types.get(String(resource['resourceType']))?.elements ?? [];
    const some = elements.filter((_, at) => at % 3 === tried % 3).map((element) => element.name);
    for (const asked of [{ summary: 'true' }, { summary: 'text' }, { summary: 'data' }, { elements: some.join(',') }]) {
      const after = cut(resource, asked);
      assert.deepEqual(faults(after), [], `${name} ${JSON.stringify(asked)}`);
      assert.deepEqual(cut(after, asked), after, `${name}: cutting twice is cutting once`);
    }
    tried += 1;
  }
  assert.ok(tried > 200, `only ${tried} examples were tried`);
});

test('whatever is asked is read or refused, and whatever is given is cut, never thrown at', () => {
  const asked = fc.record(
    { summary: fc.oneof(fc.constantFrom('true', 'text', 'data'), fc.string()), elements: fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      asked,
      fc.dictionary(fc.constantFrom('id', 'meta', 'name', '_name', 'text', 'contact', '__proto__'), fc.jsonValue()),
      (ask, rest) => {
        readView(ask, ['Patient'], definitions);
        for (const view of [{ summary: 'true' }, { summary: 'data' }, { elements: 'name.given,contact' }])
          cut({ ...(rest as JsonObject), resourceType: 'Patient' }, view);
      },
    ),
  );
});
