import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildForest } from './build-forest.ts';
import { layOutChains } from './lay-out-chains.ts';
import type { ChainCase, ChainForest, InfectionPair } from './transmission.ts';

const options = { step: 5, start: 0 };

/** Cases one after the other, each infected by nobody or by one before it; onsets a little later than the infector's, or unknown. */
const outbreak = (unknown: boolean): fc.Arbitrary<{ cases: ChainCase[]; pairs: InfectionPair[] }> =>
  fc.array(fc.record({ by: fc.nat(), later: fc.nat(4), first: fc.nat(20), known: fc.nat(9) }), { maxLength: 40 }).map((steps) => {
    const cases: { id: string; onset: number }[] = [];
    const pairs: InfectionPair[] = [];
    for (const [at, { by, later, first }] of steps.entries()) {
      const infector = cases[by % (at + 2)];
      cases.push({ id: `case-${(at * 7) % 41}`, onset: infector ? infector.onset + later : first });
      if (infector) pairs.push({ infector: infector.id, infectee: `case-${(at * 7) % 41}` });
    }
    return {
      cases: cases.map((one, at) => ((steps[at]?.known ?? 1) === 0 && unknown ? { ...one, onset: null } : one)),
      pairs,
    };
  });

/** Edges as they are drawn: down at the infector's day, then along the infectee's row. */
function crossings({ infector }: ChainForest, x: Float64Array, row: Int32Array): number {
  const edges = [...infector.entries()].flatMap(([to, from]) =>
    from < 0 ? [] : [{ left: x[from] ?? 0, right: x[to] ?? 0, top: row[from] ?? 0, bottom: row[to] ?? 0 }],
  );
  return edges.reduce(
    (sum, down) =>
      sum +
      edges.filter(
        (along) =>
          along.bottom > Math.min(down.top, down.bottom) &&
          along.bottom < Math.max(down.top, down.bottom) &&
          Math.min(along.left, along.right) < down.left &&
          down.left < Math.max(along.left, along.right),
      ).length,
    0,
  );
}

test('no two edges cross and no two cases stand on one spot, as long as nobody fell ill before the infector', () => {
  fc.assert(
    fc.property(outbreak(false), ({ cases, pairs }) => {
      const forest = buildForest(cases, pairs);
      const { x, row, rows } = layOutChains(forest, options);
      assert.equal(crossings(forest, x, row), 0);
      assert.equal(new Set([...x].map((day, at) => `${day}/${row[at]}`)).size, cases.length);
      assert.equal(new Set(row).size, rows);
    }),
  );
});

test('chains are bands of rows that share none, with all their cases between their first and last day', () => {
  fc.assert(
    fc.property(outbreak(true), ({ cases, pairs }) => {
      const forest = buildForest(cases, pairs);
      const { x, row, rows, chains, guessed } = layOutChains(forest, options);
      assert.equal(
        chains.reduce((sum, chain) => sum + chain.lastRow - chain.firstRow + 1, 0),
        rows,
      );
      assert.equal(
        chains.reduce((sum, chain) => sum + chain.cases, 0),
        cases.length,
      );
      for (const [at, from] of forest.infector.entries()) {
        const [own, before] = [row[at] ?? 0, row[from] ?? 0];
        const chain = chains.find(({ firstRow, lastRow }) => firstRow <= own && own <= lastRow);
        assert.ok(chain && chain.from <= (x[at] ?? 0) && (x[at] ?? 0) <= chain.to);
        if (from >= 0) assert.ok(before <= own && chain.firstRow <= before && before <= chain.lastRow);
        assert.equal(guessed[at] === 1, forest.cases[at]?.onset === null);
      }
    }),
  );
});

test('a new case moves no two others past each other', () => {
  fc.assert(
    fc.property(outbreak(true), fc.integer({ min: 1, max: 10 }), ({ cases, pairs }, newer) => {
      const old = cases.slice(0, Math.max(0, cases.length - newer));
      const places = (some: readonly ChainCase[]) => {
        const forest = buildForest(some, pairs);
        const { row } = layOutChains(forest, options);
        return new Map(forest.cases.map(({ id }, at) => [id, row[at] ?? 0]));
      };
      const [before, after] = [places(old), places(cases)];
      for (const [one, top] of before)
        for (const [other, bottom] of before)
          if (top < bottom) assert.ok((after.get(one) ?? 0) <= (after.get(other) ?? 0), `${one} and ${other}`);
    }),
  );
});

test('an infectee goes on in the row of its infector; siblings open rows below', () => {
  const cases = [
    { id: 'a', onset: 0 },
    { id: 'b', onset: 4 },
    { id: 'c', onset: 6 },
    { id: 'd', onset: 9 },
    { id: 'e', onset: null },
    { id: 'f', onset: 0 },
  ];
  const told = ['ab', 'ac', 'bd', 'be', 'af'].map((pair) => ({ infector: pair.charAt(0), infectee: pair.charAt(1) }));
  const { x, row, rows, guessed } = layOutChains(buildForest(cases, told), options);
  // f fell ill on the same day as a: it cannot stand in the same row, and nobody else may go on there before it.
  assert.deepEqual([...row], [0, 2, 4, 2, 3, 1]);
  assert.deepEqual([...x], [0, 4, 6, 9, 9, 0]);
  assert.deepEqual([...guessed], [0, 0, 0, 0, 1, 0]);
  assert.equal(rows, 5);
});

test('a chain of thousands in one line, and one case that infected thousands, are laid out all the same', () => {
  const cases = Array.from({ length: 5000 }, (_, at) => ({ id: `c${at}`, onset: at }));
  const line = cases.slice(1).map(({ id }, at) => ({ infector: `c${at}`, infectee: id }));
  assert.equal(layOutChains(buildForest(cases, line), options).rows, 1);
  const star = cases.slice(1).map(({ id }) => ({ infector: 'c0', infectee: id }));
  assert.equal(layOutChains(buildForest(cases, star), options).rows, 4999);
});
