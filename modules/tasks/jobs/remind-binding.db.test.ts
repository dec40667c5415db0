import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { tasksOfClauses } from '../api.ts';
import type { Summary, TaskDetail, TaskList } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('what is reminded of at all', async (t) => {
  const { pool, yaml, align, read, get, patch, post, run } = await openTasks(t);

  await t.test(
    'a task of the plan past its date is neither late nor reminded of until somebody gives it or reports on it',
    async () => {
      await align(yaml.replace('due: null', 'due: 2020-12-31'));
      const keeper = async () => (await read('/tasks/harbour.keeper.220281')).task;
      const written = async () => (await pool.query("select 1 from tasks.notice where task = 'harbour.keeper.220281'")).rowCount;
      await run();
      assert.deepEqual([(await keeper()).given, (await keeper()).late, await written()], [false, 0, 0]);
      await post('/tasks/harbour.keeper.220281/notes', { text: '已安排' });
      await run();
      assert.equal((await keeper()).given, true);
      assert.ok((await keeper()).late > 0);
      assert.equal(await written(), 1);
      await align(yaml);
    },
  );

  await t.test('a date the plan never set makes nothing late and reminds of nothing, until somebody confirms it', async () => {
    await align(yaml.replace('due: null', 'due: 2020-12-31\n    assumed-due: true').replaceAll('keeper', 'guard'));
    const [a, b] = ['/tasks/harbour.guard.220221', '/tasks/harbour.guard.220281'] as const;
    const written = async () => (await pool.query("select 1 from tasks.notice where task like 'harbour.guard.%'")).rowCount;
    const late = async () => (await get('/tasks?late=true&q=guard')).json<TaskList>().total;
    const onClause = async () => {
      const found = await withTx(pool, 'read', (tx) => tasksOfClauses(tx, ['9.1-b'], '2021-01-31'));
      return found.get('9.1-b')?.find(({ id }) => id === 'harbour.guard')?.late;
    };
    const inSummary = async () =>
      (await get('/summary?by=area&area=220221')).json<Summary>().items.map(({ late: count }) => count);
    for (const path of [a, b]) await post(`${path}/notes`, { text: '已安排' });
    await run();
    const { task } = await read(a);
    assert.deepEqual([task.due, task.assumed, task.given, task.late], ['2020-12-31', ['due'], true, 0]);
    assert.deepEqual([await late(), await written(), await onClause()], [0, 0, 0]);
    const before = await inSummary();
    const confirmed = await patch(a, { version: task.version, changes: { due: '2020-12-31' } });
    assert.equal(confirmed.statusCode, 200, confirmed.body);
    assert.deepEqual(confirmed.json<TaskDetail>().task.assumed, []);
    assert.ok(confirmed.json<TaskDetail>().task.late > 2000);
    await run();
    assert.deepEqual([await late(), await written(), await onClause()], [1, 1, 31]);
    assert.deepEqual(
      await inSummary(),
      before.map((count) => count + 1),
    );
    await align(yaml);
  });

  await t.test('a task the plan’s file has dropped is neither late nor reminded of, whoever wrote on it', async () => {
    const dropped = '/tasks/harbour.ghost.220221';
    await align(yaml.replace('due: null', 'due: 2020-12-31').replaceAll('keeper', 'ghost'));
    await post(`${dropped}/notes`, { text: '已安排' });
    assert.ok((await read(dropped)).task.late > 0);
    assert.equal((await get('/tasks?late=true&q=ghost')).json<TaskList>().total, 1);
    await align(yaml);
    await run();
    const { task, notices } = await read(dropped);
    assert.deepEqual([task.retired, task.late, task.level, notices], [true, 0, 0, []]);
    assert.equal((await get('/tasks?late=true&q=ghost')).json<TaskList>().total, 0);
  });
});
