import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepFailure, readFailure, troubleOf } from './failures.ts';

const known = (code: string): boolean => code === 'city.line-refused';

test('a failure is read as it was kept, and words of before as trouble', () => {
  const refused = { code: 'city.line-refused', params: { line: 7, errors: '[]' } };
  assert.deepEqual(readFailure(keepFailure(refused), known), refused);
  for (const words of ['could not extend file', '{"code":1}', 'null', '{"code":"city.of-tomorrow"}'])
    assert.deepEqual(readFailure(words, known), troubleOf(words), words);
});
