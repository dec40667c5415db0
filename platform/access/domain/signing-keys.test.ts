import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysAt, replaceKeys, type SigningKey, shownAfter, shownBefore } from './signing-keys.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const at = (ms: number): Date => new Date(start + ms);
const kids = (keys: readonly SigningKey[], ms: number) => keysAt(keys, at(ms)).map(({ kid }) => kid);
const first = replaceKeys([], [{ kid: 'a' }], at(0));

test('the first key signs at once; its successor is shown before it signs, and the old one after', () => {
  assert.deepEqual(kids(first, 0), ['a']);
  const day = 86_400_000;
  const both = replaceKeys(first, [{ kid: 'b' }], at(day));
  assert.deepEqual(kids(both, day), ['a', 'b'], 'shown, not signing');
  assert.deepEqual(kids(both, day + shownBefore - 1), ['a', 'b']);
  assert.deepEqual(kids(both, day + shownBefore), ['b', 'a'], 'signing; what the old one signed can still be verified');
  assert.deepEqual(kids(both, day + shownBefore + shownAfter), ['b'], 'gone');
});

test('keys changed twice in a row never leave a moment without one that everybody has seen', () => {
  let keys = first;
  for (let n = 1; n <= 5; n += 1) keys = replaceKeys(keys, [{ kid: `n${n}` }], at(n * 1000));
  assert.equal(kids(keys, 6_000)[0], 'a');
  assert.equal(kids(keys, 6_000 + shownBefore)[0], 'n5');
  assert.equal(replaceKeys(keys, [{ kid: 'z' }], at(10 * shownAfter)).length, 2, 'those long gone are forgotten');
});
