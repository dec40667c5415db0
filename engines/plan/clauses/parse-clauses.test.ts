import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sectionHeadings } from './clause.ts';
import { clauseLocators } from './clause-locators.ts';
import { parseClauses, type Referable } from './parse-clauses.ts';
import { readClauses } from './read-clauses.ts';

const header = 'id,document,section,type,summary_zh,summary_en,locator,embodied_by';
const known: Referable = { indicator: new Set(['N1']), rule: new Set(['r-1']), task: null };
const good =
  '1.1-a,鸟发〔2030〕7号,一、树（二）巢 1,governance,多建巢。,More nests.,每百棵树,indicator:N1 rule:r-1 task:any workflow:planning';
const faultsOf = (...lines: string[]) =>
  parseClauses('clauses.csv', [header, ...lines, ''].join('\n'), known).errors.map(({ line, field, rule, value }) => [
    line,
    field,
    rule,
    value,
  ]);

test('a row is a clause, with what embodies it in the order given', () => {
  const { clauses, errors } = parseClauses('clauses.csv', `${header}\n${good}\n`, known);
  assert.deepEqual(errors, []);
  assert.deepEqual(clauses, [
    {
      id: '1.1-a',
      document: '鸟发〔2030〕7号',
      section: '一、树（二）巢 1',
      type: 'governance',
      summary: { zh: '多建巢。', en: 'More nests.' },
      locator: '每百棵树',
      embodiedBy: [
        { kind: 'indicator', ref: 'N1' },
        { kind: 'rule', ref: 'r-1' },
        { kind: 'task', ref: 'any' },
        { kind: 'workflow', ref: 'planning' },
      ],
    },
  ]);
});

test('every fault is told with its line, field and value', () => {
  const change = (from: string, to: string) => good.replace(from, to);
  assert.deepEqual(faultsOf(good, good), [[3, 'id', 'duplicate-id', '1.1-a']]);
  assert.deepEqual(faultsOf(change('1.1-a', 'first')), [[2, 'id', 'form', 'first']]);
  assert.deepEqual(faultsOf(change('governance', 'law')), [[2, 'type', 'one-of', 'law']]);
  assert.deepEqual(faultsOf(change('一、树（二）巢 1', '树')), [[2, 'section', 'section', '树']]);
  assert.deepEqual(faultsOf(change('每百棵树', '每')), [[2, 'locator', 'length', '每']]);
  assert.deepEqual(faultsOf(change('多建巢。', '')), [[2, 'summary_zh', 'required', '']]);
  assert.deepEqual(faultsOf(change('More nests.', ' ')), [[2, 'summary_en', 'required', ' ']]);
});

test('the shortest and the longest locator are read, and one ref may stand with two kinds', () => {
  assert.deepEqual(faultsOf(good.replace('每百棵树', '每百')), []);
  assert.deepEqual(faultsOf(good.replace('每百棵树', '每'.repeat(24))), []);
  assert.deepEqual(faultsOf(good.replace('每百棵树', '每'.repeat(25))), [[2, 'locator', 'length', '每'.repeat(25)]]);
  assert.deepEqual(faultsOf(good.replace(/indicator:N1.*/, 'workflow:tasks registry:tasks workflow:other')), []);
});

test('a clause needs something that embodies it, each thing once and in its form', () => {
  const embodied = (words: string) => faultsOf(good.replace(/indicator:N1.*/, words));
  assert.deepEqual(embodied(''), [[2, 'embodied_by', 'required', '']]);
  assert.deepEqual(embodied('task:a task:a'), [[2, 'embodied_by', 'twice', 'task:a']]);
  assert.deepEqual(embodied('task:a law:b'), [[2, 'embodied_by', 'embodiment', 'law:b']]);
  assert.deepEqual(embodied('task:a workflow:a:b'), [[2, 'embodied_by', 'embodiment', 'workflow:a:b']]);
});

test('indicators, rules and tasks that do not exist are faults; where their file is not there nothing can be told', () => {
  assert.deepEqual(faultsOf(good.replace('N1', 'N2').replace('r-1', 'r-2')), [
    [2, 'embodied_by', 'undefined-indicator', 'indicator:N2'],
    [2, 'embodied_by', 'undefined-rule', 'rule:r-2'],
  ]);
});

test('in a folder the tasks are those of tasks.yaml, and no clauses.csv means no clauses', () => {
  const files = new Map([
    ['clauses.csv', `${header}\n${good}\n`],
    ['tasks.yaml', 'departments: []\ntasks: [{ id: other, title: { zh: 甲, en: a } }]\n'],
  ]);
  assert.deepEqual(
    readClauses('p', files, [{ id: 'N1' }]).errors.map(({ file, rule, value }) => [file, rule, value]),
    [['p/clauses.csv', 'undefined-task', 'task:any']],
  );
  assert.deepEqual(readClauses('p', new Map(), []), { clauses: [], errors: [] });
});

test('the headings of a section are read off its name', () => {
  assert.deepEqual(sectionHeadings('四、加快（四）健全体系 2'), ['四、加快', '（四）健全体系', '2']);
  assert.deepEqual(sectionHeadings('一、规划背景'), ['一、规划背景']);
  assert.deepEqual(sectionHeadings('九、保障（一）领导（含基层）'), ['九、保障', '（一）领导（含基层）']);
});

test('locators are those of the clauses of one document', () => {
  const { clauses } = parseClauses('c', `${header}\n${good}\n${good.replace('1.1-a', '1.1-b').replace('7号', '8号')}\n`, known);
  assert.deepEqual(clauseLocators(clauses, '鸟发〔2030〕8号'), [
    { id: 'clause:1.1-b', section: '一、树（二）巢 1', locator: '每百棵树' },
  ]);
});
