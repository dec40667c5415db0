import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupTests } from './batch-tests.ts';

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
  assert.deepEqual(groups, [['a.test.ts'], ['b.test.ts'], ['c.test.ts', 'd.test.ts'], ['faults/e.test.ts']]);
});
