import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countPairs, groupRecords } from './group-records.ts';
import type { Key } from './key.ts';
import { makePass, walkPairs } from './walk-pairs.ts';

const hash = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(-1, 2 ** 31 - 1, -(2 ** 31)));
const key = (hashes: readonly number[]): Key => ({ name: 'k', hashes: Int32Array.from(hashes), about: [] });

test('records with one hash stand in one block, and nobody else does', () => {
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 30 }), (hashes) => {
      const { records, starts } = groupRecords(Int32Array.from(hashes));
      const blocks = [...starts.slice(0, -1)].map((from, at) => [...records.slice(from, starts[at + 1])]);
      for (const block of blocks) {
        assert.ok(block.length > 1);
        assert.equal(new Set(block.map((record) => hashes[record])).size, 1);
        assert.deepEqual(
          block,
          block.toSorted((a, b) => a - b),
        );
      }
      const crowded = hashes.flatMap((one, at) => (one !== 0 && hashes.filter((other) => other === one).length > 1 ? [at] : []));
      assert.deepEqual(
        blocks.flat().sort((a, b) => a - b),
        crowded,
      );
    }),
  );
});

test('passes give every pair that shares a key once, by whatever number of workers', () => {
  const two = fc.array(fc.tuple(hash, hash), { maxLength: 16 });
  fc.assert(
    fc.property(two, fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 3 }), (records, largest, shares) => {
      const keys = [key(records.map(([one]) => one)), key(records.map(([, other]) => other))];
      const passes = keys.map((one) => makePass(one, largest));
      const seen: string[] = [];
      for (let share = 0; share < shares; share += 1)
        walkPairs(passes, null, (one, other) => seen.push(`${one} ${other}`), [share, shares]);
      const sized = keys.map(
        ({ hashes }) =>
          (at: number) =>
            hashes.filter((one) => one === hashes[at]).length,
      );
      const expected: string[] = [];
      for (let one = 0; one < records.length; one += 1)
        for (let other = one + 1; other < records.length; other += 1)
          if (
            keys.some(({ hashes }, k) => hashes[one] !== 0 && hashes[one] === hashes[other] && (sized[k]?.(one) ?? 0) <= largest)
          )
            expected.push(`${one} ${other}`);
      assert.deepEqual(seen.sort(), expected.sort());
      const [first] = passes;
      if (first) {
        let count = 0;
        walkPairs([first], null, () => {
          count += 1;
        });
        assert.equal(count, countPairs(first.blocks, largest));
      }
    }),
  );
});
