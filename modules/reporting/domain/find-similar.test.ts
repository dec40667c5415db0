import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Known, whySimilar } from './find-similar.ts';

const li: Known = { patient: null, number: null, name: '李秀兰', born: '1958-03-12', phone: '1', town: '220281001' };

test('the same registration or number, or a name with birthday or phone, tells of one person', () => {
  assert.deepEqual(whySimilar({ ...li, patient: 'Patient/a' }, { ...li, patient: 'Patient/a', name: '李秀蓝' }), ['patient']);
  assert.deepEqual(whySimilar(li, { ...li, phone: '2' }), ['name-born']);
  assert.deepEqual(whySimilar({ ...li, born: null }, li), ['name-phone', 'name-town']);
});

test('two numbers tell two people apart, a name alone tells nothing', () => {
  assert.deepEqual(whySimilar({ ...li, number: 'A' }, { ...li, number: 'B' }), []);
  assert.deepEqual(whySimilar(li, { ...li, born: '1960-01-01', phone: '2' }), []);
});
