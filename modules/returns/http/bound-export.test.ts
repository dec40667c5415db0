import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '@songhua/tables';
import fc from 'fast-check';
import { mostExportRows } from '../contract.ts';
import { csvInPages, refuseRows } from './bound-export.ts';

test('a workbook has 65,535 rows below its heading at most, a CSV half a million; one more is refused with both numbers', () => {
  assert.deepEqual(mostExportRows, { xlsx: 65_535, csv: 500_000 });
  for (const format of ['xlsx', 'csv'] as const) {
    assert.equal(refuseRows(mostExportRows[format], format).ok, true);
    const refused = refuseRows(mostExportRows[format] + 1, format);
    assert.ok(!refused.ok);
    assert.deepEqual([refused.error.code, refused.error.params?.['rows']], ['returns.too-many-rows', mostExportRows[format] + 1]);
  }
});

test('a CSV put together of pages is the one of all rows at once', async () => {
  const table = {
    name: '一',
    columns: [
      { key: 'a', title: { zh: '甲,\n', en: 'a' }, type: 'text' },
      { key: 'b', title: { zh: '乙', en: 'b' }, type: 'integer' },
    ],
  } as const;
  const rows = fc.array(fc.record({ a: fc.string(), b: fc.option(fc.integer()) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (all, size) => {
      const page = async (offset: number) => {
        const own = all.slice(offset, offset + size);
        return { read: own.length, rows: own };
      };
      assert.equal(await csvInPages(table, size, page, 'zh'), toCsv({ ...table, rows: all }, 'zh'));
    }),
  );
});
