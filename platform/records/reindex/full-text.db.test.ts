import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from '../record-store.ts';
import { later, now, save, workOff } from './fixtures/eyes.ts';
import { switchFullText } from './request-reindex.ts';
import { workOnTexts } from './worker.ts';

const report = (id: string, text: string, narrative?: string) => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code: { text: 'CT' },
  conclusion: text,
  ...(narrative && { text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${narrative}</div>` } }),
});

/** Ids found, and how many resources stand among the candidates by their kept words. */
async function searching(t: Parameters<typeof testDatabase>[0] & { after: (work: () => unknown) => void }) {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const find = async (query: string): Promise<string[]> => {
    const asked = { type: 'DiagnosticReport', query: [...new URLSearchParams(query)], lenient: false };
    const search = must(store.parse(asked, now));
    const page = must(await withTx(pool, 'search', (tx) => store.findPage(tx, { ...search, total: 'accurate' }, { limit: 100 })));
    const ids = page.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id).sort();
    assert.equal(page.total, ids.length);
    return ids;
  };
  const read = async (): Promise<void> => {
    while ((await workOnTexts({ pool, size: 2 })) > 0);
  };
  return { pool, store, find, read };
}

const queries: readonly [string, readonly string[]][] = [
  ['_content=肺炎', ['r1', 'r2']],
  ['_content=pneumo', ['r3']],
  ['_content=肺炎 左肺', ['r1']],
  ['_content="bilateral pneumonia"', ['r3']],
  ['_content=neumonia', []],
  ['_content=炎', ['r1', 'r2']],
  ['_content=肺炎 or pneumonia', ['r1', 'r2', 'r3']],
  ['_content=not 肺炎', ['r3', 'r4']],
  ['_text=narrated', ['r4']],
  ['_text=肺炎', []],
  ['status=final&_content=左肺', ['r1']],
];

test('words are found whether they are kept, being kept, or not kept at all', async (t) => {
  const { pool, store, find, read } = await searching(t);
  await save(
    pool,
    store,
    report('r1', '左肺下叶肺炎'),
    report('r2', '肺炎吸收期'),
    report('r3', 'Bilateral Pneumonia.'),
    report('r4', 'ohne Befund', 'was narrated'),
  );
  const all = async (when: string): Promise<void> => {
    for (const [query, ids] of queries) assert.deepEqual(await find(query), ids, `${query} ${when}`);
  };
  await all('off');
  await switchFullText(pool, store, true, now);
  await all('while older resources are named');
  await workOff(pool, store);
  await all('with everything unread');
  assert.equal((await pool.query('select from records.unread')).rowCount, 4);
  await read();
  assert.equal((await pool.query('select from records.full_text')).rowCount, 4);
  await all('with everything read');
  await switchFullText(pool, store, false, later);
  await all('off again');
  assert.equal((await pool.query('select from records.full_text')).rowCount, 0);
});

test('what is changed, deleted or written later is found as it is now, before and after it is read', async (t) => {
  const { pool, store, find, read } = await searching(t);
  await switchFullText(pool, store, true, now);
  await workOff(pool, store);
  await save(pool, store, report('a', '肺炎'), report('b', '肺炎'), report('c', '肺炎'));
  await read();
  await save(pool, store, report('a', '骨折'), report('d', '肺炎'));
  must(await withResult(pool, 'write', (tx) => store.remove(tx, 'DiagnosticReport', 'b', now)));
  for (const when of ['unread', 'read']) {
    assert.deepEqual(await find('_content=肺炎'), ['c', 'd'], when);
    assert.deepEqual(await find('_content=骨折'), ['a'], when);
    await read();
  }
  assert.equal((await pool.query('select from records.full_text')).rowCount, 3);
});

test('the words alone lead to the resources: with a hundred others none of them is looked at', async (t) => {
  const { pool, store, find, read } = await searching(t);
  await switchFullText(pool, store, true, now);
  await workOff(pool, store);
  await save(pool, store, ...Array.from({ length: 40 }, (_, n) => report(`r${n}`, n === 7 ? '罕见病' : '未见异常')));
  await read();
  // Bodies that are not looked at need not be bodies.
  await pool.query(`update records.resource set body = 'broken' where body not like '%罕见病%'`);
  assert.deepEqual(await find('_content=罕见病'), ['r7']);
  await assert.rejects(find('_content=病'), 'a single character has no gram: everybody is looked at');
});
