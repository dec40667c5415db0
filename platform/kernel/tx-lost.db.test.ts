import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { type Tx, withTx } from './tx.ts';

const pidOf = async (tx: Tx): Promise<number> => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;

test('a connection lost in mid-transaction fails that transaction alone, and the pool heals', async (t) => {
  const pool = await testDatabase(t);
  const kill = (pid: number) => pool.query('select pg_terminate_backend($1::int)', [pid]);
  const idle = withTx(pool, 'write', async (tx) => {
    await kill(await pidOf(tx));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return tx.query('select 1');
  });
  await assert.rejects(idle, /connection|terminat/i);
  const busy = withTx(pool, 'write', async (tx) => {
    const pid = await pidOf(tx);
    const slow = assert.rejects(tx.query('select pg_sleep(30)'), /terminat/i);
    await kill(pid);
    await slow;
    return tx.query('select 1');
  });
  await assert.rejects(busy, /connection|terminat/i);
  assert.ok((await withTx(pool, 'read', pidOf)) > 0);
});
