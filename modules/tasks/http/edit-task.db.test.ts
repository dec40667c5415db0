import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskDetail } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('two people edit one task', async (t) => {
  const { pool, get, patch, post } = await openTasks(t);
  const version = async () => (await get('/tasks/harbour.keeper.220221')).json<TaskDetail>().task.version;
  const edit = (seen: number, changes: object) => patch('/tasks/harbour.keeper.220221', { version: seen, changes });

  await t.test('at the same moment, different fields: both stand', async () => {
    const seen = await version();
    const answers = await Promise.all([
      edit(seen, { percent: 40 }),
      edit(seen, { due: '2199-03-31' }),
      edit(seen, { assignee: 'viewer' }),
    ]);
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200],
    );
    const { task } = (await get('/tasks/harbour.keeper.220221')).json<TaskDetail>();
    assert.deepEqual([task.percent, task.due, task.assignee?.username, task.version], [40, '2199-03-31', 'viewer', seen + 3]);
  });

  await t.test('the same field: one stands, the other is told both values and can choose', async () => {
    const seen = await version();
    const answers = await Promise.all([edit(seen, { percent: 60 }), edit(seen, { percent: 70 })]);
    const lost = answers.find(({ statusCode }) => statusCode === 409);
    const won = answers.find(({ statusCode }) => statusCode === 200);
    assert.ok(lost && won, answers.map(({ statusCode }) => statusCode).join());
    const { task } = won.json<TaskDetail>();
    const { code, errors } = lost.json<{
      code: string;
      errors: { field: string; value: string; current: unknown; rule: string }[];
    }>();
    assert.equal(code, 'tasks.changed-meanwhile');
    assert.deepEqual(
      errors.map(({ field, rule, current }) => [field, rule, current]),
      [
        ['percent', 'changed-meanwhile', task.percent],
        ['version', 'changed-meanwhile', task.version],
      ],
    );
    assert.notEqual(Number(errors[0]?.value), task.percent);
    const chosen = await edit(await version(), { percent: Number(errors[0]?.value) });
    assert.equal(chosen.json<TaskDetail>().task.percent, Number(errors[0]?.value));
  });

  await t.test('a change that is partly in conflict is not half-written', async () => {
    const seen = await version();
    await edit(seen, { percent: 80 });
    assert.equal((await edit(seen, { percent: 81, due: '2199-01-01' })).statusCode, 409);
    assert.equal((await get('/tasks/harbour.keeper.220221')).json<TaskDetail>().task.due, '2199-03-31');
  });

  await t.test('notes and milestones of many at once are all there', async () => {
    const texts = Array.from({ length: 8 }, (_, n) => `记录 ${n}`);
    await Promise.all([
      ...texts.map((text) => post('/tasks/harbour.lamp/notes', { text })),
      ...texts.map((zh) => post('/tasks/harbour.lamp/milestones', { title: { zh, en: zh.replace('记录', 'Step') } })),
    ]);
    const { notes, milestones } = (await get('/tasks/harbour.lamp')).json<TaskDetail>();
    assert.deepEqual(notes.map(({ text }) => text).sort(), texts);
    assert.equal(milestones.length, 10);
    const { rows } = await pool.query("select count(*)::int as n from tasks.change where task = 'harbour.lamp'");
    assert.deepEqual(rows, [{ n: 16 }]);
  });
});
