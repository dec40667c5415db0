import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import type { Entry } from './entries.ts';
import { compileExtractor, type Extractor } from './extract.ts';
import { compareAll, filledResources } from './fixtures/compare-examples.ts';
import { examples } from './fixtures/examples.ts';
import { context, options } from './fixtures/world.ts';

const extractors = new Map<string, Extractor>();

function entries(param: string, resource: { readonly resourceType: string } & Readonly<Record<string, unknown>>): Entry[] {
  const type = resource.resourceType;
  const extract = extractors.get(type) ?? compileExtractor(type, context.catalogue, r4(), options);
  extractors.set(type, extract);
  return extract(resource).filter((entry) => entry.param === param);
}

const observation = (rest: object) => ({ resourceType: 'Observation', status: 'final', ...rest });
const patient = (rest: object) => ({ resourceType: 'Patient', ...rest });

test("on FHIR's examples we find what the library fhirpath finds, for every parameter", () => {
  const { resources, withValues, seen, differences } = compareAll(examples(200, 4));
  assert.ok(resources > 300 && withValues > 3000 && seen.size > 1300, `${resources} ${withValues} ${seen.size}`);
  // A text of CarePlan.activity.scheduledString may look like a date; it is no date to R4's search, and the oracle cannot tell.
  assert.deepEqual(
    differences.filter(({ where }) => !/^CarePlan\/\S+ activity-date$/.test(where)),
    [],
  );
});

test('on resources with every element filled we find the same, and every parameter of every type finds something', () => {
  const { seen, differences } = compareAll(filledResources());
  assert.deepEqual(differences, []);
  const unseen = [...context.catalogue.types.values()]
    .flatMap((parameters) => [...parameters.values()])
    .filter(({ resource, code, expression }) => expression !== undefined && !seen.has(`${resource}.${code}`));
  assert.deepEqual(
    unseen.map(({ resource, code }) => `${resource}.${code}`),
    [],
  );
});

test('a concept gives one token per coding, and its text unless a coding says it', () => {
  const coding = [{ system: 'http://loinc.org', code: '8480-6', display: 'SBP' }, { code: 'x' }];
  assert.deepEqual(entries('code', observation({ code: { coding, text: '收缩压' } })), [
    { kind: 'token', param: 'code', system: 'http://loinc.org', code: '8480-6', text: 'SBP' },
    { kind: 'token', param: 'code', code: 'x' },
    { kind: 'token', param: 'code', text: '收缩压' },
  ]);
  assert.equal(entries('code', observation({ code: { coding, text: 'SBP' } })).length, 2);
});

test('an identifier keeps the codings of its type, a contact point its system', () => {
  const type = { coding: [{ system: 'urn:t', code: 'MR' }], text: '病案号' };
  assert.deepEqual(entries('identifier', patient({ identifier: [{ system: 'urn:s', value: '1', type }] })), [
    { kind: 'token', param: 'identifier', system: 'urn:s', code: '1', text: '病案号', of: [{ system: 'urn:t', code: 'MR' }] },
  ]);
  assert.deepEqual(
    entries('phone', patient({ telecom: [{ system: 'phone', value: '1' }, { system: 'email', value: '2' }, {}] })),
    [{ kind: 'token', param: 'phone', system: 'phone', code: '1' }],
  );
});

test('dead is who has a date or a true, alive who has neither or a false', () => {
  const deceased = (rest: object) => entries('deceased', patient(rest)).map((entry) => entry.kind === 'token' && entry.code);
  assert.deepEqual(deceased({}), ['false']);
  assert.deepEqual(deceased({ deceasedBoolean: false }), ['false']);
  assert.deepEqual(deceased({ deceasedBoolean: true }), ['true']);
  assert.deepEqual(deceased({ deceasedDateTime: '2020-01-01' }), ['true']);
});

test('references: relative, versioned, our own address, another server, urn, contained, identifier only', () => {
  const subject = (reference: object, rest: object = {}) =>
    entries('subject', observation({ subject: reference, ...rest })).map((entry) => ({
      ...entry,
      kind: undefined,
      param: undefined,
    }));
  const is = (target: object) => [{ kind: undefined, param: undefined, ...target }];
  assert.deepEqual(subject({ reference: 'Patient/1' }), is({ type: 'Patient', id: '1' }));
  assert.deepEqual(subject({ reference: 'Patient/1/_history/2' }), is({ type: 'Patient', id: '1', version: '2' }));
  assert.deepEqual(subject({ reference: 'http://songhua.example/fhir/R4/Patient/1' }), is({ type: 'Patient', id: '1' }));
  assert.deepEqual(
    subject({ reference: 'http://other/fhir/Patient/1' }),
    is({ type: 'Patient', url: 'http://other/fhir/Patient/1' }),
  );
  assert.deepEqual(subject({ reference: 'urn:uuid:1', type: 'Group' }), is({ type: 'Group', url: 'urn:uuid:1' }));
  const contained = [{ resourceType: 'Patient', id: 'p' }];
  assert.deepEqual(subject({ reference: '#p' }, { contained }), is({ type: 'Patient', url: '#p' }));
  assert.deepEqual(subject({ identifier: { system: 'urn:s', value: '1' } }), is({ identifier: { system: 'urn:s', code: '1' } }));
  assert.deepEqual(subject({ display: 'nobody' }), []);
});

test('a canonical has its version apart', () => {
  assert.deepEqual(
    entries('derived-from', { resourceType: 'Measure', relatedArtifact: [{ type: 'derived-from', resource: 'http://x|1.0' }] }),
    [{ kind: 'reference', param: 'derived-from', url: 'http://x', version: '1.0' }],
  );
});

test('a quantity is normalised: 5.4 mg and 0.0054 g are one', () => {
  const quantity = (value: object) => entries('value-quantity', observation({ valueQuantity: value }));
  const ucum = { system: 'http://unitsofmeasure.org' };
  const canonical = (value: object) => quantity(value).map((entry) => (entry.kind === 'quantity' ? entry.canonical : undefined));
  assert.deepEqual(canonical({ value: 5.4, code: 'mg', ...ucum }), [{ lo: 0.0054, hi: 0.0054, code: 'g' }]);
  assert.deepEqual(canonical({ value: 0.0054, code: 'g', ...ucum }), [{ lo: 0.0054, hi: 0.0054, code: 'g' }]);
  assert.deepEqual(canonical({ value: 5.5, code: '10*3/uL', ...ucum }), canonical({ value: 5.5, code: '10*9/L', ...ucum }));
  assert.deepEqual(canonical({ value: 37, code: 'Cel', ...ucum }), [{ lo: 310.15, hi: 310.15, code: 'K' }]);
  assert.deepEqual(canonical({ value: 98.6, code: '[degF]', ...ucum }), [{ lo: 310.15, hi: 310.15, code: 'K' }]);
  assert.deepEqual(canonical({ value: 1, code: 'furlongs', ...ucum }), [undefined]);
  assert.deepEqual(quantity({ value: 5, comparator: '>=', unit: 'x' }), [
    { kind: 'quantity', param: 'value-quantity', lo: 5, hi: Number.POSITIVE_INFINITY, unit: 'x' },
  ]);
});

test('sampled data reach from their smallest to their largest sample, limits read', () => {
  const valueSampledData = { origin: { value: 100 }, factor: 2, lowerLimit: -10, upperLimit: 20, data: '1 E L 5' };
  assert.deepEqual(entries('value-quantity', observation({ valueSampledData })), [
    { kind: 'quantity', param: 'value-quantity', lo: 80, hi: 110 },
  ]);
});

test('a period without end goes on, a timing reaches from its first to its last moment', () => {
  const period = entries('date', observation({ effectivePeriod: { start: '2020-01-01' } }));
  assert.deepEqual(period, [{ kind: 'date', param: 'date', lo: Date.UTC(2019, 11, 31, 16), hi: Number.POSITIVE_INFINITY }]);
  assert.deepEqual(entries('date', observation({ effectiveTiming: { event: ['2020-01-03', '2020-01-01'] } })), [
    { kind: 'date', param: 'date', lo: Date.UTC(2019, 11, 31, 16), hi: Date.UTC(2020, 0, 3, 16) },
  ]);
  const effectiveTiming = { event: ['2020-01-03', '2020-01-01'], repeat: { boundsPeriod: { end: '2020-01-05' } } };
  assert.deepEqual(entries('date', observation({ effectiveTiming })), [
    { kind: 'date', param: 'date', lo: Number.NEGATIVE_INFINITY, hi: Date.UTC(2020, 0, 5, 16) },
  ]);
});

test('a Chinese name is found whole, as its parts and by sound', () => {
  const name = [{ family: '单', given: ['雄', '信'] }];
  const values = (param: string) => entries(param, patient({ name })).map((entry) => entry.kind === 'string' && entry.value);
  assert.deepEqual(values('name'), ['单', '雄', '信', '单雄信']);
  assert.deepEqual(values('phonetic'), ['shanxiongxin', 'xiongxinshan', 'sxx']);
});

test('parts of a composite come from one element', () => {
  const component = [
    { code: { coding: [{ code: 'a' }] }, valueQuantity: { value: 1 } },
    { code: { coding: [{ code: 'b' }, { code: 'c' }] }, valueQuantity: { value: 2 } },
    { code: { coding: [{ code: 'd' }] } },
  ];
  const found = entries('component-code-value-quantity', observation({ component })).map((entry) =>
    entry.kind === 'composite'
      ? entry.parts.map((part) => (part.kind === 'token' ? part.code : part.kind === 'quantity' ? part.lo : undefined))
      : [],
  );
  assert.deepEqual(found, [
    ['a', 1],
    ['b', 2],
    ['c', 2],
  ]);
});

test('a document is found by its first entry, and one without entries by none', () => {
  const inner = [{ resource: { resourceType: 'Composition', id: 'a' } }, { resource: { resourceType: 'Composition', id: 'b' } }];
  const composition = (entry: unknown) => entries('composition', { resourceType: 'Bundle', type: 'document', entry });
  assert.deepEqual(composition(inner), [{ kind: 'reference', param: 'composition', type: 'Composition', id: 'a' }]);
  for (const entry of [[], undefined, [null], [{}]]) assert.deepEqual(composition(entry), []);
});

test('what is malformed gives no entries and no fault', () => {
  const broken = observation({
    code: 'x',
    subject: [null, 5, { reference: 7 }],
    valueQuantity: 'y',
    effectivePeriod: null,
    component: { code: [] },
    category: [[]],
    extension: 3,
    identifier: [{ value: 1 }],
    meta: [],
  });
  assert.deepEqual(
    compileExtractor('Observation', context.catalogue, r4(), options)(broken).map(({ param }) => param),
    ['status'],
  );
});
