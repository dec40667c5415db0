import assert from 'node:assert/strict';
import test from 'node:test';
import { toCsv } from './chart-file.ts';

test('a CSV file keeps commas, quotes and missing figures apart', () => {
  const csv = toCsv({
    columns: [{ title: '地区' }, { title: '值, 张' }],
    rows: [
      ['市区 "甲"', 8.49],
      ['永吉县', null],
    ],
  });
  assert.equal(csv, '\uFEFF地区,"值, 张"\r\n"市区 ""甲""",8.49\r\n永吉县,\r\n');
});

test('a text cannot become a formula, and a negative number stays a number', () => {
  assert.equal(toCsv({ columns: [{ title: 'a' }], rows: [['=1+1'], [-2]] }), "\uFEFFa\r\n'=1+1\r\n-2\r\n");
});
