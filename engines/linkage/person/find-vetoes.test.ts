import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededChance } from '../model/seeded-chance.ts';
import { findVetoes, type Veto } from './find-vetoes.ts';
import { createMayBeOne, joinPeople } from './join-people.ts';
import { judgePair } from './judge-pair.ts';
import { createPeopleReader } from './people-table.ts';
import { usualModel } from './person-model.ts';
import type { PersonRecord } from './person-record.ts';
import { prepareLinking } from './prepare-linking.ts';
import { scoreShare } from './score-share.ts';

const wang: PersonRecord = {
  name: '王子涵',
  sex: 'male',
  born: '20120506',
  number: '220299201205060010',
  phone: '10512345678',
  address: '甲县解放路12号3号楼2单元401室',
};

const tableOf = (records: readonly PersonRecord[]) => {
  const reader = createPeopleReader();
  for (const record of records) reader.add(record);
  return reader.finish();
};

/** Who is one person among these when all are linked at once, however little is asked of a score. */
const linkAll = (records: readonly PersonRecord[]) => {
  const table = tableOf(records);
  const thresholds = { link: -60, probable: -60, review: -60 };
  const prepared = prepareLinking(table, usualModel, seededChance(1), 'test', thresholds);
  return joinPeople(table, [scoreShare(prepared, [0, 1])]);
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

test('what is typed where nothing is known, and an address that a town shares, link nobody by themselves', () => {
  const none = { name: '王伟', sex: 'male', born: '19800615', number: null, phone: null, address: null } as const;
  const placeholders: readonly Partial<PersonRecord>[] = [
    { phone: '13800000000' },
    { phone: '00000000000' },
    { number: '000000000000000000' },
    { number: '1' },
    { number: '220200198001010000' },
    { address: '吉林市' },
    { address: '吉林省吉林市昌邑区' },
    { phone: '13800000000', number: '000000000000000000', address: '吉林市' },
  ];
  for (const said of placeholders) {
    const [one, other] = [
      { ...none, ...said },
      { ...none, ...said },
    ];
    assert.deepEqual(findVetoes(one, other), ['name-and-birthday'], JSON.stringify(said));
    assert.equal(judgePair({ weight: 60 }, one, other).outcome, 'review', JSON.stringify(said));
    const bulk = linkAll([one, other]);
    assert.deepEqual([bulk.linked, [...bulk.group]], [0, [0, 1]], `the whole register at once: ${JSON.stringify(said)}`);
  }
  const telling: readonly (readonly [Partial<PersonRecord>, Partial<PersonRecord>])[] = [
    [{ phone: '13944201234' }, { phone: '13944201234' }],
    [{ address: '吉林市昌邑区解放路12号' }, { address: '吉林市昌邑区解放路12号' }],
    [{ number: 'E12345678' }, { number: 'E12345678' }],
    [{ number: '220299198006150019' }, { number: '220299198006150018' }],
  ];
  for (const [said, too] of telling)
    assert.deepEqual(findVetoes({ ...none, ...said }, { ...none, ...too }), [], JSON.stringify(said));
  const [phone, slip] = [
    { ...none, phone: '13800000012' },
    { ...none, phone: '13800000010' },
  ];
  assert.deepEqual(findVetoes(phone, slip), findVetoes(slip, phone), 'whichever comes first');
});

test('over a whole register too nobody is joined with two between whom a birthday or a sex stands', () => {
  const home = { name: '李秀兰', number: null, phone: '13944201234', address: '甲县解放路12号3号楼2单元401室' };
  const mother: PersonRecord = { ...home, sex: 'female', born: '19600312' };
  const child: PersonRecord = { ...home, sex: 'female', born: '19900825' };
  const silent: PersonRecord = { ...home, sex: 'female', born: null };
  const mayBeOne = (one: PersonRecord, other: PersonRecord): boolean => createMayBeOne(tableOf([one, other]))(0, 1);
  assert.deepEqual([mayBeOne(mother, silent), mayBeOne(silent, child), mayBeOne(mother, child)], [true, true, false]);
  assert.equal(mayBeOne(mother, { ...mother, sex: 'male' }), false);
  const link = { weight: Float32Array.of(20, 19), link: Uint8Array.of(1, 1), compared: 2 };
  const pairs = { one: Int32Array.of(0, 1), other: Int32Array.of(1, 2), ...link };
  const { group, review } = joinPeople(tableOf([mother, silent, child]), [pairs]);
  assert.deepEqual([...group], [0, 0, 2]);
  assert.deepEqual(
    review.map(({ one, other }) => [one, other]),
    [[1, 2]],
  );
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
