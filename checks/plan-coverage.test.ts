import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCsv } from './csv.ts';
import { checkPlanCoverage, coveragePath } from './plan-coverage.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository, root } from './source.ts';

const header = 'id,section,status,where,test';
const tested = file('modules/plan/domain/a.test.ts', "test('a claim', () => {});");
const judge = (
  rows: readonly string[],
  clauses: readonly string[] | null = ['1-a'],
  passed: ReadonlySet<string> | null = new Set(['a claim']),
) => checkPlanCoverage([file(coveragePath, [header, ...rows, ''].join('\n')), tested], { clauses, passed });

test('a quoted field may hold commas, quotes and line ends', () => {
  assert.deepEqual(readCsv('a,b\r\n"x, ""y""\n",2\r\n,\r\n'), [
    { a: 'x, "y"\n', b: '2' },
    { a: '', b: '' },
  ]);
});

test('left alone: a planned row, and a claim with a place and a test that passed', () => {
  assertClean(judge(['1-a,一,planned,,']));
  assertClean(judge(['1-a,一,works,modules/plan,a claim']));
  assertClean(judge(['1-a,一,partly,modules/plan/domain/a.test.ts,a claim'], null, null));
});

test('found: a claim whose test does not exist, or did not pass', () => {
  assertFound(judge(['1-a,一,works,modules/plan,another claim']), 'coverage.test');
  assertFound(judge(['1-a,一,works,modules/plan,']), 'coverage.test');
  assertFound(judge(['1-a,一,partly,modules/plan,a claim'], ['1-a'], new Set()), 'coverage.test');
});

test('a title made from a placeholder is known by what it looks like, and by having passed', () => {
  const made = file('modules/plan/domain/b.test.ts', `for (const id of ids) test(\`\${id}: fails just beyond it\`, () => {});`);
  const judgeMade = (test: string, passed: readonly string[]) =>
    checkPlanCoverage([file(coveragePath, `${header}\n1-a,一,works,modules/plan,${test}\n`), made], {
      clauses: ['1-a'],
      passed: new Set(passed),
    });
  assertClean(judgeMade('4.1-a: fails just beyond it', ['4.1-a: fails just beyond it']));
  assertFound(judgeMade('4.1-a: fails just beyond it', ['4.1-b: fails just beyond it']), 'coverage.test');
  assertFound(judgeMade('4.1-a: passes', ['4.1-a: passes']), 'coverage.test');
});

test('found: a claim without a place, a planned row with one, an invented status', () => {
  assertFound(judge(['1-a,一,works,modules/none,a claim']), 'coverage.where');
  assertFound(judge(['1-a,一,works,,a claim']), 'coverage.where');
  assertFound(judge(['1-a,一,planned,modules/plan,']), 'coverage.claim');
  assertFound(judge(['1-a,一,done,modules/plan,a claim']), 'coverage.status');
});

test('found: a clause without a row, a row without a clause, a row twice, a sentence as section', () => {
  assertFound(judge([]), 'coverage.missing');
  assertFound(judge(['1-a,一,planned,,', '1-z,一,planned,,']), 'coverage.unknown');
  assertFound(judge(['1-a,一,planned,,', '1-a,一,planned,,']), 'coverage.double');
  assertFound(judge([`1-a,${'字'.repeat(61)},planned,,`]), 'coverage.section');
});

test('found: a table with other columns, and no table at all', () => {
  assertFound(checkPlanCoverage([file(coveragePath, 'id,status\n')], { clauses: null, passed: null }), 'coverage.columns');
  assertFound(checkPlanCoverage([], { clauses: null, passed: null }), 'coverage.file');
});

test('every clause of the plan has its row, and every claim its test', (t) => {
  const names = join(root, '.cache/test-names.txt');
  const text = readFileSync(join(root, 'plans/jilin-2025/clauses.csv'), 'utf8');
  const clauses = readCsv(text.replace(/^(#.*\n)+/, '')).map(({ id = '' }) => id);
  const passed = existsSync(names) ? new Set(readFileSync(names, 'utf8').split('\n')) : null;
  assert.equal(clauses.length, 473);
  if (!passed) t.diagnostic('.cache/test-names.txt is absent: this proves that the claimed tests exist, not that they passed');
  assertClean(checkPlanCoverage(readRepository(), { clauses, passed }));
});
