import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classify } from './classify-case.ts';
import { birthYear, findDuplicates, likeness } from './find-duplicates.ts';
import { dueOn, nextDueAfter, planFollowUp } from './plan-follow-up.ts';
import { addDays, daysBetween, readDay } from './read-day.ts';
import { readLines } from './read-lines.ts';

const today = '2026-03-01';
const towns = [{ code: '220281001', name: { zh: '民主街道', en: 'Minzhu' } }];

test('a day is read as people write it and as a spreadsheet counts it, and what is none is refused', () => {
  for (const typed of ['2026-01-31', '2026/1/31', '2026.1.31', '2026年1月31日', '46053', ' 2026-1-31 '])
    assert.equal(readDay(typed), '2026-01-31', typed);
  for (const typed of ['2026-02-29', '1899-12-31', '2101-01-01', '31.1.2026', '昨天', '2026-13-01', ''])
    assert.equal(readDay(typed), null, typed);
  assert.equal(readDay('2024-02-29'), '2024-02-29');
});

test('a day so many days later is as many days away', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -4000, max: 4000 }), (from, days) => {
      const day = addDays('1950-01-01', from);
      assert.equal(daysBetween(day, addDays(day, days)), days);
    }),
  );
});

test('towns, words and ages are read by their names; an empty line is no line', () => {
  const cells = { name: '王一', town: '民主街道', classification: '确诊', sex: '女', age: '８岁', number: '22028119580312002x' };
  const { read, faults } = readLines(
    [
      { line: 1, cells },
      { line: 2, cells: { name: ' ' } },
    ],
    towns,
    today,
  );
  assert.deepEqual(faults, []);
  const fields = read[0]?.fields;
  assert.deepEqual(
    [read.length, fields?.town, fields?.classification, fields?.sex, fields?.age, fields?.number],
    [1, '220281001', 'confirmed', 'female', 8, '22028119580312002X'],
  );
});

test('days ahead and in the wrong order are faults of their field', () => {
  const cells = { name: '王一', onset: '2026-03-02', reported: '2026-02-01', died: '2026-02-27', outcome: '痊愈' };
  const { faults } = readLines([{ line: 4, cells }], towns, today);
  assert.deepEqual(
    faults.map(({ field, rule }) => [field, rule]),
    [
      ['onset', 'ahead'],
      ['reported', 'before-onset'],
      ['died', 'before-onset'],
    ],
  );
});

test('two numbers that differ are two people, whatever else agrees', () => {
  const one = { name: '王一', number: 'A12345', phone: '13900001111', year: 1990 };
  assert.equal(likeness(one, { ...one, number: 'A12346' }), null);
  assert.equal(likeness(one, { ...one, number: null }), 'name-phone');
  assert.equal(likeness(one, { ...one, number: null, phone: null, year: 1991 }), 'name-born');
  assert.equal(likeness(one, { ...one, number: null, phone: null, year: 1992 }), null);
  assert.equal(birthYear({ born: null, number: '22028119580312002X', age: null }, today), 1958);
});

test('a line twice in the grid is found at its second place', () => {
  const line = (at: number) => ({ line: at, cells: { name: '王一', phone: '13900001111' } });
  const { read } = readLines([line(1), line(2)], towns, today);
  assert.deepEqual(findDuplicates(read, [], today), [{ line: 2, because: 'name-phone', person: null, otherLine: 1 }]);
});

test('a rule never changes what a person said, and a person may change what a rule said', () => {
  const person = { classification: 'excluded', kind: 'person', by: 'x' } as const;
  const rule = { classification: 'confirmed', kind: 'rule', by: 'y' } as const;
  assert.equal(classify(person, rule), null);
  assert.deepEqual(classify(rule, person), person);
  assert.equal(classify(rule, rule), null);
});

test('a contact is due from the day after its exposure or its listing, whichever is later, until the last day', () => {
  assert.deepEqual(planFollowUp('2026-02-27', 21, today), { begins: today, until: '2026-03-20' });
  assert.deepEqual(planFollowUp(today, 21, today), { begins: '2026-03-02', until: '2026-03-22' });
  const at = (nextDue: string) => dueOn({ state: 'following', nextDue, until: '2026-03-20' }, today);
  assert.deepEqual([at('2026-02-28'), at(today), at('2026-03-02'), at('2026-03-21')], ['overdue', 'due', 'done', 'over']);
  assert.equal(nextDueAfter('2026-02-27', new Set(['2026-02-27', today])), '2026-02-28', 'a day left out stays due');
});
