import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aTask } from '../fixtures/task.ts';
import { composeLetter } from './compose-letter.ts';
import { summariseTasks } from './summarise-tasks.ts';

const names = new Map([['health', { zh: '卫生局', en: 'Health bureau' }]]);
const county = (n: number, more = {}) =>
  aTask({
    id: `k.${n}`,
    origin: 'k',
    area: `99000${n}`,
    areaName: { zh: `${n}县`, en: `County ${n}` },
    title: { zh: '设守塔人', en: 'Keepers' },
    ...more,
  });

const letter = (tasks: ReturnType<typeof aTask>[], month = '2026-12', today = '2026-12-31', language: 'zh' | 'en' = 'zh') =>
  composeLetter(
    {
      month,
      today,
      area: { zh: '港市', en: 'Harbour City' },
      tasks,
      departments: summariseTasks(tasks, 'department', names, today),
      names,
    },
    language,
  );

test('the letter counts what is late, what was done in the month and what falls due in the next, over a year’s end', () => {
  const tasks = [
    aTask({ late: 5, due: '2026-12-26' }),
    aTask({ id: 'b', origin: 'b', state: 'done', doneOn: '2026-12-31', percent: 100 }),
    aTask({ id: 'c', origin: 'c', state: 'done', doneOn: '2026-11-30', percent: 100, due: '2026-11-30' }),
    aTask({ id: 'd', origin: 'd', due: '2027-01-31' }),
    aTask({ id: 'e', origin: 'e', due: '2027-02-01' }),
  ];
  const { title, sections } = letter(tasks);
  assert.equal(title, '关于2026年12月规划任务推进情况的函');
  assert.match(sections[0]?.paragraphs[0] ?? '', /共5项.*已办结2项.*进行中3项.*平均进度70%/);
  assert.match(sections[0]?.paragraphs[1] ?? '', /到期2项，其中已办结1项；当月办结1项。目前逾期未完成1项/);
  assert.equal(sections[2]?.table?.rows.length, 1);
  assert.deepEqual(sections[2]?.table?.rows[0]?.slice(-2), ['2026年12月26日', '5天']);
  assert.deepEqual(
    sections[3]?.table?.rows.map((row) => row[4]),
    ['2027年1月31日'],
  );
});

test('what is late in many counties is one line with their number', () => {
  const { sections } = letter([1, 2, 3, 4].map((n) => county(n, { late: 3, due: '2026-12-28' })));
  assert.deepEqual(sections[2]?.table?.rows, [
    ['1', '设守塔人 (4.1.2-a)', '卫生局', '1县、2县、3县等4地', '2026年12月28日', '3天'],
  ]);
  assert.match(sections[2]?.paragraphs[0] ?? '', /1类共4项/);
});

test('a month in which nothing is late and nothing follows says so, without empty tables', () => {
  const { sections } = letter([]);
  assert.deepEqual(
    sections.map(({ table }) => table?.rows.length),
    [undefined, 0, undefined, undefined],
  );
  assert.match(sections[0]?.paragraphs[0] ?? '', /平均进度—/);
  assert.match(sections[3]?.paragraphs[0] ?? '', /2027年1月没有到期/);
});

test('the English letter has no Chinese in it, and the Chinese no English sentence', () => {
  const tasks = [aTask({ late: 5, due: '2026-12-26' }), aTask({ id: 'd', origin: 'd', due: '2027-01-31' })];
  assert.doesNotMatch(JSON.stringify(letter(tasks, '2026-12', '2026-12-31', 'en')), /\p{Script=Han}/u);
  assert.doesNotMatch(JSON.stringify(letter(tasks).sections.map(({ paragraphs }) => paragraphs)), /[a-z]{3}/);
});

test('what nobody was given is counted apart from what was not begun, and is never late', () => {
  const tasks = [aTask({ given: false, state: 'open', percent: 0, due: '2020-01-01' }), aTask({ id: 'b', state: 'open' })];
  const { sections } = letter(tasks);
  assert.match(sections[0]?.paragraphs[0] ?? '', /未开始1项、未下达1项.*平均进度50%/);
  assert.match(sections[2]?.paragraphs[0] ?? '', /没有逾期/);
});

test('a date that the plan never set is neither due in the month nor in the next', () => {
  const tasks = (assumed: ('due' | 'responsible')[]) => [aTask({ assumed }), aTask({ id: 'd', due: '2027-01-31', assumed })];
  const said = (assumed: ('due' | 'responsible')[]) => letter(tasks(assumed)).sections;
  assert.match(said(['due'])[0]?.paragraphs[1] ?? '', /到期0项/);
  assert.equal(said(['due'])[3]?.table, undefined);
  assert.match(said(['responsible'])[0]?.paragraphs[1] ?? '', /到期1项/);
  assert.equal(said(['responsible'])[3]?.table?.rows.length, 1);
});

test('in English one is one day and one task, two are days and tasks', () => {
  const of = (late: number, count: number) => {
    const tasks = Array.from({ length: count }, (_, n) => [
      aTask({ id: `a${n}`, origin: `a${n}`, late, due: `2026-12-${31 - late}` }),
      aTask({ id: `b${n}`, origin: `b${n}`, due: '2027-01-31' }),
    ]).flat();
    const [, , after, next] = letter(tasks, '2026-12', '2026-12-31', 'en').sections;
    return [after?.table?.rows[0]?.at(-1), after?.paragraphs[0]?.split(';')[0], next?.paragraphs[0]];
  };
  assert.deepEqual(of(1, 1), ['1 day', 'Past the due date: 1 row of 1 task', '1 task falls due in January 2027.']);
  assert.deepEqual(of(2, 2), ['2 days', 'Past the due date: 2 rows of 2 tasks', '2 tasks fall due in January 2027.']);
});
