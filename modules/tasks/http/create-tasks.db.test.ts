import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Options, TaskList } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

interface Refused {
  readonly code: string;
  readonly detail?: unknown;
  readonly errors: readonly { field: string; value: string; message: { zh: string; en: string } }[];
}

test('tasks that people make', async (t) => {
  const { codeOf, get, post } = await openTasks(t);

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

  await t.test('a clause that the plan has not is refused by its number in both languages; one that it has is kept', async () => {
    const draft = { title: { zh: '备煤', en: 'Store coal' }, areas: ['220202'] };
    for (const [clauses, strange] of [
      [['99.1-a'], ['99.1-a']],
      // Of a chapter that the plan has, and a clause that it has not.
      [['4.1.2-a', '4.1.2-zz'], ['4.1.2-zz']],
      [
        ['4.9-x', '9.9-x'],
        ['4.9-x', '9.9-x'],
      ],
    ] as const) {
      const answer = await post('/tasks', { ...draft, clauses });
      const { code, detail, errors } = answer.json<Refused>();
      assert.deepEqual([answer.statusCode, code], [422, 'tasks.unknown-clause'], answer.body);
      assert.ok(JSON.stringify(detail ?? answer.body).includes(strange.join(' ')));
      assert.deepEqual(
        errors.map(({ field, value, message }) => [field, value, message.zh, message.en]),
        strange.map((id) => ['clauses', id, `规划中没有条款“${id}”`, `the plan has no clause “${id}”`]),
      );
    }
    const made = await post('/tasks', { ...draft, clauses: ['4.1.2-a', '1-a'] });
    assert.deepEqual(made.json<{ items: TaskList['items'] }>().items[0]?.clauses, ['4.1.2-a', '1-a'], made.body);
  });
});
