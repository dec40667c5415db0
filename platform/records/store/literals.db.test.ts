import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import { textsBinary, textsLiteral } from './literals.ts';

test('texts arrive as they are, in either form', async (t) => {
  const pool = await testDatabase(t);
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', '').toWellFormed());
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
      const { rows } = await pool.query('select $1::text[] as a, $2::text[] as b', [textsBinary(texts), textsLiteral(texts)]);
      assert.deepEqual(rows, [{ a: texts, b: texts }]);
    }),
    { numRuns: 100, examples: [[['', '"\\{}', '张伟', '𠮷', 'NULL', 'x'.repeat(70_000)]]] },
  );
});
