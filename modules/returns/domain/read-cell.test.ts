import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryWords } from '../events/registry-words.ts';
import { columnsOf } from './columns.ts';
import { readCell } from './read-cell.ts';

const columns = new Map(
  [...columnsOf('annual', registryWords), ...columnsOf('staff', registryWords)].map((column) => [column.key, column]),
);
function read(key: string, text: string) {
  const column = columns.get(key);
  assert.ok(column, key);
  const result = readCell(text, column, registryWords);
  return result.ok ? result.value : result.rule;
}

test('codes are read by code, Chinese and English title, in full width and with blanks', () => {
  for (const text of ['general-hospital', '综合医院', 'General Hospital', ' 综合 医院'])
    assert.equal(read('kind', text), 'general-hospital', text);
  assert.equal(read('level', '３Ａ'), '3A');
  assert.equal(read('kind', '综合'), 'unknown-code');
});

test('several codes stand in one cell, each once; one that is unknown is named', () => {
  assert.deepEqual(read('duties', '公共卫生岗位、health-education；公共卫生岗位'), ['public-health', 'health-education']);
  assert.equal(read('duties', '公共卫生岗位、打杂'), 'unknown-code');
});

test('counts are whole numbers from 0 to a hundred million, with or without thousands separators', () => {
  assert.equal(read('beds-total', '1,234'), 1234);
  assert.equal(read('beds-total', '0'), 0);
  assert.equal(read('beds-total', '１２'), 12);
  assert.equal(read('beds-total', '100000000'), 100_000_000);
  assert.equal(read('beds-total', '100000001'), 'range');
  assert.equal(read('beds-total', '-1'), 'range');
  assert.equal(read('beds-total', '1.5'), 'count');
  assert.equal(read('beds-total', '约300'), 'count');
});

test('years in a profession end at a hundred, as the registry takes them', () => {
  assert.deepEqual([read('years', '100'), read('years', '101'), read('years', '2024')], [100, 'range', 'range']);
});

test('days are read as people write them, and must exist', () => {
  for (const text of ['2024-02-29', '2024/2/29', '2024.2.29', '20240229', '2024年2月29日'])
    assert.equal(read('since', text), '2024-02-29', text);
  // A cell of days that was formatted as a number.
  assert.equal(read('since', '45657'), '2024-12-31');
  assert.equal(read('since', '19999'), 'day');
  assert.equal(read('since', '2023-02-29'), 'day');
  assert.equal(read('since', '1899-12-31'), 'day');
  assert.equal(read('since', '去年'), 'day');
});

test('yes and no are read in both languages, and nothing else is', () => {
  assert.deepEqual(
    [read('primary', '是'), read('primary', 'No'), read('primary', '√'), read('primary', '0')],
    [true, false, true, false],
  );
  assert.equal(read('primary', '也许'), 'flag');
});

test('ids are plain and end at 64 characters, texts have an end, a formula without a result is told, and what is required must be there', () => {
  assert.equal(read('person', 'A-1.b'), 'A-1.b');
  assert.equal(read('person', 'a'.repeat(64)), 'a'.repeat(64));
  assert.equal(read('person', 'a'.repeat(65)), 'id');
  assert.equal(read('person', '甲1'), 'id');
  assert.equal(read('id', 'a'.repeat(64)), 'a'.repeat(64));
  assert.equal(read('id', 'a'.repeat(65)), 'id');
  assert.equal(read('name', '长'.repeat(200)), '长'.repeat(200));
  assert.equal(read('name', '长'.repeat(201)), 'too-long');
  assert.equal(read('beds-total', '#REF!'), 'formula-error');
  assert.equal(read('name', ''), 'required');
  assert.equal(read('beds-total', ''), null);
});
