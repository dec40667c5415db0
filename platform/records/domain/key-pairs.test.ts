import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashedHalves, highOf, keyHigh, placeHigh } from './key-pairs.ts';
import { hashKey, numberKey, placeInLists } from './keys.ts';

const joined = (high: number, low: number): bigint => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
const rids = fc.oneof(fc.integer({ min: 0, max: 2 ** 37 - 1 }), fc.integer({ min: 0, max: 100 }));
const parameters = fc.integer({ min: 1, max: 32_767 });

test('keys made of halves are the keys made of bigints', () => {
  fc.assert(
    fc.property(parameters, fc.string(), rids, (parameter, text, rid) => {
      const { high, low } = hashedHalves(text);
      assert.equal(joined(keyHigh(parameter, high), low), hashKey(parameter, text));
      assert.equal(joined(keyHigh(parameter, highOf(rid)), rid % 2 ** 32), numberKey(parameter, BigInt(rid)));
    }),
  );
});

test('places in lists made of halves are those made of bigints, at any date', () => {
  const dates = fc.oneof(
    fc.integer({ min: -62_135_596_800_000, max: 253_402_300_800_000 }),
    fc.integer({ min: Date.UTC(1840, 0), max: Date.UTC(2110, 0) }),
  );
  fc.assert(
    fc.property(dates, rids, (ms, rid) => {
      assert.equal(joined(placeHigh(ms, rid), rid % 2 ** 32), placeInLists(ms, BigInt(rid)));
    }),
  );
});
