import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { History, TaskDetail, TaskList } from './contract.ts';
import { openTasks } from './fixtures/open-tasks.ts';

test('tasks, through HTTP', async (t) => {
  const { pool, viewer, lamp, read, codeOf, get, post, patch, put } = await openTasks(t);

  await t.test('nobody asks without signing in; a viewer reads and does not write', async () => {
    assert.equal((await get('/tasks', {})).statusCode, 401);
    assert.equal((await get('/tasks', viewer)).statusCode, 200);
    assert.deepEqual(await codeOf(patch(lamp, { version: 1, changes: { percent: 5 } }, viewer)), [403, 'kernel.not-permitted']);
    assert.deepEqual(await codeOf(post('/tasks', {}, viewer)), [403, 'kernel.not-permitted']);
    assert.deepEqual(await codeOf(put('/settings', {}, viewer)), [403, 'kernel.not-permitted']);
    assert.equal((await get(lamp, viewer)).json<TaskDetail>().mayEdit, false);
  });

  await t.test('the plan file’s tasks are listed: one for the city, one for each county', async () => {
    const list = (await get('/tasks')).json<TaskList>();
    assert.deepEqual(
      list.items.map(({ id, area, percent, chapter }) => [id, area, percent, chapter]),
      [
        ['harbour.lamp', '220200', 0, '4'],
        ['harbour.keeper.220221', '220221', 0, '9'],
        ['harbour.keeper.220281', '220281', 0, '9'],
      ],
    );
    assert.deepEqual([list.total, list.counts.active, list.counts.late, list.empty], [3, 3, 0, false]);
  });

  await t.test('filters: department, chapter, clause, area, state, late, due dates, text, mine', async () => {
    const total = async (query: string) => (await get(`/tasks?${query}`)).json<TaskList>().total;
    assert.equal(await total('department=finance'), 3);
    assert.equal(await total('department=health'), 1);
    assert.equal(await total('chapter=9'), 2);
    assert.equal(await total('clause=4.1.2-b'), 1);
    assert.equal(await total('area=220221'), 1);
    assert.equal(await total('area=220200'), 3);
    assert.equal(await total('state=done'), 0);
    assert.equal(await total('late=true'), 0);
    assert.equal(await total('late=false'), 3, 'what has no due date is not late');
    assert.equal(await total('dueFrom=2199-12-31&dueTo=2199-12-31'), 1);
    assert.equal(await total('dueTo=2199-12-30'), 0);
    assert.equal(await total(`q=${encodeURIComponent('灯塔')}`), 1);
    assert.equal(await total('q=4.1.2-b'), 1);
    assert.equal(await total('q=9.1'), 2, 'part of a clause’s number will do');
    assert.equal(await total('q=%25'), 0, 'a percent sign is a percent sign');
    assert.equal(await total('mine=true'), 0);
    assert.equal(await total('given=true'), 0);
    const page = (await get('/tasks?limit=1&offset=1')).json<TaskList>();
    assert.deepEqual([page.total, page.items.length], [3, 1]);
  });

  await t.test('bad questions are refused by field', async () => {
    for (const query of ['state=lost', 'dueTo=2026-02-30', 'area=99', 'sort=colour', 'colour=red', 'chapter=x', 'limit=0'])
      assert.equal((await get(`/tasks?${query}`)).statusCode, 400, query);
    assert.deepEqual(await codeOf(get('/tasks?area=330000')), [404, 'tasks.unknown-area']);
    assert.deepEqual(await codeOf(get('/tasks/nowhere')), [404, 'tasks.unknown-task']);
    assert.deepEqual(await codeOf(get('/tasks/nowhere/history')), [404, 'tasks.unknown-task']);
    assert.equal((await patch(lamp, { version: 1, changes: { percent: 101 } })).statusCode, 400);
    assert.equal((await patch(lamp, { version: 1, changes: { colour: 'red' } })).statusCode, 400);
    assert.equal((await post(`${lamp}/notes`, { text: 'a\0b' })).statusCode, 400);
    assert.equal((await post(`${lamp}/notes`, { text: ' ' })).statusCode, 400);
    assert.equal((await post(`${lamp}/links`, { url: 'javascript:alert(1)', title: 'x' })).statusCode, 400);
    for (const url of ['https://x.y/a\0b', 'https://x.y/\ud800']) {
      const { statusCode, body } = await post(`${lamp}/links`, { url, title: 'x' });
      assert.deepEqual([statusCode, /"field":"url".*cannot be stored/.test(body)], [400, true], body);
    }
  });

  await t.test('a change stands in the task, in its history and in an event', async () => {
    const before = await read('/tasks/harbour.keeper.220221');
    const answer = await patch('/tasks/harbour.keeper.220221', {
      version: before.task.version,
      changes: { state: 'in-progress', percent: 30, assignee: 'planner', due: '2199-06-30' },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    const { task } = answer.json<TaskDetail>();
    assert.deepEqual([task.state, task.percent, task.assignee?.username, task.due], ['in-progress', 30, 'planner', '2199-06-30']);
    const history = (await get('/tasks/harbour.keeper.220221/history')).json<History>();
    assert.deepEqual(history.items.map(({ field, before: was, after, by }) => [field, was, after, by]).sort(), [
      ['assignee', null, 'planner', '示例规划员'],
      ['due', null, '2199-06-30', '示例规划员'],
      ['percent', 0, 30, '示例规划员'],
      ['state', 'open', 'in-progress', '示例规划员'],
    ]);
    const { rows } = await pool.query("select payload from events.outbox where type = 'tasks.task-changed'");
    assert.deepEqual(rows, [{ payload: { id: 'harbour.keeper.220221', fields: ['assignee', 'due', 'state', 'percent'] } }]);
    assert.equal((await get('/tasks?mine=true')).json<TaskList>().total, 1);
    assert.equal((await get('/tasks?mine=true', viewer)).json<TaskList>().total, 0);
  });

  await t.test('what would break a rule is refused with its code, and nothing is written', async () => {
    const { task } = await read();
    const refused = (changes: object) => codeOf(patch(lamp, { version: task.version, changes }));
    assert.deepEqual(await refused({ responsible: ['navy'] }), [422, 'tasks.unknown-department']);
    assert.deepEqual(await refused({ supporting: ['health'] }), [422, 'tasks.department-twice']);
    assert.deepEqual(await refused({ assignee: 'nobody' }), [422, 'tasks.unknown-account']);
    assert.deepEqual(await refused({ start: '2199-12-31', due: '2199-12-30' }), [422, 'tasks.dates-reversed']);
    assert.deepEqual(await refused({ percent: 10 }), [409, 'tasks.percent-by-milestones']);
    assert.deepEqual(await refused({ state: 'done' }), [409, 'tasks.no-such-move']);
    assert.deepEqual(await refused({ state: 'cancelled' }), [422, 'tasks.reason-missing']);
    assert.deepEqual(await codeOf(patch(lamp, { version: 99, changes: { due: null } })), [400, 'tasks.unknown-version']);
    assert.equal((await read()).task.version, task.version);
  });
});
