import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createNumberSource } from './numbers.ts';

const blockOf = (rid: bigint | undefined): bigint => (rid ?? 0n) / 64n;

test('the rest of a block is used up by later transactions', async (t) => {
  const pool = await testDatabase(t);
  const numbers = createNumberSource();
  const draw = (count: number): Promise<bigint[]> => withTx(pool, 'write', (tx) => numbers.draw(tx, count));
  const drawn = [...(await draw(10)), ...(await draw(100)), ...(await draw(18))];
  assert.equal(new Set(drawn).size, 128);
  assert.equal(new Set(drawn.map(blockOf)).size, 2);
});

test('a block drawn by a transaction that did not commit is used by nobody: a crashed database may give it out again', async (t) => {
  const pool = await testDatabase(t);
  const numbers = createNumberSource();
  let lost: bigint[] = [];
  const failing = withTx(pool, 'write', async (tx) => {
    lost = await numbers.draw(tx, 5);
    throw new Error('the database has crashed');
  });
  await assert.rejects(failing, /crashed/);
  const drawn = await withTx(pool, 'write', (tx) => numbers.draw(tx, 40));
  assert.equal(drawn.length, 40);
  assert.ok(
    drawn.every((rid) => blockOf(rid) !== blockOf(lost[0])),
    `${lost[0]} and ${drawn[0]}`,
  );
});
