import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import {
  allergy,
  condition,
  disease,
  test as laboratory,
  ofVisit,
  patient,
  prescription,
  resident,
  result,
} from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';

const record = assembleRecord(gatheredOf(resident), new Map(), now);

test('one problem stands once however many institutions tell it, with first, last and where it comes from', () => {
  const [first] = record.problems;
  assert.ok(first);
  const names = record.problems.map(({ name, state }) => `${name} ${state}`);
  assert.deepEqual(
    names.toSorted(),
    ['急性上呼吸道感染 past', '急性心肌梗死 active', '急性阑尾炎 past', '高血压 active'].toSorted(),
  );
  const pressure = record.problems.find(({ code }) => code === 'I10.x00');
  assert.deepEqual([pressure?.first, pressure?.last], ['2012-04-20', '2026-09-01']);
  assert.deepEqual(
    pressure?.sources.map(({ institution, resource }) => `${resource} ${institution.name}`),
    ['Condition/c-htn-h 江城综合医院', 'Condition/c-htn-t 口前镇卫生院'],
  );
});

test('what a visit alone found is a problem for 90 days; the same on a problem list until it is resolved', () => {
  const at = (day: string, more: object = {}) =>
    assembleRecord(
      gatheredOf([...resident, condition('z', 'ph', disease('M54.500', '腰痛'), day, more)]),
      new Map(),
      now,
    ).problems.find(({ code }) => code === 'M54.500')?.state;
  assert.equal(at('2026-08-25', ofVisit('s1')), 'active');
  assert.equal(at('2026-08-23', ofVisit('s1')), 'past');
  assert.equal(at('2016-08-23'), 'active');
});

test('the 90 days of a visit count from when it was recorded, not from when the illness began', () => {
  const backAche = condition('z', 'ph', disease('M54.500', '腰痛'), '2026-10-01', {
    ...ofVisit('s1'),
    onsetDateTime: '2015-03-01',
  });
  const told = assembleRecord(gatheredOf([...resident, backAche]), new Map(), now).problems.find(
    ({ code }) => code === 'M54.500',
  );
  assert.deepEqual([told?.state, told?.first, told?.last], ['active', '2015-03-01', '2026-10-01']);
});

test('a disease that does not heal holds though only a visit of long ago named it, unless it was only suspected', () => {
  const at = (code: object, more: object = {}) =>
    assembleRecord(
      gatheredOf([patient('ph', 'h'), condition('z', 'ph', code, '2020-01-10', { ...ofVisit('s1'), ...more })]),
      new Map(),
      now,
    ).problems.map(({ state }) => state);
  assert.deepEqual(at(disease('E11.900', '2 型糖尿病')), ['active']);
  assert.deepEqual(at(disease('E11.900', '2 型糖尿病'), { abatementDateTime: '2021-01-01' }), ['past']);
  assert.deepEqual(at(disease('C34.900', '肺癌'), { verificationStatus: { coding: [{ code: 'provisional' }] } }), ['past']);
  assert.deepEqual(at(disease('J18.900', '肺炎')), ['past']);
  assert.deepEqual(at({ coding: [{ system: 'http://own', code: 'E11' }], text: 'x' }), ['past']);
});

test('a problem that was refuted or entered in error is none', () => {
  const told = ['refuted', 'entered-in-error'].map((code) =>
    condition(code, 'ph', disease('E11.900', '糖尿病'), '2026-09-01', { verificationStatus: { coding: [{ code }] } }),
  );
  const { problems, flags } = assembleRecord(gatheredOf([...resident, ...told]), new Map(), now);
  assert.ok(!problems.some(({ code }) => code === 'E11.900'));
  assert.ok(!flags.some(({ code }) => code === 'chronic.diabetes'));
});

test('a medicine is current while the latest prescription of it runs, over all institutions', () => {
  assert.deepEqual(
    record.medicines.map(({ name, state, times, until }) => [name, state, times, until]),
    [
      ['氨氯地平片', 'current', 2, '2026-12-10'],
      ['阿奇霉素片', 'past', 1, '2025-03-03'],
    ],
  );
  const stopped = prescription('m9', 'ph', { coding: [{ system: 'http://www.whocc.no/atc', code: 'C08CA01' }] }, '2026-11-20', {
    status: 'stopped',
  });
  const after = assembleRecord(gatheredOf([...resident, stopped]), new Map(), now);
  assert.equal(after.medicines.find(({ code }) => code === 'C08CA01')?.state, 'past');
});

test('of two tellings of one allergy the graver counts; none at all, and asked and none, are two things', () => {
  assert.deepEqual(
    record.allergies.map(({ name, criticality, reactions, sources }) => [name, criticality, reactions, sources.length]),
    [['青霉素', 'high', ['皮疹'], 2]],
  );
  const others = resident.filter(({ resourceType }) => resourceType !== 'AllergyIntolerance');
  assert.equal(assembleRecord(gatheredOf(others), new Map(), now).allergyState, 'not-recorded');
  const none = assembleRecord(gatheredOf([...others, allergy('a', 'ph', '无药物过敏史')]), new Map(), now);
  assert.deepEqual([none.allergyState, none.allergies], ['none-known', []]);
  const stateOf = (text: string) =>
    assembleRecord(gatheredOf([...others, allergy('a', 'ph', text)]), new Map(), now).allergyState;
  assert.equal(stateOf('否认食物过敏'), 'not-recorded', 'who denied food allergies was not asked about medicines');
  assert.equal(stateOf('否认过敏史'), 'none-known');
});

test('an allergy is unconfirmed only when that was said', () => {
  const of = (verificationStatus: object | undefined) =>
    assembleRecord(
      gatheredOf([patient('ph', 'h'), allergy('a', 'ph', '青霉素', { verificationStatus })]),
      new Map(),
      now,
    ).allergies.map(({ unconfirmed }) => unconfirmed);
  assert.deepEqual([of(undefined), of({ coding: [{ code: 'confirmed' }] })], [[false], [false]]);
  assert.deepEqual([of({ coding: [{ code: 'unconfirmed' }] }), of({ coding: [{ code: 'presumed' }] })], [[true], [true]]);
});

test('the latest of each measurement, with its range, what it was before in the same unit, and where it went', () => {
  const glucose = record.results.find(({ code }) => code === '14771-0');
  assert.deepEqual(
    [
      glucose?.latest.text,
      glucose?.interpretation,
      glucose?.previous?.text,
      glucose?.trend,
      glucose?.count,
      glucose?.points.length,
    ],
    ['7.4 mmol/L', 'high', '5.6 mmol/L', 'up', 3, 2],
  );
  assert.deepEqual(
    record.results.filter(({ group }) => group === 'vital-signs').map(({ name, latest }) => `${name} ${latest.text}`),
    ['收缩压 162 mmHg', '舒张压 94 mmHg'],
  );
});

test('an admission says its days, department and diagnoses, the principal one first', () => {
  assert.deepEqual(
    record.admissions.map(({ id, days, department, diagnoses, disposition }) => [id, days, department, diagnoses, disposition]),
    [['s1', 7, '心血管内科', ['急性心肌梗死', '高血压'], '医嘱离院']],
  );
});

test('what is new without an earlier look is what happened in 90 days; after a look what came since, by registration', () => {
  assert.equal(record.news.since, null);
  assert.ok(record.news.items.some(({ source }) => source.resource === 'Encounter/v1'));
  assert.ok(!record.news.items.some(({ source }) => source.resource === 'Encounter/v2'));
  const seen = new Map([...['ph', 'pt', 'pm'].map((id) => [id, now.getTime() - 1_000] as const)]);
  assert.equal(assembleRecord(gatheredOf(resident), seen, now).news.total, 0);
  const late = { ...result('late', 'pt', laboratory('2160-0', '肌酐'), '2020-01-01', { valueString: 'x' }) };
  const came = gatheredOf([...resident, late], { late: now.toISOString() });
  const { news } = assembleRecord(came, seen, now);
  assert.deepEqual(
    [news.total, news.items[0]?.source.resource, news.kinds],
    [1, 'Observation/late', [{ kind: 'result', count: 1 }]],
  );
  const joined = assembleRecord(gatheredOf(resident), new Map([...seen].slice(0, 1)), now).news;
  assert.ok(joined.total > 0, 'a registration that was linked since is new');
});

test('each registration and institution is named, and where registrations differ is said', () => {
  assert.deepEqual(
    record.registrations.map(({ patient, institution }) => `${patient} ${institution.name}`),
    ['ph 江城综合医院', 'pt 口前镇卫生院', 'pm 江城妇产医院'],
  );
  const name = record.basics.find(({ key }) => key === 'name');
  assert.deepEqual(
    [name?.value.zh, name?.others.map(({ value, institution }) => [value.zh, institution.name])],
    ['朴英姬', [['朴英姫', '口前镇卫生院']]],
  );
  assert.deepEqual(
    record.institutions.map((one) => one.name),
    ['江城综合医院', '口前镇卫生院', '江城妇产医院'],
  );
  assert.equal(record.head.age?.years, 68);
});
