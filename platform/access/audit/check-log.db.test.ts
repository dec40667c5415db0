import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { type ChainMeans, chainOnce } from './chainer.ts';
import { type CheckMeans, checkWhenDue, findBehind } from './check-log.ts';
import { makeLog, meansOf } from './fixtures/log.ts';
import { appendSigned, signHead } from './heads.ts';
import { readLogState } from './prove.ts';
import { signRestore } from './restores.ts';

const hour = 3_600_000;

async function checking(t: TestContext) {
  const pool = await testDatabase(t);
  let now = new Date('2026-11-22T08:00:00Z');
  const clock = (): Date => now;
  const means: ChainMeans = { ...(await meansOf(t, pool)), clock, headEntries: 1 };
  const { folder } = means;
  const check: CheckMeans = { pool, clock, holder: 'one', folder, everyMs: 24 * hour, wholeEveryMs: 7 * 24 * hour };
  const events = async (): Promise<string[]> =>
    (await pool.query("select event from access.audit where event like 'audit-%' order by entry")).rows.map(({ event }) => event);
  return {
    pool,
    folder,
    means,
    check,
    events,
    state: () => withTx(pool, 'read', readLogState),
    wait: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    chain: async () => {
      while (((await chainOnce(means)) ?? 0) > 0);
    },
  };
}

test('the log is verified when it is due, by one process at a time: whole first, then from where it ended, whole again after a week', async (t) => {
  const { check, state, wait, chain, means } = await checking(t);
  await makeLog(means, 600);
  const both = await Promise.all([checkWhenDue(check), checkWhenDue({ ...check, holder: 'other' })]);
  assert.equal(both.filter((one) => one !== null).length, 1, 'one of two');
  const first = await state();
  assert.deepEqual([first.verified?.ok, first.verified?.from, first.verified?.to, first.verified?.bad], [true, 1, 600, null]);
  assert.ok(first.wholeAt && first.dueAt);
  assert.equal(await checkWhenDue(check), null, 'not due yet');
  await makeLog(means, 20);
  await chain();
  wait(25 * hour);
  const second = await checkWhenDue(check);
  assert.deepEqual([second?.result.ok, second?.result.to], [true, 620]);
  assert.ok((second?.result.from ?? 0) > 256, `from ${second?.result.from}`);
  wait(7 * 24 * hour);
  assert.equal((await checkWhenDue(check))?.result.from, 1);
});

test('a process that died while verifying is followed by another when its time is over', async (t) => {
  const { pool, check, wait, means } = await checking(t);
  await makeLog(means, 10);
  await pool.query("update access.audit_check set holder = 'dead', held_until = $1", [
    new Date(check.clock().getTime() + 60_000),
  ]);
  assert.equal(await checkWhenDue(check), null);
  wait(61_000);
  assert.equal((await checkWhenDue(check))?.result.ok, true);
});

test('a bad entry is named, once as a security event, and stays named until the log holds again', async (t) => {
  const { pool, check, state, wait, events, means } = await checking(t);
  await makeLog(means, 300);
  await checkWhenDue(check);
  await pool.query('alter table access.audit disable trigger all');
  await pool
    .query("update access.audit set path = 'other' where entry = access.audit_entry(17)")
    .catch(() =>
      pool.query("update access.audit set path = 'other' where entry = (select entry from access.audit_chain where number = 17)"),
    );
  await pool.query('alter table access.audit enable trigger all');
  wait(8 * 24 * hour);
  await checkWhenDue(check);
  const { verified } = await state();
  assert.deepEqual([verified?.ok, verified?.bad, verified?.kind], [false, 17, 'altered']);
  wait(25 * hour);
  await checkWhenDue(check);
  assert.deepEqual(await events(), ['audit-broken'], 'told once');
  assert.equal((await state()).verified?.from, 1, 'after a fault always whole');
});

test('neither another log’s heads nor another key’s file hides that the database is behind, or says so falsely', async (t) => {
  const { pool, state, check, chain, means, folder } = await checking(t);
  await makeLog(means, 40);
  await chain();
  const log = (await state()).log ?? '';
  const [signer, second] = [await means.signerOf('sha256'), await (await meansOf(t, pool)).signerOf('sha256')];
  assert.notEqual(signer.key, second.key);
  const at = (seconds: number) => new Date(check.clock().getTime() + seconds * 1000).toISOString();
  const head = (of: string, size: number, seconds: number) => ({
    ...{ log: of, algorithm: 'sha256' as const, size, root: '00', chain: '00', time: at(seconds) },
  });
  await appendSigned(folder, signHead(second, head('another', 900, 0)));
  await appendSigned(folder, signRestore(second, { log: 'another', number: 1, backup: at(5), time: at(5) }));
  assert.equal(await findBehind(check), null, 'another log is longer');
  await appendSigned(folder, signHead(signer, head(log, 90, 1)));
  assert.equal((await findBehind(check))?.outside, 90, 'another log was restored');
  await appendSigned(folder, signHead(second, head(log, 40, 2)));
  await appendSigned(folder, signRestore(second, { log, number: 40, backup: at(6), time: at(6) }));
  // More than any end of the file that one might look at.
  for (let n = 0; n < 400; n += 1) await appendSigned(folder, signHead(second, head(log, 40, 7 + n)));
  assert.equal(await findBehind(check), null, 'given up by a mark far before the end');
});

test('a database that is behind the heads outside is named; when its restore is marked, the heads given up no longer count', async (t) => {
  const { check, state, events, chain, means, folder, wait } = await checking(t);
  await makeLog(means, 40);
  const { log } = await state();
  const signer = await means.signerOf('sha256');
  const far = {
    log: log ?? '',
    algorithm: 'sha256' as const,
    size: 90,
    root: '00',
    chain: '00',
    time: check.clock().toISOString(),
  };
  await appendSigned(folder, signHead(signer, far));
  const behind = await findBehind(check);
  assert.deepEqual([behind?.outside, behind?.here, behind?.restored], [90, 40, null]);
  assert.deepEqual((await state()).behind, behind);
  await findBehind(check);
  assert.deepEqual(await events(), ['audit-behind'], 'told once');
  await chain();
  wait(25 * hour);
  const found = await checkWhenDue(check);
  assert.deepEqual([found?.result.ok, found?.result.fault?.kind], [false, 'truncated']);
  wait(1_000);
  const time = check.clock().toISOString();
  await appendSigned(folder, signRestore(signer, { log: log ?? '', number: 40, backup: time, time }));
  assert.equal(await findBehind(check), null);
  wait(25 * hour);
  const after = await checkWhenDue(check);
  assert.equal(after?.result.ok, true, JSON.stringify(after?.result.fault));
  const { behind: none, restores } = await state();
  assert.deepEqual([none, restores.map(({ number, to }) => [number, to])], [null, [[40, 90]]]);
});
