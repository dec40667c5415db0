import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildForest } from './build-forest.ts';
import { countBelow, foldChains } from './fold-chains.ts';
import { layOutChains } from './lay-out-chains.ts';

/** Each case infected by one before it, or by nobody. */
const forests = fc.array(fc.nat(50), { minLength: 1, maxLength: 50 }).map((by) => {
  const cases = by.map((_, at) => ({ id: `case-${String(at).padStart(2, '0')}`, onset: at }));
  const pairs = by.flatMap((from, at) => (from < at ? [{ infector: cases[from]?.id ?? '', infectee: cases[at]?.id ?? '' }] : []));
  return buildForest(cases, pairs);
});

test('a fold hides all that stands below it and nothing else, and what stays keeps its order', () => {
  fc.assert(
    fc.property(forests, fc.array(fc.nat(49)), (forest, asked) => {
      const folded = new Set(asked);
      const hidden = (at: number): boolean => {
        const from = forest.infector[at] ?? -1;
        return from >= 0 && (folded.has(from) || hidden(from));
      };
      const before = layOutChains(forest, { step: 5, start: 0 }).row;
      const { row, chains } = layOutChains(foldChains(forest, folded), { step: 5, start: 0 });
      const shown = forest.cases.map((_, at) => at).filter((at) => !hidden(at));
      for (const at of forest.cases.keys()) assert.equal((row[at] ?? 0) < 0, hidden(at));
      for (const one of shown)
        for (const other of shown) if ((before[one] ?? 0) < (before[other] ?? 0)) assert.ok((row[one] ?? 0) < (row[other] ?? 0));
      const below = countBelow(forest);
      const away = shown.filter((at) => folded.has(at)).reduce((sum, at) => sum + (below[at] ?? 0), 0);
      assert.equal(chains.reduce((sum, { cases }) => sum + cases, 0) + away, forest.cases.length);
    }),
  );
});
