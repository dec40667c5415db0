import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closestCount, partOf, printsAs } from './closest-count.ts';

test('127 of 139 is the count nearest to 145 that prints as 91.37 %', () => {
  assert.deepEqual(closestCount(91.37, 2, 145, { low: 1, high: 3000 }), { whole: 139, part: 127 });
});

test('rounding is half up: 45.5 % prints as 46 and 46.5 % does not', () => {
  assert.equal(printsAs(91, 200, 46, 0), true);
  assert.equal(printsAs(93, 200, 46, 0), false);
});

test('a part that is found prints as the percentage, and one that is there is found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(100), fc.integer({ min: 0, max: 2 }), (whole, percent, decimals) => {
      const part = partOf(whole, percent, decimals);
      const any = Array.from({ length: whole + 1 }, (_, p) => p).some((p) => printsAs(p, whole, percent, decimals));
      assert.equal(part !== undefined, any);
      if (part !== undefined) assert.ok(printsAs(part, whole, percent, decimals));
    }),
  );
});

test('a share that no count within the limits can print has no answer', () => {
  assert.equal(closestCount(46, 0, 3, { low: 1, high: 5 }), undefined);
});
