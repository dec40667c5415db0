import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { streamReply } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { piecesOf, touchedOfStream } from './stream-file.ts';

test('a file is made piece by piece as it is taken: who reads slowly holds neither memory nor a connection', async (t) => {
  const pool = await testDatabase(t);
  let made = 0;
  const reply = streamReply({
    name: 'x',
    contentType: 'text/plain',
    disclosed: { resources: 0, patients: [] },
    next: async (tx) => {
      await tx.query('select 1');
      made += 1;
      return made > 50 ? null : `${made} `;
    },
  });
  const pieces = piecesOf(pool, reply)[Symbol.asyncIterator]();
  const taken = [String((await pieces.next()).value)];
  await wait(100);
  assert.ok(made <= 4, `${made} made for one taken`);
  assert.equal(pool.idleCount, pool.totalCount, 'no connection is held meanwhile');
  for (let one = await pieces.next(); !one.done; one = await pieces.next()) taken.push(String(one.value));
  assert.deepEqual(taken.join('').trim().split(' ').length, 50);
});

test('the audit log names everybody in a file, some in an entry, and counts its resources once', () => {
  const patients = Array.from({ length: 4_500 }, (_, n) => `p${n}`);
  const entries = touchedOfStream({ resources: 9_000, patients });
  assert.deepEqual(
    entries.map((one) => one.patients.length),
    [2_000, 2_000, 500],
  );
  assert.deepEqual(
    entries.flatMap((one) => one.patients),
    patients,
  );
  assert.deepEqual(
    entries.map(({ resourceCount }) => resourceCount),
    [9_000, 0, 0],
  );
  assert.deepEqual(
    touchedOfStream({ resources: 3, patients: 'everybody' }).map((one) => one.patients),
    [['*']],
  );
});
