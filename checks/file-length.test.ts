import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFileLength, limits, linesOf, longFiles, readExceptions } from './file-length.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';

const ofLines = (count: number) => file('engines/a/b.ts', 'x\n'.repeat(count));

test('a last line counts with and without its line end', () => {
  assert.deepEqual([linesOf('a\nb\n'), linesOf('a\nb')], [2, 2]);
});

test('the wall stands between 500 and 501 lines, the second look between 300 and 301', () => {
  assertClean(checkFileLength([ofLines(500)], {}));
  assertFound(checkFileLength([ofLines(501)], {}), 'length.wall');
  assert.deepEqual([longFiles([ofLines(300)]).length, longFiles([ofLines(301)]).length], [0, 1]);
});

test('an exception lets a file stay but not grow, and must shrink with it', () => {
  const exceptions = { 'engines/a/b.ts': 600 };
  assertClean(checkFileLength([ofLines(600)], exceptions));
  assertFound(checkFileLength([ofLines(601)], exceptions), 'length.wall');
  assertFound(checkFileLength([ofLines(599)], exceptions), 'length.stale');
  assertFound(checkFileLength([ofLines(100)], exceptions), 'length.stale');
  assertFound(checkFileLength([], exceptions), 'length.stale');
});

test('no file of the repository is above the wall', (t) => {
  const files = readRepository();
  for (const { path, lines } of longFiles(files)) t.diagnostic(`look twice: ${path} has ${lines} lines (over ${limits.look})`);
  assertClean(checkFileLength(files, readExceptions()));
});
