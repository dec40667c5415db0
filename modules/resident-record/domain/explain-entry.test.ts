import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryTypes } from '../contract.ts';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { allergy, condition, patient, prescription, resident, result, visit } from '../fixtures/resident.ts';
import { everythingIn } from './assemble-record.ts';
import { drawTimeline } from './draw-timeline.ts';
import { explainEntry } from './explain-entry.ts';
import type { Stored } from './fhir.ts';
import { sourcesOf } from './name-source.ts';

const gathered = gatheredOf([
  ...resident,
  allergy('void', 'ph', '海鲜', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
]);
const of = (resource: string) => {
  const found = everythingIn(gathered).find((one: Stored) => `${one.resourceType}/${one.id}` === resource);
  assert.ok(found, resource);
  return explainEntry(found, gathered, sourcesOf(gathered, new Map(), now), now);
};

test('a result says what is measured, where the value lies, who told it and what it was before in the same unit', () => {
  const entry = of('Observation/o-g1');
  const [reading] = entry?.readings ?? [];
  assert.match(reading?.about?.zh ?? '', /空腹/);
  assert.match(reading?.says.zh ?? '', /这一次是 7\.4 mmol\/L.*高于参考范围.*3\.9～6\.1/);
  assert.deepEqual(
    reading?.earlier.map(({ text, institution }) => [text, institution]),
    [['5.6 mmol/L', '口前镇卫生院']],
    'the value in mg/dL is not compared',
  );
  assert.deepEqual([entry?.source.institution.name, entry?.visit], ['江城综合医院', 's1']);
});

test('of a pressure both numbers are explained; a measurement without plain words says none', () => {
  assert.deepEqual(
    of('Observation/o-bp1')?.readings.map(({ name, about }) => [name, about !== null]),
    [
      ['收缩压', true],
      ['舒张压', true],
    ],
  );
  const unknown = gatheredOf([...resident].map((one) => (one.id === 'o-g1' ? { ...one, code: { text: '新项目' } } : one)));
  const found = unknown.observations.find(({ id }) => id === 'o-g1');
  assert.ok(found);
  assert.equal(explainEntry(found, unknown, sourcesOf(unknown, new Map(), now), now)?.readings[0]?.about, null);
});

test('a medicine says whether it should still be taken and names the other institution that prescribed it', () => {
  const entry = of('MedicationRequest/m1');
  assert.match(entry?.sentences[0]?.zh ?? '', /应当还在用/);
  assert.deepEqual(
    [entry?.kind, entry?.facts.map(({ key }) => key), entry?.others.map(({ institution }) => institution.name)],
    ['medicine', ['dosage', 'from', 'until', 'times'], ['口前镇卫生院']],
  );
  assert.match(of('MedicationRequest/m3')?.sentences[0]?.zh ?? '', /用完或停用/);
});

test('allergies, doses, problems, operations and reports are each said in both languages', () => {
  const kinds = ['AllergyIntolerance/a1', 'Immunization/i1', 'Condition/c-mi', 'Procedure/x1', 'DiagnosticReport/r1'].map(of);
  assert.deepEqual(
    kinds.map((one) => one?.kind),
    ['allergy', 'immunisation', 'problem', 'procedure', 'report'],
  );
  for (const one of kinds) for (const { zh, en } of one?.sentences ?? []) assert.ok(zh !== '' && !/\p{Script=Han}/u.test(en), en);
  assert.equal(kinds[4]?.facts[0]?.value?.zh, '左室壁节段性运动异常');
});

test('what was entered in error is not told', () => {
  assert.equal(of('AllergyIntolerance/void'), null);
});

const amoxicillin = { text: '阿莫西林' };
/** What lists of the record leave aside: drafts beside an order, plans, what must not be taken, no allergy, no value, no words at all. */
const aside = [
  patient('ph', 'h'),
  visit('gone', 'ph', 'h', '2026-10-01', { status: 'entered-in-error' }),
  visit('here', 'ph', 'h', '2026-10-02'),
  prescription('order', 'ph', amoxicillin, '2026-11-01', { encounter: { reference: 'Encounter/here' } }),
  prescription('draft', 'ph', amoxicillin, '2026-11-10', { status: 'draft', encounter: { reference: 'Encounter/gone' } }),
  prescription('plan', 'ph', amoxicillin, '2026-11-11', { intent: 'plan' }),
  prescription('forbidden', 'ph', { text: '头孢' }, '2026-11-11', { doNotPerform: true }),
  prescription('unnamed', 'ph', {}, '2026-11-12'),
  allergy('asked', 'ph', '无已知过敏'),
  result('registered', 'ph', { text: '白细胞' }, '2026-11-13', {}, { status: 'registered' }),
  condition('uncoded', 'ph', {}, '2026-11-14'),
];

test('whatever a timeline of one’s own record leads to has its words, drafts and plans and what says nothing, too', () => {
  const told = gatheredOf(aside);
  const sourceOf = sourcesOf(told, new Map(), now);
  const types = new Set<string>(entryTypes);
  const byName = new Map(everythingIn(told).map((one) => [`${one.resourceType}/${one.id}`, one]));
  const led = drawTimeline(told, sourceOf)
    .flatMap((entry) => [entry, ...entry.parts])
    .map(({ source }) => source.resource)
    .filter((resource) => types.has(resource.split('/')[0] ?? ''));
  assert.ok(led.length >= 7);
  const said = new Map(
    [...led, 'Observation/registered'].map((resource) => {
      const found = byName.get(resource);
      assert.ok(found);
      const entry = explainEntry(found, told, sourceOf, now);
      assert.ok(entry, resource);
      assert.ok(entry.sentences.length > 0 && entry.sentences.every(({ zh, en }) => zh !== '' && en !== ''), resource);
      return [resource, entry] as const;
    }),
  );
  assert.match(said.get('MedicationRequest/draft')?.sentences[0]?.zh ?? '', /草稿/);
  assert.match(said.get('MedicationRequest/plan')?.sentences[0]?.zh ?? '', /计划/);
  assert.match(said.get('AllergyIntolerance/asked')?.sentences[0]?.en ?? '', /no such allergy/);
  assert.deepEqual(
    [said.get('MedicationRequest/order')?.visit, said.get('MedicationRequest/draft')?.visit],
    ['here', null],
    'a visit that is not there is not offered',
  );
});

test('what is older than the latest that one answer looks at is explained, too', () => {
  const told = gatheredOf([patient('ph', 'h'), condition('old', 'ph', { text: '肺炎' }, '1999-01-01')]);
  const [old] = told.conditions;
  assert.ok(old);
  const without = { ...told, conditions: [] };
  assert.equal(explainEntry(old, without, sourcesOf(without, new Map(), now), now)?.name, '肺炎');
});
