import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { noteSecurityEvent } from '../store/access-log.ts';
import { beginLog, chainOnce } from './chainer.ts';
import { makeLog, meansOf, write } from './fixtures/log.ts';
import { readHead, readSigned } from './heads.ts';
import { readLine } from './line.ts';
import { verifyLog } from './verify-log.ts';

test('a log that was left alone verifies, with every head that was written outside the database', async (t) => {
  const pool = await testDatabase(t);
  for (const algorithm of ['sha256', 'sm3'] as const) {
    await t.test(algorithm, async (t) => {
      await pool.query(`set session_replication_role = replica`);
      await pool.query('truncate access.audit, access.audit_run, access.audit_node, access.audit_head, access.audit_state');
      const means = await meansOf(t, pool, algorithm);
      await makeLog(means, 700);
      const signed = await readSigned(means.folder);
      assert.ok(signed.length >= 5, `${signed.length} heads`);
      assert.equal(signed[0]?.key.split(':')[0], algorithm === 'sm3' ? 'sm2' : 'ed25519');
      const seen: number[] = [];
      const result = await verifyLog(pool, { signed, onProgress: (done) => seen.push(done) });
      assert.deepEqual([result.ok, result.fault, result.to, result.unchained], [true, null, 700, 0]);
      assert.deepEqual(seen, [700]);
      for (const from of [1, 2, 256, 257, 513, 700])
        assert.deepEqual((await verifyLog(pool, { signed, from })).fault, null, `from ${from}`);
    });
  }
});

test('a head whose text, signature or key was changed is no head', async (t) => {
  const pool = await testDatabase(t);
  for (const algorithm of ['sha256', 'sm3'] as const) {
    const means = await meansOf(t, pool, algorithm);
    await pool.query(`set session_replication_role = replica`);
    await pool.query('truncate access.audit, access.audit_run, access.audit_node, access.audit_head, access.audit_state');
    await makeLog(means, 120);
    const [one] = await readSigned(means.folder);
    assert.ok(one && readHead(one));
    assert.equal(readHead({ ...one, text: one.text.replace(/size \d+/, 'size 1') }), null);
    assert.equal(readHead({ ...one, signature: one.signature.replace(/..$/, (last) => (last === '00' ? '01' : '00')) }), null);
    assert.equal(readHead({ ...one, key: `${one.key.slice(0, -2)}00` }), null);
  }
});

test('an entry that commits after a later one was chained gets a later number, and one that is rolled back none', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await beginLog(pool, 'sha256');
  const [slow, lost] = [await pool.connect(), await pool.connect()];
  const insert = `insert into access.audit (form, at, event, actor_kind, actor_id, method, path, route, status, request_id, resource_count,
    patient_count, emergency) values (1, now(), 'request', 'client', 'slow', 'GET', '/', '/', 200, 'r', 0, 0, false)`;
  for (const client of [slow, lost]) await client.query(`begin; ${insert}`);
  await write(pool, 0, 3);
  assert.equal(await chainOnce(means), 3);
  await lost.query('rollback');
  assert.equal(await chainOnce(means), 0);
  await slow.query('commit');
  assert.equal(await chainOnce(means), 1);
  slow.release();
  lost.release();
  const { rows } = await pool.query(
    'select c.number, a.actor_id from access.audit_chain c join access.audit a on a.entry = c.entry order by number',
  );
  assert.deepEqual(
    rows.map(({ number, actor_id: id }) => `${number} ${id}`),
    ['1 a0', '2 a1', '3 a2', '4 slow'],
  );
  await write(pool, 3, 4);
  await chainOnce(means);
  // Transactions of other databases of the cluster keep a number looked for, too: it ends when they do.
  const holes = async (): Promise<unknown> => (await pool.query('select holes from access.audit_state')).rows[0]?.holes;
  for (let turn = 0; turn < 300 && JSON.stringify(await holes()) !== '[]'; turn += 1) {
    await wait(100);
    await chainOnce(means);
  }
  assert.deepEqual(await holes(), [], 'a number that was rolled back is not looked for any more');
  assert.equal((await verifyLog(pool)).ok, true);
});

test('whatever was passed by all the same is chained by the sweep', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, 10);
  await pool.query(`update access.audit_state set seen = seen + 5, swept_at = 'epoch'`);
  await write(pool, 10, 15);
  assert.equal(await chainOnce(means), 5);
  assert.equal((await verifyLog(pool)).ok, true);
});

test('of two chainers at one moment one works and the other goes away; the chain has neither gap nor fork', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await beginLog(pool, 'sha256');
  let chained = 0;
  for (let turn = 0; turn < 12; turn += 1) {
    const [, ...done] = await Promise.all([
      write(pool, turn * 20, turn * 20 + 20),
      chainOnce(means),
      chainOnce(means),
      chainOnce(means),
    ]);
    for (const one of done) chained += one ?? 0;
  }
  chained += (await chainOnce(means)) ?? 0;
  const { rows } = await pool.query(
    'select min(number), max(number), count(*), count(distinct entry) as entries from access.audit_chain',
  );
  assert.deepEqual(rows, [{ min: '1', max: '240', count: '240', entries: '240' }]);
  assert.equal(chained, 240);
  assert.equal((await verifyLog(pool, { signed: await readSigned(means.folder) })).ok, true);
});

test('what the hash covers can be read again, whatever stands in it', async (t) => {
  const pool = await testDatabase(t);
  const note = 'a "b", \\c\\ (d)\n松花 ';
  await withTx(pool, 'write', async (tx) =>
    noteSecurityEvent(tx, { at: new Date(0), event: 'sign-in', actor: { kind: 'person', id: '', name: 'n' }, note }),
  );
  const { lineOf } = await import('./line.ts');
  const { rows } = await pool.query<{ line: string }>(`select ${lineOf('a')} as line from access.audit a`);
  const fields = readLine(rows[0]?.line ?? '');
  assert.deepEqual(
    [fields['note'], fields['actor_id'], fields['actor_name'], fields['roles'], fields['at'], fields['emergency']],
    [note, '', 'n', null, '1970-01-01 00:00:00', 'f'],
  );
});
