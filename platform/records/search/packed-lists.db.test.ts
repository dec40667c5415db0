import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { createRecordStore } from '../record-store.ts';
import { foldAll, now, packing, person } from '../reindex/fixtures/packing.ts';

const store = createRecordStore([]);

async function total(pool: pg.Pool, query: string, limit = 0): Promise<number | undefined> {
  const pairs = [...new URLSearchParams(query)] as [string, string][];
  const asked = { type: 'Patient', query: [...pairs, ['_total', 'accurate'] as [string, string]], lenient: false };
  return withTx(pool, 'search', async (tx) => {
    const page = must(await store.findPage(tx, must(await store.understand(tx, asked, now)), { limit }));
    if (limit > 0) assert.equal(page.matches.length, Math.min(limit, page.total ?? 0));
    return page.total;
  });
}

test('totals of long lists, of their unions and of what they have in common are counted by bits', packing, async (t) => {
  const pool = await testDatabase(t);
  const people = Array.from({ length: 60 }, (_, n) => person(`p${n}`, n));
  must(await withResult(pool, 'write', (tx) => store.saveAll(tx, people as never, now)));
  const asked = [
    '',
    'gender=female',
    'gender=female,male',
    'gender=female&active=true',
    'active=true&gender=male',
    'active=false',
  ];
  const walked = await Promise.all(asked.map((query) => total(pool, query)));
  assert.deepEqual(walked, [60, 30, 60, 10, 10, 40]);
  await foldAll(pool, 5);
  assert.deepEqual(await Promise.all(asked.map((query) => total(pool, query))), walked);
  // Nothing but bits can still say so.
  await pool.query('delete from records.posting');
  assert.deepEqual(await Promise.all(asked.map((query) => total(pool, query))), walked);
});

test('a list that is too short to be packed is counted by its postings, beside long ones too', packing, async (t) => {
  const pool = await testDatabase(t);
  const people = Array.from({ length: 60 }, (_, n) => person(`p${n}`, n));
  must(await withResult(pool, 'write', (tx) => store.saveAll(tx, people as never, now)));
  await foldAll(pool, 35);
  await pool.query(`delete from records.posting where ctid in (select ctid from records.posting where key in
    (select key from records.posting group by key having count(*) = 30) order by key limit 1)`);
  const genders = [await total(pool, 'gender=female'), await total(pool, 'gender=male')].sort();
  assert.deepEqual(genders, [29, 30], 'thirty are not packed');
  assert.equal(await total(pool, 'active=false'), 40);
});

test(
  'the first page of what long lists have in common is found by bits, in the order of dates; nothing in common is known at once',
  packing,
  async (t) => {
    const pool = await testDatabase(t);
    const people = Array.from({ length: 60 }, (_, n) => person(`p${n}`, n));
    must(await withResult(pool, 'write', (tx) => store.saveAll(tx, people as never, now)));
    const page = async (query: string): Promise<string[]> => {
      const asked = { type: 'Patient', query: [...new URLSearchParams(query)] as [string, string][], lenient: false };
      return withTx(pool, 'search', async (tx) => {
        const { matches } = must(await store.findPage(tx, must(await store.understand(tx, asked, now)), { limit: 4 }));
        return matches.map(({ body }) => (JSON.parse(body) as { id: string }).id);
      });
    };
    const asked = [
      'gender=female&active=true',
      'gender=male&birthdate=1950',
      'gender=male&language=zh&active=false',
      'gender=male&gender=female',
    ];
    const walked = await Promise.all(asked.map(page));
    await foldAll(pool, 5);
    assert.deepEqual(await Promise.all(asked.map(page)), walked);
    await pool.query('delete from records.posting');
    assert.deepEqual(await page('gender=female&active=true'), walked[0]);
    // A note of a resource stands above its bits.
    await pool.query(`insert into records.unpacked (rid, place, keys, gone) select rid, place, '{}', '{}' from records.resource`);
    assert.deepEqual(await page('gender=female&active=true'), []);
  },
);
