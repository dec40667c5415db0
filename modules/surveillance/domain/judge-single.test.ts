import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSingle } from './judge-single.ts';

const at = new Date('2026-03-01T17:30:00Z');
const fact: Parameters<typeof judgeSingle>[0] = {
  ...{ card: 'c-1', disease: 'plague', subtype: null, homeCounty: '220281', reportCounty: '220202' },
};
const rulesOf = (more: Partial<typeof fact>) => judgeSingle({ ...fact, ...more }, at).map(({ rule, place }) => [rule, place.key]);

test('one case of plague, of pneumonia without a cause or of anthrax of the lungs is enough, where the person lives', () => {
  assert.deepEqual(rulesOf({}), [['single-case', '220281']]);
  assert.deepEqual(rulesOf({ disease: 'unexplained-pneumonia' }), [['single-case', '220281']]);
  assert.deepEqual(rulesOf({ disease: 'anthrax', subtype: 'pulmonary' }), [['single-case', '220281']]);
});

test('one case of measles or of anthrax of the skin is none, nor one of which nobody knows the county', () => {
  assert.deepEqual(rulesOf({ disease: 'measles' }), []);
  assert.deepEqual(rulesOf({ disease: 'anthrax', subtype: 'cutaneous' }), []);
  assert.deepEqual(rulesOf({ homeCounty: null, reportCounty: null }), []);
});
