import type { Column } from '../columns/build-column.ts';
import { hashText, textAt } from '../columns/text-store.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';
import { jaroWinkler } from './jaro-winkler.ts';

export const wordLevels: readonly Level[] = [
  same,
  { code: 'close', title: { zh: '几乎相同', en: 'nearly the same' } },
  { code: 'similar', title: { zh: '相似', en: 'similar' } },
  { code: 'part', title: { zh: '部分相同', en: 'in part the same' } },
  differs,
];

/** Neighbouring pairs of units of a text without its spaces, hashed and in order. */
function pairsOf(text: string): Int32Array {
  const letters = text.replaceAll(' ', '');
  const found: number[] = [];
  for (let at = 0; at + 1 < letters.length; at += 1) found.push(hashText(letters.slice(at, at + 2)));
  return Int32Array.from(new Set(found)).sort();
}

/** Dice's coefficient of two ordered sets. */
function dice(one: Int32Array, other: Int32Array): number {
  if (one.length + other.length === 0) return 0;
  let [i, j, both] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [x = 0, y = 0] = [one[i], other[j]];
    if (x === y) both += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return (2 * both) / (one.length + other.length);
}

/**
 * Text of several words: addresses, names of places. Compared by the pairs of letters they have in common, so that words left out, put in or in another
 * order matter as much as they are long, and by Jaro-Winkler where the text is short.
 */
export function compareWords(name: string, column: Column): Comparison {
  const { codes, texts } = column;
  const { units, offsets } = texts;
  const kept: (Int32Array | undefined)[] = new Array(texts.size);
  const pairs = (code: number): Int32Array => {
    kept[code] ??= pairsOf(textAt(texts, code));
    return kept[code];
  };
  return {
    name,
    levels: wordLevels,
    amongRelatives: { chances: [0.6, 0.1, 0.1, 0.1, 0.1], learned: true },
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      const likeness = Math.max(
        dice(pairs(a), pairs(b)),
        // Short words have few pairs: one letter changes most of them.
        jaroWinkler(units, offsets[a] ?? 0, offsets[a + 1] ?? 0, units, offsets[b] ?? 0, offsets[b + 1] ?? 0) * 2 - 1,
      );
      return likeness >= 0.84 ? 1 : likeness >= 0.68 ? 2 : likeness >= 0.45 ? 3 : 4;
    },
    ...frequenciesOf(column),
  };
}
