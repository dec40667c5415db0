import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import type { NoticeList } from '../contract.ts';
import type { NewNotice } from '../domain/decide-reminders.ts';
import { openTasks } from '../fixtures/open-tasks.ts';
import { insertNotices } from '../store/notices.ts';

test('reminders and escalation', async (t) => {
  const { pool, viewer, get, post, run } = await openTasks(t);
  const coal = {
    title: { zh: '备煤', en: 'Store coal' },
    areas: ['220202', '220203'],
    responsible: ['health'],
    due: '2020-01-31',
  };
  assert.equal((await post('/tasks', coal)).statusCode, 200);

  await t.test('the job writes each reminder and escalation once, with one event each, however many run it at once', async () => {
    await Promise.all([run(), run()]);
    await run();
    const { rows } = await pool.query<{ payload: NewNotice }>("select payload from events.outbox where type = 'tasks.escalated'");
    assert.equal(rows.length, 2);
    // Whoever decided the same in another process comes too late.
    const again = rows.map(({ payload }) => payload);
    assert.deepEqual(await withTx(pool, 'write', (tx) => insertNotices(tx, again, new Date())), []);
    const mine = (await get('/notices?mine=true')).json<NoticeList>();
    assert.deepEqual(
      mine.items.map(({ kind, step, title }) => [kind, step, title.zh]),
      [
        ['escalation', 3, '备煤'],
        ['escalation', 3, '备煤'],
      ],
    );
    assert.equal((await get('/notices?mine=true', viewer)).json<NoticeList>().total, 0);
    assert.equal((await get('/notices?kind=reminder')).json<NoticeList>().total, 0);
  });
});
