import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './contents.ts';

const table = (name: string, rows: number, sha256: string) => ({ schema: 's', name, rows, sha256 });

test('two readings differ by rows, by content, and by tables of one alone', () => {
  const before = [table('a', 1, 'x'), table('b', 2, 'x'), table('c', 3, 'x'), table('d', 4, 'x')];
  const after = [table('a', 1, 'x'), table('b', 5, 'x'), table('c', 3, 'y'), table('e', 6, 'x')];
  assert.deepEqual(differences(before, after), [
    '"s"."b": 2 → 5',
    '"s"."c": 3 rows, other content',
    '"s"."d": 4 → –',
    '"s"."e": – → 6',
  ]);
  assert.deepEqual(differences(before, before), []);
});
