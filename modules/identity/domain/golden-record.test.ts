import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigit } from '@songhua/engine-linkage/zh/citizen-number.ts';
import { goldenRecord, type Member } from './golden-record.ts';

const number = '22029919580312124';
const valid = number + checkDigit(number);
const member = (patient: string, day: number, more: Partial<Member> = {}): Member => ({
  ...{ patient, name: '李秀兰', sex: 'female', born: '19580312', number: null, phone: null, address: null },
  ...{ provisional: null, active: true, recorded: new Date(Date.UTC(2026, 0, day)) },
  ...more,
});

test('a valid number is believed before a later one that is none, and whoever has it before others of name and birthday', () => {
  const golden = goldenRecord([
    member('a', 1, { number: valid, born: '19580312' }),
    member('b', 9, { number: '123', born: '19580321' }),
  ]);
  assert.deepEqual([golden.number?.value, golden.number?.from, golden.born?.value], [valid, 'a', '1958-03-12']);
});

test('the name that most say, never one that was given because nobody knew it; phone and address by the latest', () => {
  const golden = goldenRecord([
    member('a', 1, { phone: '1', address: 'x' }),
    member('b', 2),
    member('c', 3, { name: '李秀蓝', phone: '2' }),
    member('d', 4, { name: '无名氏', provisional: 'unknown' }),
  ]);
  assert.deepEqual([golden.name?.value, golden.name?.from], ['李秀兰', 'b']);
  assert.deepEqual([golden.phone?.value, golden.address?.value], ['2', 'x']);
});

test('the phone and address of a provisional registration are believed after all others, however late', () => {
  const late = member('z', 9, { provisional: 'unknown', phone: '9', address: 'z' });
  const golden = goldenRecord([member('a', 1, { phone: '1', address: 'x' }), late]);
  assert.deepEqual([golden.phone?.value, golden.address?.value], ['1', 'x']);
  assert.equal(goldenRecord([member('a', 1), late]).phone?.value, '9');
});

test('what is out of use says nothing while another speaks; of nothing nothing is said', () => {
  assert.equal(goldenRecord([member('a', 1), member('b', 2, { active: false, name: '李' })]).name?.value, '李秀兰');
  assert.equal(goldenRecord([member('b', 2, { active: false, name: '李' })]).name?.value, '李');
  assert.deepEqual(goldenRecord([member('a', 1, { name: '', sex: null, born: null })]), {
    ...{ name: null, sex: null, born: null, number: null, phone: null, address: null },
  });
});
