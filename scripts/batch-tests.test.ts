import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { groupTests, shareOut } from './batch-tests.ts';
import long from './long-tests.json' with { type: 'json' };

const file = (path: string, text = '') => ({ path, text });

test('test files go together by what they need, none is lost and none comes twice', () => {
  const files = Array.from({ length: 60 }, (_, at) => file(at % 3 === 0 ? `a${at}.db.test.ts` : `a${at}.test.ts`));
  const groups = groupTests(files);
  assert.deepEqual(groups.flat().sort(), files.map(({ path }) => path).sort());
  for (const group of groups) assert.equal(new Set(group.map((path) => path.includes('.db.'))).size, 1);
  assert.ok(groups.every(({ length }) => length <= 25));
});

test('a file that changes what its process shares, or breaks things on purpose, is alone', () => {
  const groups = groupTests([
    file('a.test.ts', "process.env['TZ'] = 'UTC';"),
    file('b.test.ts', "t.mock.timers.enable({ apis: ['Date'] });"),
    file('c.test.ts', "if (process.env['TZ'] === 'UTC') return;"),
    file('d.test.ts'),
    file('faults/e.test.ts'),
  ]);
  assert.deepEqual(groups.toSorted(), [['a.test.ts'], ['b.test.ts'], ['c.test.ts', 'd.test.ts'], ['faults/e.test.ts']]);
});

test('what takes longest begins first, and is alone where it fills a process', () => {
  const seconds = { 'c.db.test.ts': 50, 'b.db.test.ts': 20 };
  const groups = groupTests([file('a.db.test.ts'), file('b.db.test.ts'), file('c.db.test.ts')], seconds);
  assert.deepEqual(groups, [['c.db.test.ts'], ['b.db.test.ts', 'a.db.test.ts']]);
});

test('journeys are shared out by how long they take, the same way every time, in their order', () => {
  const seconds = { 'e2e/a.test.ts': 10, 'e2e/b.test.ts': 60, 'e2e/c.test.ts': 30, 'e2e/d.test.ts': 20 };
  const shares = shareOut(Object.keys(seconds), 2, seconds);
  assert.deepEqual(shares, [['e2e/b.test.ts'], ['e2e/a.test.ts', 'e2e/c.test.ts', 'e2e/d.test.ts']]);
  assert.deepEqual(shareOut(['e2e/a.test.ts'], 2, seconds), [['e2e/a.test.ts']]);
});

test('the files that are known to take long are there', () => {
  const gone = Object.keys(long).filter((path) => !existsSync(join(import.meta.dirname, '..', path)));
  assert.deepEqual(gone, [], 'take them out of scripts/long-tests.json');
});
