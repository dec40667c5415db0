import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { validate } from './validate.ts';

test('a value nested too deep to be repeated is refused by field as any other, not an error of the server', () => {
  const depth = 100_000;
  const deep = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
  const refused = validate(z.object({ name: z.string(), note: z.string() }), { name: deep, note: 5 }, 'body');
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.errors?.map(({ field, rule, value }) => [field, rule, value]),
    [
      ['name', 'invalid_type', '[…]'],
      ['note', 'invalid_type', '5'],
    ],
  );
});
