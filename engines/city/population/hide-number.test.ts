import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hideNumber } from './hide-number.ts';

test('different numbers have different names, which are those of the key', () => {
  const names = Array.from({ length: 50_000 }, (_, at) => hideNumber(at * 31, 7));
  assert.equal(new Set(names).size, names.length);
  for (const name of names.slice(0, 200)) assert.match(name, /^[0-9a-z]{8}$/);
  assert.notEqual(hideNumber(5, 7), hideNumber(5, 8));
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), fc.integer(), (one, other, key) => {
      assert.equal(hideNumber(one, key) === hideNumber(other, key), one === other);
    }),
  );
});
