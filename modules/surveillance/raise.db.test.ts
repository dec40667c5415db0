import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { raiseSignal } from './api.ts';
import { aSignal } from './fixtures/signal.ts';

const now = new Date('2026-03-01T04:00:00Z');

test('a signal is raised once however often it is handed over, and told of once', async (t) => {
  const { pool } = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const raise = (more: Parameters<typeof aSignal>[0] = {}) =>
    withTx(pool, 'write', (tx) =>
      raiseSignal(tx, { ...aSignal(more), source: 'api' }, { by: null, now, newId: () => randomUUID() }),
    );
  const first = await raise();
  const again = await raise({ observed: 99 });
  assert.ok(first.ok && again.ok);
  assert.deepEqual([first.value.isNew, again.value], [true, { id: first.value.id, isNew: false }]);
  const { rows } = await pool.query("select payload from events.outbox where type = 'surveillance.signal-raised'");
  assert.deepEqual(rows, [
    { payload: { id: first.value.id, channel: 'community', area: '220221', subject: 'absence', state: 'new' } },
  ]);
  const elsewhere = await raise({ channel: 'media-food' });
  assert.ok(elsewhere.ok && elsewhere.value.isNew, 'the same reference of another channel is another signal');
  const ahead = await raise({ reference: 'x', to: '2026-03-02' });
  assert.equal(ahead.ok || ahead.error.code, 'surveillance.window-ahead');
  await assert.rejects(pool.query('update surveillance.step set at = at'), /never changed or taken away/);
});
