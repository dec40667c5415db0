import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RecordStore, withTx } from '@songhua/kernel';
import { tasksOfClauses } from './api.ts';
import type { History, NoticeList, Options, Summary, TaskDetail, TaskList } from './contract.ts';
import type { NewNotice } from './domain/decide-reminders.ts';
import { openTasks } from './fixtures/open-tasks.ts';
import { remind } from './jobs/remind.ts';
import { insertNotices } from './store/notices.ts';

const lamp = '/tasks/harbour.lamp';

test('tasks, through HTTP', async (t) => {
  const { app, pool, planner, yaml, align, get, post, patch, put, remove } = await openTasks(t);
  const viewer = await app.signIn('viewer');
  const read = async (path = lamp) => (await get(path)).json<TaskDetail>();
  const codeOf = async (answer: ReturnType<typeof post>) => {
    const { statusCode, json } = await answer;
    return [statusCode, json<{ code?: string }>().code];
  };

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

  await t.test('milestones are the progress; those of the plan stay, those of people go', async () => {
    const [glass] = (await read()).milestones;
    assert.ok(glass);
    const reached = await patch(`${lamp}/milestones/${glass.id}`, { version: glass.version, doneOn: '2026-06-01' });
    assert.equal(reached.json<TaskDetail>().task.percent, 50);
    assert.deepEqual(await codeOf(patch(`${lamp}/milestones/${glass.id}`, { version: glass.version, doneOn: null })), [
      409,
      'tasks.changed-meanwhile',
    ]);
    assert.deepEqual(await codeOf(remove(`${lamp}/milestones/${glass.id}`)), [409, 'tasks.milestone-of-plan']);
    const added = await post(`${lamp}/milestones`, { title: { zh: '通电', en: 'Connect' }, due: null });
    const own = added.json<TaskDetail>().milestones.find(({ title }) => title.zh === '通电');
    assert.equal(added.json<TaskDetail>().task.percent, 33);
    assert.equal((await remove(`${lamp}/milestones/${own?.id}`)).json<TaskDetail>().task.percent, 50);
    assert.deepEqual(await codeOf(remove(`${lamp}/milestones/${own?.id}`)), [404, 'tasks.unknown-part']);
  });

  await t.test('files are checked, kept byte for byte, handed out under their name, and removed', async () => {
    const bytes = Buffer.from('%PDF-1.7 松花');
    const content = bytes.toString('base64');
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.exe', content })), [422, 'tasks.file-kind']);
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.png', content })), [422, 'tasks.file-not-what-it-says']);
    assert.equal((await post(`${lamp}/attachments`, { name: 'a.pdf', content: '%%%' })).statusCode, 400);
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.pdf', content: '' })), [422, 'tasks.file-empty']);
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'x').toString('base64');
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.txt', content: large })), [413, 'tasks.file-too-large']);
    const added = await post(`${lamp}/attachments`, { name: '批复.pdf', content });
    const [file] = added.json<TaskDetail>().attachments;
    assert.deepEqual([file?.name, file?.size, file?.by], ['批复.pdf', bytes.length, '示例规划员']);
    const got = await get(`${lamp}/attachments/${file?.id}`, viewer);
    assert.deepEqual(got.rawPayload, bytes);
    assert.equal(got.headers['content-type'], 'application/pdf');
    assert.match(String(got.headers['content-disposition']), /^attachment; .*%E6%89%B9%E5%A4%8D\.pdf/);
    assert.deepEqual(await codeOf(get(`/tasks/harbour.keeper.220221/attachments/${file?.id}`)), [404, 'tasks.unknown-part']);
    assert.deepEqual((await remove(`${lamp}/attachments/${file?.id}`)).json<TaskDetail>().attachments, []);
    const [entry] = (await get(`${lamp}/history`)).json<History>().items;
    assert.match(JSON.stringify(entry), /批复\.pdf.*sha256/);
  });

  await t.test('links are added and removed', async () => {
    const added = await post(`${lamp}/links`, { url: 'https://example.org/a', title: '公告' });
    const [one] = added.json<TaskDetail>().links;
    assert.equal(one?.title, '公告');
    assert.deepEqual((await remove(`${lamp}/links/${one?.id}`)).json<TaskDetail>().links, []);
    assert.deepEqual(await codeOf(remove(`${lamp}/links/${one?.id}`)), [404, 'tasks.unknown-part']);
  });

  await t.test('a task is given to several counties at once, each with a row of its own', async () => {
    const draft = {
      title: { zh: '备煤', en: 'Store coal' },
      areas: ['220202', '220203'],
      responsible: ['health'],
      due: '2020-01-31',
    };
    const made = await post('/tasks', draft);
    assert.equal(made.statusCode, 200, made.body);
    const { items } = made.json<{ items: TaskList['items'] }>();
    assert.deepEqual(
      items.map(({ area, plan, state }) => [area, plan, state]),
      [
        ['220202', null, 'open'],
        ['220203', null, 'open'],
      ],
    );
    assert.equal(items[0]?.origin, items[1]?.origin);
    assert.ok((items[0]?.late ?? 0) > 2000);
    assert.equal(items[0]?.level, 3);
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, areas: ['330000'] })), [404, 'tasks.unknown-area']);
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, areas: ['220202001'] })), [422, 'tasks.area-takes-none']);
    const chapters = (await get('/options')).json<Options>().chapters;
    for (const clauses of [['99.1-a'], ['4.1.2-a', 'P4.1-a']])
      assert.deepEqual(await codeOf(post('/tasks', { ...draft, clauses })), [422, 'tasks.unknown-clause']);
    assert.equal((await post('/tasks', { ...draft, clauses: ['4x'] })).statusCode, 400);
    assert.deepEqual((await get('/options')).json<Options>().chapters, chapters, 'no chapter came of it');
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, responsible: ['navy'] })), [422, 'tasks.unknown-department']);
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, supporting: ['health'] })), [422, 'tasks.department-twice']);
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, assignee: 'nobody' })), [422, 'tasks.unknown-account']);
    assert.deepEqual(await codeOf(post('/tasks', { ...draft, start: '2020-02-01' })), [422, 'tasks.dates-reversed']);
    assert.equal((await post('/tasks', { ...draft, areas: [] })).statusCode, 400);
    const counts = (await get('/tasks')).json<TaskList>().counts;
    assert.deepEqual([counts.late, counts.active], [2, 5]);
  });

  await t.test('the job writes each reminder and escalation once, with one event each, however many run it at once', async () => {
    const run = () =>
      withTx(pool, 'write', (tx) => remind.run(tx, { now: new Date(), records: {} as RecordStore, newId: () => '' }));
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

  await t.test('summaries by department, chapter and area, and files of every list', async () => {
    const by = async (what: string) =>
      (await get(`/summary?by=${what}`)).json<Summary>().items.map(({ key, total, late }) => [key, total, late]);
    assert.deepEqual(await by('department'), [
      ['health', 3, 2],
      ['finance', 2, 0],
    ]);
    assert.deepEqual(await by('chapter'), [
      ['4', 1, 0],
      ['9', 2, 0],
      [null, 2, 2],
    ]);
    assert.equal((await by('area')).length, 5);
    assert.deepEqual(await codeOf(get('/summary?by=area&area=330000')), [404, 'tasks.unknown-area']);
    for (const path of [
      '/export?late=true',
      '/summary/export?by=chapter',
      `${lamp}/history/export?format=csv`,
      '/notices/export?mine=true',
    ]) {
      const csv = await get(path);
      assert.equal(csv.statusCode, 200, csv.body);
      assert.match(String(csv.headers['content-type']), /text\/csv/);
    }
    const lines = (await get('/export?late=true&lang=en')).body.trim().split(/\r?\n/);
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? '', /Store coal/);
    assert.match(String((await get('/export?format=xlsx')).headers['content-type']), /spreadsheetml/);
  });

  await t.test('clauses are told how their tasks stand, all counties together', async () => {
    const found = await withTx(pool, 'read', (tx) => tasksOfClauses(tx, ['9.1-b', '4.1.2-a', '1-a'], '2199-07-01'));
    assert.deepEqual([...found.keys()], ['9.1-b', '4.1.2-a']);
    const [keeper] = found.get('9.1-b') ?? [];
    assert.deepEqual([keeper?.id, keeper?.state, keeper?.percent, keeper?.late], ['harbour.keeper', 'in-progress', 15, 1]);
    assert.deepEqual(
      keeper?.areas.map(({ area, percent }) => [area, percent]),
      [
        ['220221', 30],
        ['220281', 0],
      ],
    );
  });

  await t.test('aligned again nothing changes; what the file changes follows, what people set stays', async () => {
    const snapshot = async () => (await pool.query('select * from tasks.listed order by id')).rows;
    const before = await snapshot();
    await align(yaml);
    assert.deepEqual(await snapshot(), before);
    await align(yaml.replace('due: null', 'due: 2199-09-30').replace('每县一名守塔人', '每县两名守塔人'));
    const [written, untouched] = [await read('/tasks/harbour.keeper.220221'), await read('/tasks/harbour.keeper.220281')];
    assert.deepEqual([written.task.title.zh, written.task.due], ['每县两名守塔人', '2199-06-30']);
    assert.deepEqual([untouched.task.title.zh, untouched.task.due], ['每县两名守塔人', '2199-09-30']);
    const [entry] = (await get('/tasks/harbour.keeper.220221/history')).json<History>().items;
    assert.deepEqual([entry?.field, entry?.by], ['title', null]);
    await align(yaml.slice(0, yaml.indexOf('  - id: keeper')));
    assert.equal((await get('/tasks/harbour.keeper.220281')).statusCode, 404);
    assert.equal((await read('/tasks/harbour.keeper.220221')).task.retired, true);
    await align(yaml);
    assert.equal((await read('/tasks/harbour.keeper.220221')).task.retired, false);
    assert.equal((await read()).milestones[0]?.doneOn, '2026-06-01', 'a milestone that was reached stays reached');
  });

  await t.test(
    'a task of the plan past its date is neither late nor reminded of until somebody gives it or reports on it',
    async () => {
      await align(yaml.replace('due: null', 'due: 2020-12-31'));
      const keeper = async () => (await read('/tasks/harbour.keeper.220281')).task;
      const written = async () => (await pool.query("select 1 from tasks.notice where task = 'harbour.keeper.220281'")).rowCount;
      const run = () =>
        withTx(pool, 'write', (tx) => remind.run(tx, { now: new Date(), records: {} as RecordStore, newId: () => '' }));
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
    const run = () =>
      withTx(pool, 'write', (tx) => remind.run(tx, { now: new Date(), records: {} as RecordStore, newId: () => '' }));
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
    await withTx(pool, 'write', (tx) => remind.run(tx, { now: new Date(), records: {} as RecordStore, newId: () => '' }));
    const { task, notices } = await read(dropped);
    assert.deepEqual([task.retired, task.late, task.level, notices], [true, 0, 0, []]);
    assert.equal((await get('/tasks?late=true&q=ghost')).json<TaskList>().total, 0);
  });

  await t.test(
    'of a closed task neither a field nor a milestone changes before it is opened again, nor is it given',
    async () => {
      const made = await post('/tasks', { title: { zh: '清淤', en: 'Dredge' }, areas: ['220202'], due: '2199-01-31' });
      const path = `/tasks/${made.json<{ items: TaskList['items'] }>().items[0]?.id}`;
      const step = { title: { zh: '租船', en: 'Hire a boat' } };
      const [milestone] = (await post(`${path}/milestones`, step)).json<TaskDetail>().milestones;
      assert.ok(milestone);
      const at = `${path}/milestones/${milestone.id}`;
      const edit = async (changes: object, reason?: string) =>
        patch(path, { version: (await read(path)).task.version, changes, ...(reason && { reason }) });
      assert.equal((await edit({ state: 'in-progress' })).statusCode, 200);
      assert.equal((await edit({ state: 'done' })).statusCode, 200);
      const closed = [409, 'tasks.closed'];
      const { id, version } = (await read(path)).task;
      assert.deepEqual(await codeOf(post('/give', { items: [{ id, version }], changes: { due: '2199-01-31' } })), closed);
      assert.deepEqual(await codeOf(edit({ due: '2199-02-28', state: 'done' })), closed);
      assert.deepEqual(await codeOf(post(`${path}/milestones`, step)), closed);
      assert.deepEqual(await codeOf(patch(at, { version: milestone.version, doneOn: '2026-06-01' })), closed);
      assert.deepEqual(await codeOf(remove(at)), closed);
      assert.deepEqual([(await read(path)).task.due, (await read(path)).milestones], ['2199-01-31', [milestone]]);
      assert.equal((await edit({ state: 'in-progress' }, '又淤了')).statusCode, 200);
      assert.equal((await remove(at)).statusCode, 200);
    },
  );

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
