import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, bof, compoundFile, record, u16, u32, wide, workbook } from '../fixtures/write-xls.ts';
import { readBytes } from './read-bytes.ts';
import { usualLimits } from './sheet.ts';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures', name));
const read = (bytes: Buffer, limits = usualLimits) => readBytes(bytes, limits);

async function rowsOf(bytes: Buffer) {
  const file = await read(bytes);
  assert.ok(file.ok, JSON.stringify(file));
  return file.value.sheets.flatMap(({ rows }) => rows.map(({ line, cells }) => [line, ...cells]));
}
async function ruleOf(bytes: Buffer, limits = usualLimits): Promise<string> {
  const file = await read(bytes, limits);
  return file.ok ? 'read' : file.fault.rule;
}

test('a workbook that LibreOffice wrote in the old format says the same as the one it wrote in the new', async () => {
  const [old, now] = [await read(fixture('roster.xls')), await read(fixture('roster.xlsx'))];
  assert.ok(old.ok && now.ok);
  assert.deepEqual([old.value.format, now.value.format], ['xls', 'xlsx']);
  const cells = ({ sheets }: typeof old.value) => sheets.map(({ name, rows }) => ({ name, rows }));
  // One cell holds a formula of texts, whose result LibreOffice does not write into the old format.
  const plain = (value: typeof old.value) =>
    JSON.parse(JSON.stringify(cells(value)).replace(/"(甲乙|0)"\]\},\{"line":6/, '"?"]},{"line":6')) as object;
  assert.deepEqual(plain(old.value), plain(now.value));
  const [sheet] = old.value.sheets;
  assert.deepEqual([old.value.sheets.length, sheet?.rows.length], [1, 66]);
  assert.deepEqual(sheet?.rows[3]?.cells.slice(0, 7), ['h-9', 'A1', '王一', '注册护士', '2019-07-01', '1', '12']);
  assert.deepEqual(sheet?.rows[4]?.cells, ['h-9', '20240017', 'O’Neill & 李', '护士', '2024-02-29', '0', '12', '1.5']);
});

test('cells of every kind of record are read', async () => {
  const rk = (value: number): Buffer => u32((value << 2) | 2);
  const result = Buffer.alloc(8);
  result.writeUInt16LE(0xffff, 6);
  const half = Buffer.alloc(8);
  half.writeDoubleLE(0.5);
  const sheet = [
    record(0x204, at(0, 0, wide('标签'))),
    record(0xd6, at(0, 1, u16(2), Buffer.from([0]), Buffer.from('ab'))),
    record(0x205, at(0, 2, Buffer.from([1, 0]))),
    record(0x205, at(0, 3, Buffer.from([42, 1]))),
    record(0x27e, at(0, 4, rk(-7))),
    record(0x27e, at(0, 5, u32((150 << 2) | 3))),
    record(0xbd, u16(1, 0), u16(0), rk(1), u16(0), rk(2), u16(1)),
    record(0x203, at(1, 2, half)),
    record(0x06, at(2, 0, result, Buffer.alloc(8))),
    record(0x207, wide('公式的文字')),
    record(0x06, at(2, 1, half, Buffer.alloc(8))),
  ];
  assert.deepEqual(await rowsOf(compoundFile(workbook(sheet))), [
    [1, '标签', 'ab', '1', '#N/A', '-7', '1.5'],
    [2, '1', '2', '0.5'],
    [3, '公式的文字', '0.5'],
  ]);
});

test('a text that is cut at a seam goes on in characters of the other width', async () => {
  const first = Buffer.concat([u32(1), u32(1), u16(4), Buffer.from([1]), Buffer.from('甲乙', 'utf16le')]);
  const sst = Buffer.concat([record(0xfc, first), record(0x3c, Buffer.from([0]), Buffer.from('ab'))]);
  assert.deepEqual(await rowsOf(compoundFile(workbook([record(0xfd, at(0, 0, u32(0)))], [sst]))), [[1, '甲乙ab']]);
});

test('a workbook with a password, of an older Excel, or none at all is refused by its reason', async () => {
  const cell = record(0x204, at(0, 0, wide('x')));
  assert.equal(await ruleOf(compoundFile(workbook([cell], [record(0x2f, Buffer.alloc(4))]))), 'encrypted');
  assert.equal(await ruleOf(compoundFile(Buffer.alloc(9), 'EncryptedPackage')), 'encrypted');
  assert.equal(await ruleOf(compoundFile(workbook([cell], [], 0x500))), 'too-old');
  assert.equal(await ruleOf(compoundFile(workbook([cell]), 'Book')), 'too-old');
  assert.equal(await ruleOf(compoundFile(Buffer.alloc(9), 'WordDocument')), 'no-workbook');
  assert.equal(await ruleOf(compoundFile(bof())), 'no-sheet');
});

test('a file whose chain of sectors turns in a circle or leads out of it is damage, not an endless read', async () => {
  const stream = workbook([record(0x204, at(0, 0, wide('x')))]);
  assert.equal(await ruleOf(compoundFile(stream)), 'read');
  const bend = (to: number) => (table: number[]) => {
    table[5] = to;
  };
  assert.equal(await ruleOf(compoundFile(stream, 'Workbook', bend(2))), 'broken');
  assert.equal(await ruleOf(compoundFile(stream, 'Workbook', bend(99))), 'broken');
});

test('more rows or cells than the limit are refused', async () => {
  const sheet = [0, 1, 2].map((row) => record(0x204, at(row, 0, wide('x'))));
  const bytes = compoundFile(workbook(sheet));
  assert.equal(await ruleOf(bytes, { ...usualLimits, rows: 3 }), 'read');
  assert.equal(await ruleOf(bytes, { ...usualLimits, rows: 2 }), 'rows');
  assert.equal(await ruleOf(bytes, { ...usualLimits, cells: 2 }), 'cells');
});

test('whatever bytes of a workbook are changed, it is read or refused; nothing is thrown', async () => {
  const [old, now] = [fixture('roster.xls'), fixture('roster.xlsx')];
  const some = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), some, fc.double({ min: 0.2, max: 1, noNaN: true }), async (isOld, changes, kept) => {
      const bytes = Buffer.from(isOld ? old : now);
      for (const [place, value] of changes) bytes[Math.floor(place * (bytes.length - 1))] = value;
      const file = await read(bytes.subarray(0, Math.ceil(bytes.length * kept)));
      return file.ok || file.fault.message.zh !== '';
    }),
    { numRuns: 150 },
  );
});
