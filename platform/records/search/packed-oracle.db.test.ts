import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { exampleWrites, fill, now, searches } from '../fixtures/examples.ts';
import { createRecordStore } from '../record-store.ts';
import { foldAll, packing } from '../reindex/fixtures/packing.ts';

const store = createRecordStore([]);

/** Total and first page of every search; of one that is refused, why. */
async function answers(pool: pg.Pool): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for (const line of searches) {
    const [type = '', text = ''] = line.split('?');
    const search = store.parse({ type, query: [...new URLSearchParams(text)], lenient: false }, now);
    if (!search.ok) throw new Error(`${line}: ${JSON.stringify(search.error)}`);
    const counted = await withTx(pool, 'search', (tx) =>
      store.findPage(tx, { ...search.value, total: 'accurate' }, { limit: 0 }),
    );
    const page = await withTx(pool, 'search', (tx) => store.findPage(tx, search.value, { limit: 3 }));
    const ids = page.ok ? page.value.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id) : [page.error.code];
    said.set(line, `${counted.ok ? counted.value.total : counted.error.code}: ${ids.join(' ')}`);
  }
  return said;
}

test('every search answers the same whether lists are walked, packed, or packed with notes of everything', packing, async (t) => {
  const pool = await testDatabase(t);
  await fill(pool, store, exampleWrites());
  const walked = await answers(pool);
  await foldAll(pool, 2);
  assert.deepEqual(await answers(pool), walked, 'packed');
  await pool.query(
    `insert into records.unpacked (rid, place, keys, gone)
     select v & 137438953471, min(place), array_agg(key), '{}' from records.posting group by 1`,
  );
  assert.deepEqual(await answers(pool), walked, 'with notes');
});
