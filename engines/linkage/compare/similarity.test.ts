import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editsUpToTwo } from './edits.ts';
import { jaroWinkler } from './jaro-winkler.ts';

const units = (text: string): Uint16Array => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const similar = (a: string, b: string): number => jaroWinkler(units(a), 0, a.length, units(b), 0, b.length);
const edits = (a: string, b: string): number => editsUpToTwo(units(a), 0, a.length, units(b), 0, b.length);

/** Optimal string alignment by its table, slowly. */
function slowEdits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i && j ? 0 : i + j)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? 99;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
      (table[i] ?? [])[j] = least;
    }
  }
  return at(a.length, b.length);
}

test('Jaro-Winkler gives the figures of its papers', () => {
  // Winkler 1990 and Jaro 1989, as printed in Winkler's table of names.
  for (const [a, b, expected] of [
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['JONES', 'JOHNSON', 0.832],
    ['ABROMS', 'ABRAMS', 0.922],
  ] as const)
    assert.ok(Math.abs(similar(a, b) - expected) < 0.0006, `${a} ${b} ${similar(a, b)}`);
  assert.equal(similar('', ''), 1);
  assert.equal(similar('a', ''), 0);
});

test('edits up to two are those of the whole table', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
  fc.assert(
    fc.property(word, word, (a, b) => assert.equal(edits(a, b), Math.min(3, slowEdits(a, b)), `${a} ${b}`)),
    { numRuns: 20_000 },
  );
});
