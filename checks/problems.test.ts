import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { problemTables } from './announced.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { checkRefusals, printProblems } from './problems.ts';
import { readRepository, root } from './source.ts';

const row = { status: 400, zh: '错了', en: 'Wrong' };
const tables = [{ owner: 'a', table: { 'a.wrong': row } }];
const judge = (text: string) => checkRefusals([file('modules/a/domain/b.ts', text)], tables);

test('left alone: a code that is refused and listed', () => assertClean(judge("export const b = () => refuse('a.wrong');")));

test('found: a refused code that is in no table, also on one side of a choice', () => {
  assertFound(judge("refuse('a.wrong'); refuse('a.other');"), 'problems.unknown');
  assertFound(judge("refuse(c ? 'a.wrong' : 'a.other');"), 'problems.unknown');
});

test('found: a refusal written as an object, also inside a result, on one side of a choice, or with a quoted key', () => {
  for (const text of [
    "send({ code: 'a.other', params: {} });",
    "export const b = { ok: false, error: { code: 'a.other' } };",
    "export const b = { code: c ? 'a.wrong' : 'a.other' };",
    "export const b = { 'code': 'a.other' as const };",
    'export const b = { code: `a.other` };',
  ])
    assertFound(judge(`refuse('a.wrong'); ${text}`), 'problems.unknown');
});

test('left alone: a permission, which is no refusal, and codes of other kinds', () => {
  assertClean(judge("refuse('a.wrong'); export const b = { code: 'a.read', roles: [] }; export const d = { code: 'read' };"));
  assertClean(judge("export const b = { code: 'a.wrong' };"));
});

test('found: a listed code that nobody refuses; its own row is not a use, nor is a test', () => {
  assertFound(judge("export const problems = { 'a.wrong': { status: 400 } };"), 'problems.unused');
  assertFound(checkRefusals([file('modules/a/domain/b.test.ts', "refuse('a.wrong');")], tables), 'problems.unused');
});

test('the reference prints every code with its status and both texts', () => {
  const page = printProblems([...tables, { owner: 'c', table: { 'c.bar': { status: 409, zh: '竖线 | 在此', en: 'a | b' } } }]);
  assert.match(page, /\| `a\.wrong` \| 400 \| 错了 \| Wrong \|/);
  assert.match(page, /\| `c\.bar` \| 409 \| 竖线 \\\| 在此 \| a \\\| b \|/);
});

test('refusals and problem tables of the repository agree', async () =>
  assertClean(checkRefusals(readRepository(), await problemTables())));

test('docs/reference/problems.md is current', async () => {
  const page = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8');
  assert.equal(page, printProblems(await problemTables()), 'run node checks/print-problems.ts --write');
});
