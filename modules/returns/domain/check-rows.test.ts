import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideLines } from '../fixtures/words.ts';

test('a value that is cut between the halves of a character is told as whole characters', () => {
  const { faults } = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别', `h-1|1|${'x'.repeat(199)}\u{20BB7}`]);
  assert.deepEqual(
    faults.map(({ field, value }) => [field, value]),
    [['class', `${'x'.repeat(199)}\uFFFD`]],
  );
});

test('of very many faults the first ten thousand are kept, every bad row counts as one, and a notice says how many there are', () => {
  const lines = Array.from({ length: 6_000 }, (_, i) => `h-1|${i}|水床|也许`);
  const { faults, badRows, notices, planned } = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别|可转重症床', ...lines]);
  assert.deepEqual([faults.length, badRows, planned.length], [10_000, 6_000, 0]);
  assert.deepEqual(notices.at(-1)?.en, '12000 errors were found; 10000 of them are listed');
  const later = Array.from({ length: 10_001 }, (_, i) => `h-9|${i}|icu`);
  const outside = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别', ...later]);
  assert.deepEqual([outside.faults.length, outside.badRows, outside.notices.length], [10_000, 10_001, 1]);
  const few = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别', 'h-9|1|icu']);
  assert.deepEqual([few.faults.length, few.notices], [1, []]);
});
