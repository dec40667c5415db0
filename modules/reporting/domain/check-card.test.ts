import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CardFields, cardFields } from '../contract.ts';
import { checkCard, yearsOn } from './check-card.ts';
import { diseaseOf } from './notifiable-list.ts';

const now = new Date('2026-05-01T04:00:00Z');
const whole = cardFields.parse({
  ...{
    name: '李秀兰',
    sex: 'female',
    born: '1990-05-02',
    phone: '1',
    belongs: 'county',
    town: '220281001',
    address: '1 号',
    occupation: 'farmer',
  },
  ...{ kind: 'clinical', onset: '2026-04-30', diagnosed: '2026-05-01T10:00:00+08:00', disease: 'measles', doctor: '王' },
});
const wrong = (over: Partial<CardFields>, isReported = true): readonly string[] => {
  const fields = { ...whole, ...over };
  const disease = diseaseOf(fields.disease);
  assert.ok(disease);
  return checkCard(fields, disease, now, isReported).map(({ field, rule }) => `${field.slice('fields.'.length)} ${rule}`);
};

test('a whole card has nothing wrong, and a draft may lack what a reported card may not', () => {
  assert.deepEqual(wrong({}), []);
  assert.deepEqual(wrong({ phone: null, onset: null }), ['phone missing', 'onset missing']);
  assert.deepEqual(wrong({ phone: null, onset: null }, false), []);
});

test('children up to 14 have a parent, and the day before the fifteenth birthday counts as 14', () => {
  assert.deepEqual(wrong({ born: '2011-05-02' }), ['guardian missing']);
  assert.deepEqual(wrong({ born: '2011-05-01' }), []);
  assert.equal(yearsOn({ born: '2004-02-29', age: null, ageUnit: null }, '2026-02-28'), 21);
  assert.equal(yearsOn({ born: null, age: 23, ageUnit: 'month' }, '2026-02-28'), 1);
});

test('days contradict each other by field: onset up to the day of diagnosis, death from the onset on, nothing to come', () => {
  assert.deepEqual(wrong({ onset: '2026-05-01' }), []);
  assert.deepEqual(wrong({ onset: '2026-05-02' }), ['onset after-diagnosis']);
  assert.deepEqual(wrong({ died: '2026-04-29' }), ['died before-onset']);
  assert.deepEqual(wrong({ diagnosed: '2026-05-01T12:00:01+08:00' }), ['diagnosed future']);
  assert.deepEqual(wrong({ diagnosed: '2026-05-01T12:00:00+08:00' }), []);
  assert.deepEqual(wrong({ onset: '1990-05-01', diagnosed: '1990-05-03T00:00:00Z' }, false), ['onset before-birth']);
});

test('subtypes and courses are asked for where the disease has them, and refused where it has none', () => {
  assert.deepEqual(wrong({ disease: 'viral-hepatitis' }), ['subtype missing', 'course missing']);
  assert.deepEqual(wrong({ disease: 'viral-hepatitis', subtype: 'a', course: 'acute' }), []);
  assert.deepEqual(wrong({ subtype: 'b', course: 'acute' }), ['subtype unknown-subtype', 'course not-asked']);
});

test('a citizen number with a wrong last place is refused, any other document is not', () => {
  assert.deepEqual(wrong({ number: '110101199003074233' }), ['number check-digit']);
  assert.deepEqual(wrong({ number: 'E12345678' }), []);
});
