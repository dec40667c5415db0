import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withTx } from '@songhua/kernel';
import { openReturns } from '../fixtures/open-returns.ts';
import { holdSubmission } from './submissions.ts';
import { endWork, tellProgress } from './work.ts';

test('how far work is can be seen while its transaction is open, and what comes late does not undo its end', async (t) => {
  const { upload, detail, pool } = await openReturns(t);
  const sent = await upload('机构\r\n', { kind: 'staff', area: '220281', year: 2024, name: 'a.csv' });
  const { id } = sent.json<{ id: string }>();
  const now = new Date();
  const seen = async (phase: string) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { work } = await detail(id);
      if (work?.phase === phase) return [work.done, work.total];
      await wait(20);
    }
    throw new Error(`${phase} was never seen`);
  };
  let late = (): void => {};
  await withTx(pool, 'write', async (tx) => {
    await holdSubmission(tx, id);
    const progress = tellProgress(tx, id, now);
    progress('writing', 40, 90);
    assert.deepEqual(await seen('writing'), [40, 90]);
    late = () => progress('writing', 90, 90);
    await endWork(tx, id, null, now);
  });
  late();
  await wait(100);
  const { work } = await detail(id);
  assert.deepEqual([work?.phase, work?.done, work?.total], ['done', 90, 90]);
  assert.ok(work?.endedAt);
});
