import assert from 'node:assert/strict';
import { test } from 'node:test';
import excel from 'exceljs';
import fc from 'fast-check';
import type { Table } from './index.ts';
import { exportTable, toCsv } from './index.ts';

const table = (rows: Table['rows']): Table => ({
  name: '机构',
  columns: [
    { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
    { key: 'beds', title: { zh: '床位', en: 'Beds' }, unit: { zh: '张', en: 'beds' }, type: 'integer' },
  ],
  rows,
});

const lines = (csv: string): string[] => csv.replace(/^\uFEFF/, '').split('\r\n');

test('a CSV begins with the byte order mark and heads each column with its unit, in the language asked for', async () => {
  const zh = await exportTable(table([]), 'csv', 'zh');
  assert.equal(zh.name, '机构.csv');
  assert.equal(zh.content, '\uFEFF名称,床位（张）\r\n');
  assert.equal((await exportTable(table([]), 'csv', 'en')).content, '\uFEFFName,Beds (beds)\r\n');
});

test('a missing number is an empty cell, never 0', () => {
  assert.equal(lines(toCsv(table([{ name: 'a', beds: null }, { name: 'b' }]), 'zh'))[1], 'a,');
  assert.equal(lines(toCsv(table([{ name: 'a', beds: null }, { name: 'b' }]), 'zh'))[2], 'b,');
});

test('a negative number stays a number while a text that begins like a formula is disarmed', () => {
  assert.equal(lines(toCsv(table([{ name: '-1+1', beds: -3 }]), 'zh'))[1], "'-1+1,-3");
});

test('no text cell of a CSV begins with a character a spreadsheet would run', () => {
  const nasty = fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string()).map(([head, tail]) => head + tail);
  fc.assert(
    fc.property(nasty, (name) => {
      const body = toCsv({ ...table([{ name }]), columns: table([]).columns.slice(0, 1) }, 'zh')
        .slice(1)
        .split('\r\n')
        .slice(1)
        .join('\r\n');
      assert.match(body, /^"?'/);
    }),
  );
});

test('quotes, commas and line breaks come back unharmed from a CSV', () => {
  assert.equal(lines(toCsv(table([{ name: 'a "b", c', beds: 1 }]), 'zh'))[1], '"a ""b"", c",1');
});

test('an Excel file holds texts as texts, numbers as numbers and nothing where a figure is missing', async () => {
  const reply = await exportTable(
    table([
      { name: '=1+1', beds: 12 },
      { name: 'b\u0001\uD800😀', beds: null },
    ]),
    'xlsx',
    'en',
  );
  const book = new excel.Workbook();
  await book.xlsx.load(reply.content as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  assert.ok(sheet);
  assert.equal(reply.name, '机构.xlsx');
  assert.equal(sheet.getCell('B1').value, 'Beds (beds)');
  assert.equal(sheet.getCell('A2').value, '=1+1');
  assert.equal(sheet.getCell('A2').type, excel.ValueType.String);
  assert.equal(sheet.getCell('A3').value, 'b \uFFFD😀');
  assert.equal(sheet.getCell('B2').value, 12);
  assert.equal(sheet.getCell('B3').value, null);
});

test('whatever a table is called, its Excel file has a sheet with a title that can be', async () => {
  const titleOf = async (name: string): Promise<string | undefined> => {
    const { content } = await exportTable({ ...table([]), name }, 'xlsx', 'zh');
    const book = new excel.Workbook();
    await book.xlsx.load(content as unknown as ArrayBuffer);
    return book.worksheets[0]?.name;
  };
  const cases = [
    ["'年报'", '年报'],
    ["''' ", 'Sheet1'],
    [`${'长'.repeat(30)}'错误`, '长'.repeat(30)],
    ["O'Neill", "O'Neill"],
    ['History', 'History_'],
    ['a/b:[c]', 'a b  c'],
    [`${'x'.repeat(30)}😀`, `${'x'.repeat(30)}\uFFFD`],
  ] as const;
  for (const [name, title] of cases) assert.equal(await titleOf(name), title, name);
});
