import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from '../record-store.ts';
import { now } from './fixtures/importing.ts';
import { peopleLines } from './fixtures/ndjson.ts';
import { importLines } from './import-lines.ts';

test('whoever brings lines in lets others go first before each transaction and in none', async (t) => {
  const pool = await testDatabase(t);
  const lines = peopleLines(90).map((line) => `${line}\n`);
  const noted: number[] = [];
  let asked = 0;
  const counts = await importLines({
    pool,
    records: createRecordStore([]),
    clock: () => now,
    signal: new AbortController().signal,
    chunks: (async function* () {
      for (const line of lines) yield new TextEncoder().encode(line);
    })(),
    from: { line: 0, bytes: 0 },
    batch: 10,
    run: { resources: 30, ms: 60_000 },
    mayGoOn: async () => {
      asked += 1;
      assert.equal(pool.totalCount, pool.idleCount, 'a connection is held');
    },
    note: async (tx, { line }) => {
      await tx.query('select 1 as one');
      noted.push(line);
    },
  });
  assert.deepEqual(counts, { created: 90, updated: 0, refused: 0 });
  assert.deepEqual(noted, [30, 60, 90]);
  assert.equal(asked, noted.length);
});
