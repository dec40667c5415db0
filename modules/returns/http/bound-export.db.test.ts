import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewList } from '../contract.ts';
import { openReturns } from '../fixtures/open-returns.ts';

test('a preview of more rows than a workbook takes is refused as one, with what to do instead, and comes whole as CSV', async (t) => {
  const { checked, get, pool } = await openReturns(t);
  const { id } = await checked('机构,科室\r\nh-3,surgery\r\n', { kind: 'departments' });
  const change = `'{"field":"name","title":{"zh":"名称","en":"Name"},"before":null,"after":"甲"}'::jsonb`;
  await pool.query(
    `insert into returns.planned (submission, n, line, action, subject, id, name, institution, differences)
     select $1, 10 + n, n, 'retired', 'bed', 'b-' || n, '床', 'h-3', jsonb_build_array(${change}, ${change}) from generate_series(1, 32768) n`,
    [id],
  );
  const path = `/submissions/${id}/preview`;
  const { total, exportRows } = (await get(`${path}?action=retired&limit=1`)).json<PreviewList>();
  assert.deepEqual([total, exportRows], [32_768, 65_536]);
  const refused = await get(`${path}/export?format=xlsx&action=retired`);
  const { code, texts } = refused.json<{ code: string; texts: { zh: string; en: string } }>();
  assert.deepEqual([refused.statusCode, code], [422, 'returns.too-many-rows']);
  assert.match(texts.zh, /65536 行.*65535 行.*CSV/);
  assert.match(texts.en, /65536 rows.*XLSX takes 65535/);
  const lines = (await get(`${path}/export?format=csv&action=retired`)).body.trimEnd().split('\r\n');
  assert.equal(lines.length, 65_537);
  assert.equal(new Set(lines.map((line) => line.split(',')[3])).size, 32_769);
  assert.equal((await get(`${path}/export?format=xlsx&action=retired&q=b-777`)).statusCode, 200);
});
