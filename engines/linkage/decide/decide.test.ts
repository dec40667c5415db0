import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clusterRecords } from './cluster-records.ts';
import { oneToOne } from './one-to-one.ts';

const pair = fc
  .tuple(fc.nat(9), fc.nat(9), fc.integer({ min: -5, max: 20 }))
  .filter(([one, other]) => one !== other)
  .map(([one, other, weight]) => ({ one: Math.min(one, other), other: Math.max(one, other), weight }));

test('groups are what pairs connect, and nothing forbidden is ever in one group', () => {
  fc.assert(
    fc.property(fc.array(pair), fc.array(pair, { maxLength: 4 }), (pairs, forbidden) => {
      const free = clusterRecords(10, pairs);
      for (const { one, other } of pairs) assert.equal(free[one], free[other]);
      for (const [record, group] of free.entries()) assert.ok(group <= record && free[group] === group);
      const isForbidden = (a: number, b: number): boolean =>
        forbidden.some(({ one, other }) => (one === a && other === b) || (one === b && other === a));
      const held = clusterRecords(10, pairs, (one, other) => !one.some((a) => other.some((b) => isForbidden(a, b))));
      for (const { one, other } of forbidden) assert.notEqual(held[one], held[other]);
      for (const [record, group] of held.entries()) assert.equal(free[record], free[group]);
    }),
  );
});

test('across two files nobody is taken twice, and a close second stops an unsure pair', () => {
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const kept = oneToOne(pairs, { margin: 3, sure: 100 });
      const taken = kept.flatMap(({ one, other }) => [one, other]);
      assert.equal(new Set(taken).size, taken.length);
    }),
  );
  const rivals = [
    { one: 0, other: 5, weight: 6 },
    { one: 0, other: 6, weight: 5 },
    { one: 1, other: 7, weight: 2 },
  ];
  assert.deepEqual(oneToOne(rivals, { margin: 3, sure: 100 }), [{ one: 1, other: 7, weight: 2 }]);
  assert.deepEqual(oneToOne(rivals, { margin: 3, sure: 6 }), [rivals[0], rivals[2]]);
});
