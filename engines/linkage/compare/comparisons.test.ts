import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Column, createColumnBuilder } from '../columns/build-column.ts';
import { normaliseCitizenNumber } from '../zh/citizen-number.ts';
import { lunarDay } from '../zh/lunar-days.ts';
import { compareCitizenNumber, compareNumber } from './compare-citizen-number.ts';
import { compareDate } from './compare-date.ts';
import { compareLatinName } from './compare-latin-name.ts';
import { compareWords } from './compare-words.ts';
import type { Comparison } from './comparison.ts';

function columnOf(...texts: readonly string[]): Column {
  const builder = createColumnBuilder();
  for (const text of texts) builder.add(text);
  return builder.finish();
}

/** The level of two values, which must be the same both ways. */
function level(make: (column: Column) => Comparison, one: string, other: string): string {
  const { compare, levels } = make(columnOf(one, other));
  assert.equal(compare(0, 1), compare(1, 0));
  return levels[compare(0, 1)]?.code ?? 'unknown';
}

test('days are compared as they are mistaken: swapped, by the other calendar, by a digit', () => {
  const days = (column: Column) => compareDate('born', column, { calendars: true });
  for (const [one, other, expected] of [
    ['19630214', '19630214', 'same'],
    ['19630204', '19630402', 'swapped'],
    // The fifteenth of the eighth month of 1963 was 2 October.
    ['19630815', '19631002', 'lunar'],
    ['19630214', '19630216', 'one-digit'],
    ['19630214', '19360214', 'one-digit'],
    ['19630214', '19630227', 'same-month'],
    ['19630214', '19710214', 'near-year'],
    ['19630214', '19641107', 'same-year'],
    ['19630214', '19800911', 'differs'],
    ['1963', '19630214', 'same-year'],
    ['196302', '19630214', 'same-month'],
    ['', '19630214', 'unknown'],
  ] as const)
    assert.equal(level(days, one, other), expected, `${one} ${other}`);
});

test('the Chinese calendar is that of the almanac', () => {
  // New year of 2024 was 10 February, the mid-autumn festival 17 September; 2023 had a second second month from 22 March.
  assert.equal(lunarDay('20240210'), '20240101');
  assert.equal(lunarDay('20240917'), '20240815');
  assert.equal(lunarDay('20230322'), '20230201');
  assert.equal(lunarDay('20230230'), null);
});

test('citizen numbers are judged by their check digit', () => {
  const numbers = (column: Column) => compareCitizenNumber('number', column);
  // 220299 does not exist: these are nobody's numbers.
  const right = '220299196302140027';
  assert.equal(level(numbers, right, right), 'same');
  assert.equal(level(numbers, right, '220299196302140037'), 'one-edit');
  assert.equal(level(numbers, right, '220299193602140037'), 'two-edits');
  assert.equal(level(numbers, right, '2202991963021'), 'one-wrong');
  assert.equal(level(numbers, right, '220299196302140035'), 'both-valid');
  assert.equal(normaliseCitizenNumber('２２０２９９６３０２１４００２'), right);
  assert.equal(normaliseCitizenNumber(' 220299 1963-0214 0027'), right);
});

test('names in Latin letters, texts and numbers are compared by what is mistaken in them', () => {
  const names = (column: Column) => compareLatinName('name', column);
  for (const [one, other, expected] of [
    ['smith', 'smyth', 'close'],
    ['okello', 'okelo', 'close'],
    ['mukasa', 'mukassa', 'close'],
    ['wright', 'rite', 'differs'],
    ['jo', 'johnson', 'initial'],
    ['nakato', 'nekatu', 'sound'],
    ['smith', 'jones', 'differs'],
  ] as const)
    assert.equal(level(names, one, other), expected, `${one} ${other}`);
  const texts = (column: Column) => compareWords('address', column);
  assert.equal(level(texts, 'wallaby place 12', '12 wallaby place'), 'close');
  assert.equal(level(texts, '昌邑区中兴街3号楼2单元501', '中兴街3号楼2单元501'), 'close');
  assert.equal(level(texts, 'wallaby place', 'bega flats'), 'differs');
  const numbers = (column: Column) => compareNumber('phone', column);
  assert.equal(level(numbers, '13944201234', '13944201243'), 'one-edit');
  assert.equal(level(numbers, '12', '34'), 'differs');
});

test('a given name in the place of the surname is seen', () => {
  const given = columnOf('mitchell', 'green', 'green');
  const family = columnOf('green', 'mitchell', 'brown');
  const { compare, levels } = compareLatinName('given', given, family);
  assert.equal(levels[compare(0, 1)]?.code, 'swapped');
  assert.equal(levels[compare(0, 2)]?.code, 'differs');
});
