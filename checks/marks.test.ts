import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMarks, testTitles } from './marks.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';

const code = (text: string) => checkMarks([file('modules/plan/a.ts', text)]);
const tests = (text: string) => checkMarks([file('modules/plan/a.test.ts', text)]);

test('found: any, as a type, in a cast and inside another type', () => {
  for (const text of ['let a: any;', 'const a = b as any;', 'let a: Map<string, any[]>;']) assertFound(code(text), 'marks.any');
});

test('found: a compiler that is told to look away', () => {
  for (const word of ['ignore', 'nocheck', 'expect-error'])
    assertFound(code(`// @ts-${word} because\nconst a = 1;`), 'marks.silenced');
});

test('found: a test that hides the others or does not run', () => {
  for (const call of ['test.only', 'it.only', 'describe.only', 'test.skip', 'test.todo'])
    assertFound(tests(`${call}('a', () => {});`), 'marks.test');
  for (const key of ['only', 'skip', 'todo']) assertFound(tests(`test('a', { ${key}: true }, () => {});`), 'marks.test');
  assertFound(tests("test('a', (t) => t.skip());"), 'marks.test');
});

test('left alone: a test that says why it is skipped', () => {
  assertClean(tests("test('a', { skip: absent && '12 cases skipped: the folder is absent' }, () => {});"));
  assertClean(tests("test('a', (t) => t.skip('12 cases skipped'));"));
});

test('found: a note of work left undone, in code, SQL, style and prose', () => {
  for (const word of [`TO${'DO'}`, `FIX${'ME'}`]) {
    for (const path of ['modules/plan/a.ts', 'modules/plan/migrations/0001_a.sql', 'web/a.css', 'README.md']) {
      assertFound(checkMarks([file(path, `/* ${word}: later */`)]), 'marks.unfinished');
    }
  }
});

test('the titles of a file are read as they are written', () => {
  const computed = ['test(`five $', '{a}`);'].join('');
  const text = `test('one', () => {}); it(\`two\`, () => {}); test('three', { skip: false }, () => {}); other('four'); ${computed} test('six', async (t) => { await t.test('seven', () => {}); });`;
  assert.deepEqual(testTitles(file('a.test.ts', text)), ['one', 'two', 'three', 'six', 'seven']);
});

test('the repository holds no such mark', () => assertClean(checkMarks(readRepository())));
