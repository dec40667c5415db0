import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import excel from 'exceljs';
import { readBytes } from './read-bytes.ts';
import { readFile } from './read-file.ts';
import { usualLimits } from './sheet.ts';

const rule = async (bytes: Buffer, limits = usualLimits): Promise<string> => {
  const file = await readBytes(bytes, limits);
  return file.ok ? 'read' : file.fault.rule;
};
async function read(bytes: Buffer) {
  const file = await readBytes(bytes, usualLimits);
  assert.ok(file.ok, JSON.stringify(file));
  return file.value;
}
const cellsOf = async (bytes: Buffer) => (await read(bytes)).sheets.flatMap(({ rows }) => rows);

const text = '机构,人数\r\n中心医院,12\r\n';
/** The same text in GB18030, in which no part of Node writes. */
const gb = Buffer.from('bbfab9b92cc8cbcafd0d0ad6d0d0c4d2bdd4ba2c31320d0a', 'hex');

test('a CSV file is told to be UTF-8 with or without its mark, GB18030 or UTF-16', async () => {
  const rows = [
    { line: 1, cells: ['机构', '人数'] },
    { line: 2, cells: ['中心医院', '12'] },
  ];
  const cases: [Buffer, string][] = [
    [Buffer.from(text), 'UTF-8'],
    [Buffer.from(`\uFEFF${text}`), 'UTF-8'],
    [gb, 'GB18030'],
    [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'UTF-16LE'],
  ];
  for (const [bytes, encoding] of cases) {
    const file = await read(bytes);
    assert.deepEqual([file.format, file.encoding, file.sheets[0]?.rows], ['csv', encoding, rows], encoding);
  }
});

test('lines of a CSV file are those of the file, below blank lines and fields of several lines, whatever parts its fields', async () => {
  const rows = await cellsOf(Buffer.from('a;b\n\n"x\ny";2\n;\n"say ""so""";4\n'));
  assert.deepEqual(rows, [
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['x y', '2'] },
    { line: 6, cells: ['say "so"', '4'] },
  ]);
  assert.deepEqual((await cellsOf(Buffer.from('a\tb\n1\t2\n')))[1]?.cells, ['1', '2']);
});

test('what is no text, is empty, or never closes a quote is refused by its reason', async () => {
  assert.equal(await rule(Buffer.alloc(0)), 'empty');
  assert.equal(await rule(Buffer.from([0xff, 0xff, 0x00, 0x81])), 'encoding');
  assert.equal(await rule(Buffer.from('a\0b')), 'encoding');
  assert.equal(await rule(Buffer.from('a,b\n"never closed,2\n')), 'csv');
  assert.equal(await rule(Buffer.from('%PDF-1.7 \xff\xfe', 'latin1')), 'encoding');
  assert.equal(await rule(Buffer.alloc(11), { ...usualLimits, bytes: 10 }), 'bytes');
});

async function workbook(fill: (book: excel.Workbook) => void): Promise<Buffer> {
  const book = new excel.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('of a workbook the visible sheets are read: texts, days, numbers, what formulas came to, the first cell of merged ones', async () => {
  const bytes = await workbook((book) => {
    const sheet = book.addWorksheet('年报');
    sheet.mergeCells('A1:D1');
    sheet.getCell('A1').value = '二〇二四年';
    sheet.addRow(['编号', '日期', '比例', '合计']);
    sheet.addRow(['007', new Date('2024-02-29T00:00:00Z'), 0.1 + 0.2, { formula: '1+1', result: 2 }]);
    sheet.getRow(5).values = [
      { richText: [{ text: '富' }, { text: '文本' }] },
      true,
      { formula: '"a"&"b"', result: 'ab' },
      { error: '#N/A' },
    ];
    book.addWorksheet('藏', { state: 'hidden' }).addRow(['看不见']);
  });
  const file = await read(bytes);
  assert.deepEqual(
    file.sheets.map(({ name }) => name),
    ['年报'],
  );
  const rows = file.sheets[0]?.rows ?? [];
  assert.deepEqual(
    rows.map(({ line }) => line),
    [1, 2, 3, 5],
  );
  assert.equal(rows[0]?.cells[0], '二〇二四年');
  assert.deepEqual(rows[2]?.cells, ['007', '2024-02-29', '0.3', '2']);
  assert.deepEqual(rows[3]?.cells, ['富文本', '1', 'ab', '#N/A']);
});

/** A zip file of one deflated part that claims a size of its own. */
function zipOf(name: string, data: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(data);
  const fixed = (signature: number, more: Buffer): Buffer => {
    const bytes = Buffer.alloc(26);
    bytes.writeUInt16LE(20, 0);
    bytes.writeUInt16LE(8, 4);
    bytes.writeUInt32LE(packed.length, 14);
    bytes.writeUInt32LE(claimed, 18);
    bytes.writeUInt16LE(name.length, 22);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(signature);
    return Buffer.concat([
      head,
      signature === 0x02014b50 ? Buffer.from([20, 0]) : Buffer.alloc(0),
      bytes,
      more,
      Buffer.from(name),
    ]);
  };
  const local = Buffer.concat([fixed(0x04034b50, Buffer.alloc(0)), packed]);
  const central = fixed(0x02014b50, Buffer.alloc(14));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

test('a bomb is refused by what it unpacks to, whether it says so or lies', async () => {
  const relations = Buffer.from(`<Relationships>${' '.repeat(3_000_000)}</Relationships>`);
  const limits = { ...usualLimits, unpacked: 1_000_000 };
  const name = 'xl/_rels/workbook.xml.rels';
  assert.equal(await rule(zipOf(name, relations, relations.length), limits), 'unpacked');
  // It says it were small: it is cut off where it grows beyond what it said.
  assert.equal(await rule(zipOf(name, relations, 10), limits), 'broken');
  assert.equal(await rule(zipOf(name, Buffer.from('<Relationships/>'), 16), limits), 'no-sheet');
});

test('parts that are each small enough are counted together', async () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => [`第${i}行`, i, i, i]);
  const bytes = await workbook((book) => {
    for (const name of ['一', '二', '三']) book.addWorksheet(name).addRows(rows);
  });
  // Each sheet unpacks to about 140,000 bytes.
  assert.equal(await rule(bytes, { ...usualLimits, unpacked: 1_000_000 }), 'read');
  assert.equal(await rule(bytes, { ...usualLimits, unpacked: 300_000 }), 'unpacked');
});

test('entities that a workbook declares itself are not expanded, and XML that is none is refused', async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Relationships>&b;</Relationships>';
  assert.equal(await rule(zipOf('xl/_rels/workbook.xml.rels', Buffer.from(bomb), bomb.length)), 'xml');
  assert.equal(await rule(zipOf('xl/_rels/workbook.xml.rels', Buffer.from('<a>'), 3)), 'xml');
  assert.equal(await rule(Buffer.from('PK\x03\x04 and nothing more', 'latin1')), 'broken');
});

test('rows, cells, columns and sheets beyond the limits are refused; those within are read', async () => {
  const bytes = await workbook((book) => {
    for (const name of ['一', '二'])
      book.addWorksheet(name).addRows([
        ['a', 'b'],
        ['c', 'd'],
      ]);
  });
  assert.equal(await rule(bytes, { ...usualLimits, rows: 4, cells: 8, columns: 2, sheets: 2 }), 'read');
  assert.equal(await rule(bytes, { ...usualLimits, rows: 3 }), 'rows');
  assert.equal(await rule(bytes, { ...usualLimits, cells: 7 }), 'cells');
  assert.equal(await rule(bytes, { ...usualLimits, sheets: 1 }), 'sheets');
  assert.equal(await rule(Buffer.from('a,b,c\n'), { ...usualLimits, columns: 2 }), 'columns');
});

test('a file is read in a thread of its own with the same result, and a file of another kind is refused there too', async () => {
  const file = await readFile(gb);
  assert.ok(file.ok);
  assert.deepEqual([file.value.encoding, file.value.sheets[0]?.rows.length], ['GB18030', 2]);
  assert.deepEqual(
    await readFile(Buffer.from([0xff, 0xff, 0x00])),
    await readBytes(Buffer.from([0xff, 0xff, 0x00]), usualLimits),
  );
});
