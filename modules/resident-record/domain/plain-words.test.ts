import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { test as measurement, quantity, resident, result } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';
import { inPlainWords } from './plain-words.ts';

const potassium = (value: number, more: object = {}) => {
  const range = { referenceRange: [{ low: quantity(3.5, 'mmol/L'), high: quantity(5.3, 'mmol/L') }] };
  const one = result(
    'k',
    'ph',
    measurement('2823-3', '血钾'),
    '2026-11-01',
    { valueQuantity: quantity(value, 'mmol/L') },
    { ...range, ...more },
  );
  const record = assembleRecord(gatheredOf([...resident, one]), new Map(), now);
  return inPlainWords(record).results['http://loinc.org|2823-3'] ?? { zh: '', en: '' };
};

test('a value is put beside its range in words: within, slightly or plainly outside', () => {
  assert.match(potassium(4).zh, /在参考范围内.*3\.5～5\.3 mmol\/L/);
  assert.match(potassium(5.3).zh, /在参考范围内/);
  assert.match(potassium(5.4).zh, /略高，高于参考范围/);
  assert.match(potassium(6.5).zh, /偏高，高于参考范围/);
  assert.match(potassium(3.4).en, /slightly low, below its range/);
});

test('a critical value says whom to call, a value without a range that it cannot be compared', () => {
  const critical = potassium(6.9, { interpretation: [{ coding: [{ code: 'HH' }] }] });
  assert.match(critical.zh, /尽快联系开单的机构/);
  assert.match(potassium(6.9, { referenceRange: undefined }).zh, /没有给出参考范围/);
});

test('every flag and result of a record is explained in both languages, and nothing is called an illness', () => {
  const record = assembleRecord(gatheredOf(resident), new Map(), now);
  const words = inPlainWords(record);
  assert.deepEqual(Object.keys(words.flags).toSorted(), record.flags.map(({ code }) => code).toSorted());
  assert.equal(Object.keys(words.results).length, record.results.length);
  for (const { zh, en } of Object.values(words.results)) {
    assert.ok(zh !== '' && en !== '' && !/\p{Script=Han}/u.test(en.replace(/阴性|AB 型/g, '')), en);
    assert.doesNotMatch(zh, /患有|诊断为|您得了/);
  }
});
