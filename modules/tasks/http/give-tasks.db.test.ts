import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { History, Options, TaskList } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('giving tasks, and who may', async (t) => {
  const { app, pool, planner, viewer, yaml, align, lamp, read, codeOf, get, post, patch, put } = await openTasks(t);

  await t.test('tasks of several counties are given at once, or none of them; the date is then no longer assumed', async () => {
    await align(yaml.replace('due: null', 'due: 2199-05-31\n    assumed-due: true').replaceAll('keeper', 'watch'));
    const [a, b] = [await read('/tasks/harbour.watch.220221'), await read('/tasks/harbour.watch.220281')];
    assert.deepEqual([a.task.given, a.task.assumed], [false, ['due']]);
    const items = [a, b].map(({ task: { id, version } }) => ({ id, version }));
    const give = (body: object) => post('/give', body);
    assert.deepEqual(await codeOf(post('/give', { items, changes: {} }, viewer)), [403, 'kernel.not-permitted']);
    assert.equal((await give({ items: [], changes: {} })).statusCode, 400);
    assert.deepEqual(await codeOf(give({ items, changes: {} })), [422, 'tasks.nothing-given']);
    const unknown = [...items, { id: 'nowhere', version: 1 }];
    assert.deepEqual(await codeOf(give({ items: unknown, changes: { due: '2199-05-31' } })), [404, 'tasks.unknown-task']);
    assert.deepEqual(await codeOf(give({ items, changes: { assignee: 'nobody' } })), [422, 'tasks.unknown-account']);
    assert.equal((await read('/tasks/harbour.watch.220221')).task.given, false, 'nothing is half-given');
    const given = (await give({ items, changes: { due: '2199-05-31', assignee: 'planner' } })).json<{
      items: TaskList['items'];
    }>();
    assert.deepEqual(
      given.items.map(({ id, given: is, assumed, assignee }) => [id, is, assumed, assignee?.username]),
      items.map(({ id }) => [id, true, [], 'planner']),
    );
    const fields = (await get('/tasks/harbour.watch.220221/history')).json<History>().items.map(({ field }) => field);
    assert.deepEqual(fields.sort(), ['assignee', 'given']);
    await align(yaml);
  });

  await t.test('an officer of a county changes the county’s tasks and no others', async () => {
    await pool.query("update access.account set area = '220221' where username = 'planner'");
    app.server.actors.forget();
    const edit = (path: string, version: number) => codeOf(patch(path, { version, changes: { remindDays: [3] } }, planner));
    assert.deepEqual(await edit(lamp, (await read()).task.version), [403, 'tasks.other-area']);
    const own = (await read('/tasks/harbour.keeper.220221')).task.version;
    assert.equal((await edit('/tasks/harbour.keeper.220221', own))[0], 200);
    assert.deepEqual(await codeOf(post('/tasks', { title: { zh: '甲', en: 'A' }, areas: ['220202'] })), [
      403,
      'tasks.other-area',
    ]);
    assert.deepEqual(await codeOf(post(`${lamp}/notes`, { text: '甲' })), [403, 'tasks.other-area']);
    const { remindDays, escalateDays, version } = (await get('/options')).json<Options>().settings;
    const same = () => codeOf(put('/settings', { version, remindDays, escalateDays }));
    assert.deepEqual(await same(), [403, 'tasks.settings-of-all']);
    await pool.query("update access.account set area = '220200' where username = 'planner'");
    app.server.actors.forget();
    assert.equal((await same())[0], 200, 'the city’s own officer may');
  });
});
