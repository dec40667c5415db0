import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVetoes, type Veto } from './find-vetoes.ts';
import { judgePair } from './judge-pair.ts';
import type { PersonRecord } from './person-record.ts';

const wang: PersonRecord = {
  name: '王子涵',
  sex: 'male',
  born: '20120506',
  number: '220299201205060010',
  phone: '10512345678',
  address: '甲县解放路12号3号楼2单元401室',
};

/** The next number of that day: its twin's. */
const twinsNumber = '220299201205060037';

test('what forbids an automatic link is named', () => {
  const cases: readonly (readonly [string, Partial<PersonRecord>, readonly Veto[]])[] = [
    ['the same', {}, []],
    ['another number that is valid', { number: twinsNumber }, ['different-numbers']],
    ['a twin', { name: '王子轩', number: twinsNumber }, ['different-numbers', 'twins']],
    ['a twin without a number', { name: '王子轩', number: null }, ['twins']],
    ['a twin whose number was mistyped into no number', { name: '王子轩', number: '220299201205060035' }, ['twins']],
    ['a twin under the other one’s card', { name: '王子轩' }, ['shared-number']],
    ['a parent under the child’s card', { name: '王伟', born: '19850203', phone: null }, ['shared-number']],
    ['a homophone', { name: '王梓涵' }, []],
    ['a homophone of the house without a number', { name: '王梓涵', number: null }, ['twins']],
    [
      'a homophone elsewhere, by a slip of the birthday',
      { name: '王梓涵', born: '20120516', phone: null, address: null, number: null },
      ['too-little'],
    ],
    ['a character left out', { name: '王涵' }, []],
    ['a character left out, and no number', { name: '王涵', number: null }, ['twins']],
    ['a parent without a number', { name: '王伟', born: null, number: null }, ['other-name']],
    ['a namesake of another age', { born: '19810723', number: null }, ['other-birthday']],
    ['a digit of the birthday', { born: '20120516', number: null }, []],
    ['a year alone', { born: '20120101', number: null }, []],
    ['the other sex', { sex: 'female', number: null }, ['other-sex']],
    ['the other sex under one number', { sex: 'female' }, []],
    ['a newborn without a name', { name: '刘芳之子', number: null }, ['provisional']],
    [
      'an unknown patient',
      { name: '无名氏', born: null, number: null, phone: null, address: null },
      ['provisional', 'too-little'],
    ],
    [
      'a namesake born on that day elsewhere',
      { number: null, phone: '10598765432', address: '乙县青年街9号' },
      ['name-and-birthday'],
    ],
    ['a name and a birthday', { number: null, phone: null, address: null }, ['too-little']],
  ];
  for (const [what, change, expected] of cases) {
    assert.deepEqual(findVetoes(wang, { ...wang, ...change }), expected, what);
    assert.deepEqual(findVetoes({ ...wang, ...change }, wang), expected, `${what}, the other way`);
  }
});

test('no score overrules a veto', () => {
  const twin = { ...wang, name: '王子轩', number: null };
  assert.deepEqual(judgePair({ weight: 60 }, wang, twin), { outcome: 'review', grade: 'probable', reasons: ['twins'] });
  const numbered = { ...twin, number: twinsNumber };
  assert.deepEqual(judgePair({ weight: 60 }, wang, numbered).outcome, 'no', 'two numbers and two names are two people');
  assert.deepEqual(judgePair({ weight: -60 }, wang, wang), { outcome: 'no', grade: 'certainly-not', reasons: [] });
  assert.deepEqual(judgePair({ weight: 5 }, wang, wang), { outcome: 'review', grade: 'probable', reasons: [] });
  assert.deepEqual(judgePair({ weight: -2 }, wang, wang), { outcome: 'review', grade: 'possible', reasons: [] });
});
