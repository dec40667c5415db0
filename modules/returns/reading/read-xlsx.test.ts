import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBytes } from './read-bytes.ts';
import { usualLimits } from './sheet.ts';

/** A zip file of parts that are not packed, each named with its text. */
function zipOf(parts: Readonly<Record<string, string>>): Buffer {
  const all = Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), data: Buffer.from(text) }));
  const head = (signature: number, length: number, { name, data }: (typeof all)[number], from: number): Buffer => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(signature);
    bytes.writeUInt32LE(data.length, from + 18);
    bytes.writeUInt32LE(data.length, from + 22);
    bytes.writeUInt16LE(name.length, from + 26);
    return bytes;
  };
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  for (const part of all) {
    const central = head(0x02014b50, 46, part, 2);
    central.writeUInt32LE(Buffer.concat(locals).length, 42);
    locals.push(head(0x04034b50, 30, part, 0), part.name, part.data);
    centrals.push(central, part.name);
  }
  const [local, central, end] = [Buffer.concat(locals), Buffer.concat(centrals), Buffer.alloc(22)];
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(all.length, 8);
  end.writeUInt16LE(all.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** The rows of a workbook of one sheet with this content. */
async function rowsOf(content: string) {
  const file = await readBytes(
    zipOf({
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="sheet.xml"/></Relationships>',
      'xl/workbook.xml': '<workbook><sheets><sheet name="一" r:id="r1"/></sheets></workbook>',
      'xl/sheet.xml': `<worksheet><sheetData>${content}</sheetData></worksheet>`,
    }),
    usualLimits,
  );
  assert.ok(file.ok, JSON.stringify(file));
  return file.value.sheets[0]?.rows.map(({ line, cells }) => [line, ...cells]);
}
const row = (number: string): string => `<row r="${number}"><c><v>1</v></c></row>`;

test('a row whose number no sheet can have counts as the one after the row before', async () => {
  for (const wrong of ['x', '', '-3', '0', '2.5', '1048577', '99999999999999999999', 'Infinity'])
    assert.deepEqual(
      await rowsOf(row('4') + row(wrong) + row('9')),
      [
        [4, '1'],
        [5, '1'],
        [9, '1'],
      ],
      wrong,
    );
  assert.deepEqual(await rowsOf(row('1048576')), [[1_048_576, '1']]);
});

test('a day that is written as text is cleaned like other texts', async () => {
  assert.deepEqual(await rowsOf('<row r="1"><c t="d"><v>2024-12-31T00:00:00</v></c></row>'), [[1, '2024-12-31']]);
  assert.deepEqual(await rowsOf('<row r="1"><c t="d"><v>2024-12-3\u{20BB7}</v></c></row>'), [[1, '2024-12-3\uFFFD']]);
});
