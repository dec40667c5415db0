import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { History } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('the history of a task', async (t) => {
  const { app, lamp, read, get, post, patch } = await openTasks(t);
  const admin = await app.signIn('admin');
  const edit = async (changes: object, headers?: Record<string, string>) =>
    assert.equal((await patch(lamp, { version: (await read()).task.version, changes }, headers)).statusCode, 200);
  await edit({ due: '2199-06-30' });
  await edit({ assignee: 'viewer' }, admin);
  await edit({ due: '2199-07-31' }, admin);
  await post(`${lamp}/notes`, { text: '已安排' });
  const list = async (query = '') => (await get(`${lamp}/history?${query}`)).json<History>();
  const said = async (query = '') => (await list(query)).items.map(({ field, by }) => `${field} ${by}`);
  const [planner, other] = ['示例规划员', '示例管理员'];

  await t.test('says what can be asked for, the newest first', async () => {
    const { total, fields, people } = await list();
    assert.deepEqual([total, fields, people.toSorted()], [4, ['assignee', 'due', 'note'], [planner, other].sort()]);
    assert.deepEqual(await said(), [`note ${planner}`, `due ${other}`, `assignee ${other}`, `due ${planner}`]);
  });

  await t.test('is sorted, filtered by field, person and day, paged, and exported alike', async () => {
    assert.deepEqual((await said('sort=at'))[0], `due ${planner}`);
    assert.deepEqual(
      (await said('sort=field')).map((one) => one.split(' ')[0]),
      ['assignee', 'due', 'due', 'note'],
    );
    assert.deepEqual(await said('field=due'), [`due ${other}`, `due ${planner}`]);
    assert.equal((await list(`by=${encodeURIComponent(other)}`)).total, 2);
    assert.equal((await list('by=-')).total, 0, 'nothing came from the plan file');
    assert.equal((await list('until=2020-01-01')).total, 0);
    assert.equal((await list('from=2020-01-01')).total, 4);
    const page = await list('sort=at&limit=1&offset=3');
    assert.deepEqual([page.total, page.items[0]?.field], [4, 'note']);
    const lines = (await get(`${lamp}/history/export?field=due&sort=at`)).body.trim().split(/\r?\n/);
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? '', new RegExp(planner));
    for (const wrong of ['sort=after', 'field=a%20b', 'from=yesterday', 'limit=0'])
      assert.equal((await get(`${lamp}/history?${wrong}`)).statusCode, 400, wrong);
  });
});
