import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkAsvs, countsOf, page, requirements } from './asvs.ts';
import { assertClean, assertFound } from './plant.ts';
import { root } from './source.ts';

const whole = [...requirements].map(([id, level]) => `| ${id} | ${level} | asked | met | so | \`checks/a.test.ts\` |`);

/** A page of these rows with the counts that belong to them. */
const paged = (rows: readonly string[]): string => {
  const table = rows.join('\n');
  return `${countsOf(table)}\n\n${table}\n`;
};
const judge = (rows: readonly string[]) => checkAsvs(paged(rows), (path) => path === 'checks/a.test.ts');
/** The first row written otherwise. */
const first = (written: string) => judge([written, ...whole.slice(1)]);

test('left alone: a page on which every requirement has its row', () => {
  assertClean(judge(whole));
  assertClean(first('| 1.1.1 | 2 | asked | not met | nobody has come to it | — |'));
});

test('found: a requirement without a row, with two, or that level 1 and 2 do not have', () => {
  assertFound(judge(whole.slice(1)), 'asvs.missing');
  assertFound(judge([...whole, whole[0] ?? '']), 'asvs.double');
  assertFound(judge([...whole, '| 1.2.10 | 3 | asked | met | so | — |']), 'asvs.unknown');
});

test('found: a wrong level, a state of no kind, a row that does not say how or has a column too few', () => {
  assertFound(first('| 1.1.1 | 1 | asked | met | so | — |'), 'asvs.level');
  assertFound(first('| 1.1.1 | 2 | asked | nearly | so | — |'), 'asvs.state');
  assertFound(first('| 1.1.1 | 2 | asked | met | — | — |'), 'asvs.how');
  assertFound(first('| 1.1.1 | 2 | asked | met | so |'), 'asvs.row', 'asvs.tested');
});

test('found: a file that is not there, a test that is none, a test of what is not met', () => {
  assertFound(first('| 1.1.1 | 2 | asked | met | so, `docs/no.md` | — |'), 'asvs.file');
  assertFound(first('| 1.1.1 | 2 | asked | met | so | `checks/b.test.ts` |'), 'asvs.file');
  assertFound(first('| 1.1.1 | 2 | asked | met | so | by hand |'), 'asvs.tested');
  assertFound(first('| 1.1.1 | 2 | asked | not met | so | `checks/a.test.ts` |'), 'asvs.tested');
});

test('found: counts at the top that are not those of the rows', () => {
  const told = paged(whole).replace(/\d+ met/, '1 met');
  assertFound(
    checkAsvs(told, () => true),
    'asvs.counts',
  );
});

test('the table of ASVS 5.0.0 is whole, names what is there, and counts right', () => {
  assert.equal(requirements.size, 253);
  assertClean(checkAsvs(readFileSync(join(root, page), 'utf8'), (path) => existsSync(join(root, path))));
});
