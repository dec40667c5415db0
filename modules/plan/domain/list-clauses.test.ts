import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClauseRow, type ClauseWorld, chapterOf, describeClause, listClauses } from './list-clauses.ts';

const text = (word: string) => ({ zh: `${word}中`, en: word });
const clause = (id: string, change: Partial<ClauseRow> = {}): ClauseRow => ({
  id,
  document: 'A',
  section: '三、优化资源配置（一）床位资源配置 1',
  type: 'governance',
  summary: text(`summary ${id}`),
  embodiedBy: [{ kind: 'registry', ref: 'beds' }],
  ...change,
});
const world: ClauseWorld = {
  indicators: new Map([['I1', { name: text('beds'), status: 'off-track' }]]),
  rules: new Map([['R1', { summary: text('rule'), status: 'pass' }]]),
  tasks: new Map([
    ['t1', { id: 't1', title: text('task one'), state: 'in-progress', due: '2025-12-31', late: false, percent: 20, given: true }],
    ['t2', { id: 't2', title: text('task two'), state: 'open', due: '2022-12-31', late: true, percent: 60, given: true }],
  ]),
  modules: new Set(['tasks']),
  quotes: new Map([['clause:1-a', { quote: 'the sentence', highlight: 'sentence' }]]),
};
const base = { sort: 'order' } as const;

test('each part that embodies a clause is named with how it stands, and the clause with the worst of them', () => {
  const item = describeClause(
    clause('1-a', {
      embodiedBy: [
        { kind: 'indicator', ref: 'I1' },
        { kind: 'rule', ref: 'R1' },
        { kind: 'workflow', ref: 'blood' },
      ],
    }),
    world,
  );
  assert.deepEqual(
    item.embodiedBy.map(({ ref, title, status, path }) => [ref, title?.en ?? null, status, path]),
    [
      ['I1', 'beds', 'failing', '/plan/indicators/I1'],
      ['R1', 'rule', 'met', '/plan/rules/R1'],
      ['blood', null, 'planned', null],
    ],
  );
  assert.equal(item.status, 'failing');
  assert.equal(item.quote, 'the sentence');
});

test('of several tasks the late one is shown', () => {
  const both = clause('x', { embodiedBy: ['t1', 't2'].map((ref) => ({ kind: 'task' as const, ref })) });
  const item = describeClause(both, world);
  assert.deepEqual([item.task?.id, item.status], ['t2', 'late']);
});

test('a function of a module that is there is in place, and what refers to nothing known is unknown', () => {
  const of = (kind: ClauseRow['embodiedBy'][number]['kind'], ref: string) =>
    describeClause(clause('x', { embodiedBy: [{ kind, ref }] }), world).status;
  assert.deepEqual(
    [of('workflow', 'tasks'), of('workflow', 'blood'), of('rule', 'R9'), of('task', 't9')],
    ['in-place', 'planned', 'unknown', 'unknown'],
  );
});

test('filters narrow together; counts by state leave out the state’s own filter, chapters their own', () => {
  const rows = [
    clause('a', { embodiedBy: [{ kind: 'rule', ref: 'R1' }] }),
    clause('b', { type: 'indicator', section: '一、规划背景' }),
    clause('c', { section: '一、规划背景' }),
  ];
  const all = listClauses(rows, world, base);
  assert.deepEqual(all.counts, { met: 1, 'in-place': 2 });
  assert.deepEqual(all.chapters, [
    { title: '三、优化资源配置', total: 1 },
    { title: '一、规划背景', total: 2 },
  ]);
  const met = listClauses(rows, world, { ...base, status: 'met' });
  assert.deepEqual([met.total, met.counts], [1, { met: 1, 'in-place': 2 }]);
  const ids = (query: Partial<Parameters<typeof listClauses>[2]>) =>
    listClauses(rows, world, { ...base, ...query }).items.map(({ id }) => id);
  assert.deepEqual(ids({ chapter: '一、规划背景', type: 'governance' }), ['c']);
  assert.deepEqual(ids({ embodied: 'rule' }), ['a']);
  assert.deepEqual(ids({ q: 'SUMMARY B' }), ['b']);
  assert.deepEqual(ids({ document: 'B' }), []);
  assert.deepEqual(ids({ sort: 'status' }), ['b', 'c', 'a']);
});

test('a chapter is what stands before the first bracket of a section', () => {
  assert.equal(chapterOf('三、优化资源配置（一）床位资源配置 1'), '三、优化资源配置');
  assert.equal(chapterOf('一、规划背景'), '一、规划背景');
});
