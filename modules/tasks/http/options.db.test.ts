import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoticeList, Options, TaskDetail, TaskList } from '../contract.ts';
import { addDays } from '../domain/count-days.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('the settings of reminding', async (t) => {
  const { pool, viewer, codeOf, get, post, patch, put, run } = await openTasks(t);

  await t.test('settings are kept, in order, and not over somebody else’s', async () => {
    const set = (body: object) => put('/settings', body);
    const first = await set({ version: 0, remindDays: [1, 60], escalateDays: [3, 9] });
    assert.deepEqual(first.json<Options>().settings, { remindDays: [60, 1], escalateDays: [3, 9], version: 1 });
    assert.deepEqual(await codeOf(set({ version: 0, remindDays: [], escalateDays: [1] })), [
      409,
      'tasks.settings-changed-meanwhile',
    ]);
    assert.deepEqual(await codeOf(set({ version: 1, remindDays: [7, 7], escalateDays: [1] })), [422, 'tasks.days-twice']);
    assert.deepEqual(await codeOf(set({ version: 1, remindDays: [7], escalateDays: [2, 1] })), [422, 'tasks.levels-fall']);
    assert.equal((await set({ version: 1, remindDays: [7], escalateDays: [1] })).json<Options>().settings.version, 2);
  });

  await t.test('days set otherwise, notices are withdrawn, restored and written at once, and nobody is told twice', async () => {
    const { today, settings } = (await get('/options')).json<Options>();
    const due = addDays(today, 5);
    const draft = { title: { zh: '查锅炉', en: 'Check the boiler' }, areas: ['220202'], assignee: 'planner', due };
    const task = (await post('/tasks', draft)).json<TaskList>().items[0]?.id;
    let { version } = settings;
    const set = async (remindDays: number[], escalateDays = [1]) => {
      const answer = await put('/settings', { version, remindDays, escalateDays });
      assert.equal(answer.statusCode, 200, answer.body);
      version = answer.json<Options>().settings.version;
    };
    const told = async () =>
      (await pool.query<{ n: number }>("select count(*)::int as n from events.outbox where type like 'tasks.reminder-due'"))
        .rows[0]?.n;
    const said = async () => {
      const { notices } = (await get(`/tasks/${task}`)).json<TaskDetail>();
      return notices.map(({ kind, step, withdrawn }) => `${kind} ${step} ${withdrawn?.why ?? 'stands'}`).sort();
    };
    await set([7]);
    assert.deepEqual([await said(), await told()], [['reminder 7 stands'], 1]);
    await set([3]);
    assert.deepEqual([await said(), await told()], [['reminder 7 settings'], 1], 'not due any more');
    await set([7, 3]);
    assert.deepEqual([await said(), await told()], [['reminder 7 stands'], 1], 'stands again, told once');
    await set([10]);
    assert.deepEqual([await said(), await told()], [['reminder 7 stands'], 1], 'what stands has told it since the tenth day');
    await set([]);
    await set([5]);
    assert.deepEqual([await said(), await told()], [['reminder 7 stands'], 1]);
    await run();
    assert.equal(await told(), 1);
    const path = `/tasks/${task}`;
    const { version: seen } = (await get(path)).json<TaskDetail>().task;
    await patch(path, { version: seen, changes: { due: addDays(today, 4) } });
    await run();
    assert.deepEqual([await said(), await told()], [['reminder 5 stands', 'reminder 7 due'], 2], 'another date is told anew');
    const moved = (await get(path)).json<TaskDetail>().task.version;
    await patch(path, { version: moved, changes: { state: 'cancelled' }, reason: '不办了' });
    await run();
    assert.deepEqual(await said(), ['reminder 5 state', 'reminder 7 due']);
  });

  await t.test('the list of notices is sorted, filtered, paged and exported alike', async () => {
    const coal = { title: { zh: '备煤', en: 'Store coal' }, areas: ['220202', '220203'], due: '2020-01-31' };
    await post('/tasks', coal);
    await run();
    const list = async (query: string) => (await get(`/notices?${query}`)).json<NoticeList>();
    const said = async (query: string) => (await list(query)).items.map(({ kind, areaName }) => `${kind} ${areaName.zh}`);
    assert.equal((await list('')).total, 4);
    assert.equal((await list('standing=true')).total, 2);
    assert.equal((await list('standing=false&kind=reminder')).total, 2);
    assert.deepEqual(await said('kind=escalation&sort=area'), ['escalation 昌邑区', 'escalation 龙潭区']);
    assert.deepEqual(await said('kind=escalation&sort=-area'), ['escalation 龙潭区', 'escalation 昌邑区']);
    assert.deepEqual(await said('area=220203'), ['escalation 龙潭区']);
    assert.equal((await list(`q=${encodeURIComponent('煤')}`)).total, 2);
    assert.equal((await list('q=%25')).total, 0);
    assert.equal((await list('until=2020-01-01')).total, 0);
    const dues = (await list('sort=due')).items.map(({ due }) => due);
    assert.deepEqual(dues, dues.toSorted());
    assert.deepEqual(
      (await list('sort=-due')).items.map(({ due }) => due),
      dues.toReversed(),
    );
    const page = await list('kind=escalation&sort=area&limit=1&offset=1');
    assert.deepEqual([page.total, page.items.map(({ areaName }) => areaName.zh)], [2, ['龙潭区']]);
    const lines = (await get('/notices/export?kind=escalation&sort=-area&lang=zh')).body.trim().split(/\r?\n/);
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? '', /龙潭区/);
    assert.match((await get('/notices/export?standing=false&lang=en')).body, /the due date was moved/);
    assert.deepEqual(await codeOf(get('/notices?area=330000')), [404, 'tasks.unknown-area']);
    assert.equal((await get('/notices?sort=colour', viewer)).statusCode, 400);
  });
});
