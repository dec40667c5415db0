import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { condition, disease, test as measurement, ofVisit, patient, quantity, resident, result } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';

type Json = (typeof resident)[number];

const flagsOf = (...resources: readonly Json[]) => assembleRecord(gatheredOf(resources), new Map(), now).flags;
const codesOf = (...resources: readonly Json[]): string[] => flagsOf(...resources).map(({ code }) => code);
const born = (birthDate: string, more: object = {}): Json => patient('p', 'h', { birthDate, ...more });
const weight = (kg: number, at = '2026-10-01', id = 'w') =>
  result(id, 'p', measurement('29463-7', '体重'), at, { valueQuantity: quantity(kg, 'kg') });
const height = (cm: number) =>
  result('h', 'p', measurement('8302-2', '身高'), '2026-10-01', { valueQuantity: quantity(cm, 'cm') });
const blood = (id: string, text: string, code = '883-9') =>
  result(id, 'p', measurement(code, '血型'), '2026-01-01', { valueCodeableConcept: { text } });

test('flags of a resident, each with the resources that it follows from', () => {
  const flags = flagsOf(...resident);
  assert.deepEqual(
    flags.map(({ code, detail }) => [code, detail?.zh ?? null]),
    [
      ['chronic.hypertension', null],
      ['chronic.coronary', null],
      ['weight.obese', 'BMI 30.0'],
      ['elderly', null],
      ['blood-type', 'AB 型'],
    ],
  );
  const pressure = flags.find(({ code }) => code === 'chronic.hypertension');
  assert.deepEqual(
    pressure?.follows.map(({ resource }) => resource),
    ['Condition/c-htn-h', 'Condition/c-htn-t', 'EpisodeOfCare/e1'],
  );
  for (const { follows } of flags) assert.ok(follows.length > 0);
});

test('who is 65 today is elderly, and was not yesterday; a child is one until the seventh birthday', () => {
  assert.deepEqual(codesOf(born('1961-11-22')), ['elderly']);
  assert.deepEqual(codesOf(born('1961-11-23')), []);
  assert.deepEqual(codesOf(born('2019-11-23')), ['child']);
  assert.deepEqual(codesOf(born('2019-11-22')), []);
  assert.deepEqual(codesOf(born('2026-11-22')), ['child']);
  assert.deepEqual(codesOf(born('1940-01-01', { deceasedDateTime: '2020-01-01' })), []);
});

test('weight is judged on both sides of each limit, of adults alone, never of the pregnant, by the latest weight', () => {
  const of = (kg: number, birthDate = '1980-01-01') => codesOf(born(birthDate), height(200), weight(kg));
  assert.deepEqual(
    [of(73.6), of(74), of(95.6), of(96), of(111.6), of(112)],
    [['weight.thin'], ['weight.usual'], ['weight.usual'], ['weight.overweight'], ['weight.overweight'], ['weight.obese']],
  );
  assert.deepEqual(of(112, '2010-01-01'), []);
  const later = codesOf(born('1980-01-01'), height(200), weight(112), weight(74, '2026-11-01', 'w2'));
  assert.deepEqual(later, ['weight.usual']);
  const pregnant = condition('c', 'p', disease('Z34.900', '妊娠监督'), '2026-10-01');
  assert.deepEqual(codesOf(born('1995-01-01', { gender: 'female' }), height(160), weight(80), pregnant), ['pregnancy.pregnant']);
});

test('pregnancy tells the week by the last period, ends with a delivery, and the time after it ends after 42 days', () => {
  const woman = born('1995-01-01', { gender: 'female' });
  const supervised = condition('c', 'p', disease('Z34.900', '妊娠监督'), '2026-08-01');
  const period = result('l', 'p', measurement('8665-2', '末次月经'), '2026-08-01', { valueDateTime: '2026-07-05' });
  assert.deepEqual(flagsOf(woman, supervised, period)[0]?.detail?.zh, '孕 20 周');
  const delivered = (at: string) => condition('d', 'p', disease('O80.900', '顺产'), at, ofVisit('v'));
  assert.equal(flagsOf(woman, supervised, period, delivered('2026-10-12'))[0]?.code, 'pregnancy.after-delivery');
  assert.deepEqual(codesOf(woman, supervised, period, delivered('2026-10-11')), []);
  const man = born('1995-01-01', { gender: 'male' });
  assert.deepEqual(codesOf(man, supervised, period), [], 'no man is pregnant, whatever somebody wrote');
});

test('an acute notifiable disease is told for half a year, a lasting one while it is active, a suspected one not', () => {
  const of = (code: string, at: string, more: object = {}) =>
    codesOf(born('1980-01-01'), condition('c', 'p', disease(code, 'x'), at, more)).filter((one) => one.startsWith('notifiable'));
  assert.deepEqual(of('B05.900', '2026-06-01'), ['notifiable.measles']);
  assert.deepEqual(of('B05.900', '2026-05-01'), []);
  assert.deepEqual(of('B18.100', '2010-05-01'), ['notifiable.viral-hepatitis']);
  assert.deepEqual(of('B05.900', '2026-11-01', { verificationStatus: { coding: [{ code: 'provisional' }] } }), []);
});

test('what is only suspected raises no flag', () => {
  const woman = born('1990-01-01', { gender: 'female' });
  for (const code of ['C34.900', 'E11.900', 'Z34.900']) {
    const told = (of: string) =>
      condition('c', 'p', disease(code, 'x'), '2026-11-01', { verificationStatus: { coding: [{ code: of }] } });
    for (const unsure of ['provisional', 'unconfirmed', 'differential']) assert.deepEqual(codesOf(woman, told(unsure)), [], code);
    assert.equal(codesOf(woman, told('confirmed')).length, 1, code);
  }
});

test('a pregnancy ends with a loss too; what was written on the day of a delivery begins none', () => {
  const woman = born('1995-01-01', { gender: 'female' });
  const at = (id: string, code: string, day: string, more: object = {}) => condition(id, 'p', disease(code, 'x'), day, more);
  const supervised = at('c', 'Z34.900', '2026-08-01');
  assert.deepEqual(codesOf(woman, supervised, at('l', 'O03.900', '2026-10-01', ofVisit('v'))), []);
  const suspected = { ...ofVisit('v'), verificationStatus: { coding: [{ code: 'provisional' }] } };
  assert.deepEqual(codesOf(woman, supervised, at('l', 'O03.900', '2026-10-01', suspected)), ['pregnancy.pregnant']);
  const [delivered, same] = [at('d', 'O80.900', '2026-09-23', ofVisit('v')), at('o', 'O42.900', '2026-09-23', ofVisit('v'))];
  assert.deepEqual(codesOf(woman, delivered, same), []);
  const again = at('n', 'Z34.900', '2026-11-20');
  assert.deepEqual(codesOf(woman, delivered, same, again), ['pregnancy.pregnant'], 'the next one is one');
});

test('blood types that differ are said to differ, and neither stands at the head', () => {
  const one = assembleRecord(
    gatheredOf([born('1980-01-01'), blood('1', 'A 型'), blood('2', 'RhD 阴性', '10331-7')]),
    new Map(),
    now,
  );
  assert.equal(one.head.bloodType, 'A 型 Rh 阴性');
  const two = assembleRecord(gatheredOf([born('1980-01-01'), blood('1', 'A 型'), blood('2', 'B 型')]), new Map(), now);
  assert.deepEqual([two.head.bloodType, two.flags[0]?.code, two.flags[0]?.level], [null, 'blood-type.differs', 'warning']);
  assert.deepEqual(two.flags[0]?.detail, { zh: 'A 型 / B 型', en: 'A / B' });
  const rh = flagsOf(born('1980-01-01'), blood('1', 'A 型'), blood('2', '阴性', '10331-7'), blood('3', '阳性', '10331-7'));
  assert.deepEqual(rh[0]?.code, 'blood-type.differs');
  assert.match(rh[0]?.detail?.zh ?? '', /^A 型 .*Rh 阴性/);
  assert.match(rh[0]?.detail?.en ?? '', /Rh positive/);
});

test('a code of another system that only looks like ICD-10 raises nothing', () => {
  const own = condition('c', 'p', { coding: [{ system: 'http://own', code: 'I10' }], text: 'x' }, '2026-01-01');
  assert.deepEqual(codesOf(born('1980-01-01'), own), []);
});
