import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { forms } from './forms.ts';
import { fileColumns, mostRows, readFile } from './read-file.ts';

const [school] = forms;
assert.ok(school);
const header = '县区代码,地点,开始日,结束日,因病缺课人数,平时缺课人数';

test('rows are read under Chinese, English and plain names of columns', () => {
  const zh = readFile(school, `\uFEFF${header}\r\n220221,某小学,2026-02-27,2026-03-01,23,6\r\n`);
  const plain = readFile(school, 'area,from,to,absent\n220221,2026-02-27,2026-03-01,23');
  assert.deepEqual([zh.faults, plain.faults], [[], []]);
  assert.deepEqual([zh.rows[0]?.draft.observed, zh.rows[0]?.draft.expected, plain.rows[0]?.line], [23, 6, 2]);
});

test('every fault is named by its line, field, rule and value', () => {
  const { rows, faults } = readFile(
    school,
    `${header}\n22022,x,2026-13-01,2026-03-01,viele,6\n220221,x,2026-02-27,2026-03-01,3,\n220221,x,2026-02-27,2026-03-01,3,`,
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(
    faults.map(({ line, field, rule, value }) => [line, field, rule, value]),
    [
      [2, 'area', 'area', '22022'],
      [2, 'from', 'from', '2026-13-01'],
      [2, 'absent', 'count', 'viele'],
      [4, '', 'double', ''],
    ],
  );
});

test('a header that is not the form’s is refused before any row', () => {
  const { rows, faults } = readFile(school, 'area,colour\n220221,red');
  assert.deepEqual([rows.length, faults.map(({ rule }) => rule)], [0, ['column', 'column', 'column', 'column']]);
});

test('the template’s own columns are known', () => {
  for (const form of forms) {
    const { faults } = readFile(
      form,
      fileColumns(form)
        .map(({ title }) => title.zh)
        .join(','),
    );
    assert.deepEqual(
      faults.map(({ rule }) => rule),
      ['empty'],
      form.id,
    );
  }
});

test('a file is never longer than it may be, and no text breaks the reading', () => {
  const row = (at: number) => `220221,${at},2026-02-27,2026-03-01,3,`;
  const long = [header, ...Array.from({ length: mostRows + 5 }, (_, at) => row(at))].join('\n');
  assert.deepEqual(
    readFile(school, long).faults.map(({ rule }) => rule),
    ['rows'],
  );
  fc.assert(fc.property(fc.string(), (text) => readFile(school, text).faults.length > 0));
  fc.assert(fc.property(fc.string(), (text) => readFile(school, `${header}\n${text}`).rows.length <= 1 + text.length));
});
