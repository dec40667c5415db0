import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableCriteria } from './use-say-scope.ts';

test('criteria are decoded, and stand as they are where they are typed halfway', () => {
  assert.equal(readableCriteria('category=http%3A%2F%2Fx%7Cy'), 'category=http://x|y');
  for (const half of ['%', 'a=%3', 'a=%zz', '%E4%B8']) assert.equal(readableCriteria(half), half);
});
