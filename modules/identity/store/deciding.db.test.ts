import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ok, withTx } from '@songhua/kernel';
import { stakeWriter } from '@songhua/records';
import { decideUnlink } from '../domain/decide-people.ts';
import { li, openIdentity } from '../fixtures/open-identity.ts';
import { carryOut } from './carry-out.ts';
import { deciding } from './deciding.ts';
import { earliestOf, partitionOf } from './groups.ts';

test('a decision about people of whom much is being written is refused in time, with nothing done, and carried out afterwards', async (t) => {
  const { register, link, people, pool } = await openIdentity(t);
  await register('one', li);
  await register('two', { ...li, institution: 'h2' });
  await link();
  assert.deepEqual(await people(), [['one', 'two']]);
  const unlink = (longest?: number) =>
    withTx(pool, 'write', (tx) =>
      deciding(
        tx,
        async () => {
          const before = await partitionOf(tx, ['two']);
          const decision = decideUnlink(before, 'two', [], await earliestOf(tx, before.flat()));
          if (!decision.ok) return decision;
          const who = { id: 'x', name: 'x' };
          await carryOut(tx, { id: randomUUID(), kind: 'unlink', by: who, reason: 'test', ...decision.value }, new Date());
          return ok(null);
        },
        longest,
      ),
    );
  await withTx(pool, 'write', async (writing) => {
    await stakeWriter.putStakes(writing, [
      { source: 'Encounter/1', rows: [{ patient: 'one', relation: 'treating', holder: 'Organization/h3' }] },
    ]);
    // Said, so that the group is held from here on.
    await writing.query('select 1');
    const refused = await unlink(100);
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'identity.busy');
  });
  assert.deepEqual(await people(), [['one', 'two']]);
  const { rows } = await pool.query(`select 1 from identity.decision where kind = 'unlink'`);
  assert.deepEqual(rows, []);
  assert.ok((await unlink()).ok);
  assert.deepEqual(await people(), []);
});
