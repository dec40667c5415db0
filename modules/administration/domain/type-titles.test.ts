import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellTypes } from './type-titles.ts';

const told = (...resources: string[]) => tellTypes(resources).map(({ title, count }) => `${title.zh} ${title.en} ${count}`);

test('types are told in plain words, those of one word together, in the order met', () => {
  assert.deepEqual(told('Observation/1', 'MedicationDispense/1', 'Observation/2', 'MedicationStatement/1'), [
    '化验与测量结果 results and measurements 2',
    '用药 medicines 2',
  ]);
});

test('what has no word of its own is another record, never a name out of the standard', () => {
  assert.deepEqual(told('SupplyDelivery/1', 'Flag/2'), ['其他记录 other records 2']);
  assert.deepEqual(told(), []);
});
