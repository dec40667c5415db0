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
