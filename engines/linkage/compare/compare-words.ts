import type { Column } from '../columns/build-column.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { letterMask, mostAlike } from './letter-mask.ts';
import { cachedLevels } from './level-cache.ts';

export const wordLevels: readonly Level[] = [
  same,
  { code: 'close', title: { zh: '几乎相同', en: 'nearly the same' } },
  { code: 'similar', title: { zh: '相似', en: 'similar' } },
  { code: 'part', title: { zh: '部分相同', en: 'in part the same' } },
  differs,
];

const most = 96;
const space = 32;

/** Neighbouring pairs of units of a text without its spaces, in order and each once, in an array used again for the next text. */
interface Pairs {
  readonly found: Float64Array;
  size: number;
}

const emptyPairs = (): Pairs => ({ found: new Float64Array(most), size: 0 });

function readPairs(into: Pairs, units: Uint16Array, from: number, to: number): void {
  const { found } = into;
  let size = 0;
  let before = -1;
  for (let at = from; at < to && size < most; at += 1) {
    const unit = units[at] ?? 0;
    if (unit === space) continue;
    if (before >= 0) {
      const pair = before * 65_536 + unit;
      let place = size;
      while (place > 0 && (found[place - 1] ?? 0) > pair) place -= 1;
      if (place === 0 || found[place - 1] !== pair) {
        found.copyWithin(place + 1, place, size);
        found[place] = pair;
        size += 1;
      }
    }
    before = unit;
  }
  into.size = size;
}

/** Dice's coefficient of two ordered sets. */
function dice(one: Pairs, other: Pairs): number {
  const both = one.size + other.size;
  if (both === 0) return 0;
  let [i, j, common] = [0, 0, 0];
  while (i < one.size && j < other.size) {
    const [x = 0, y = 0] = [one.found[i], other.found[j]];
    if (x === y) common += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return (2 * common) / both;
}

const levelOf = (likeness: number): number => (likeness >= 0.84 ? 1 : likeness >= 0.68 ? 2 : likeness >= 0.45 ? 3 : 4);

/** How alike two texts are whose pairs of letters are read. */
function likenessOf(
  [one, other]: readonly [Pairs, Pairs],
  [units, a0, a1]: readonly [Uint16Array, number, number],
  [others, b0, b1]: readonly [Uint16Array, number, number],
): number {
  const likeness = dice(one, other);
  // Short words have few pairs: one letter changes most of them. Of long ones the order of letters by itself says nothing more.
  if (likeness >= 0.84 || Math.max(a1 - a0, b1 - b0) > 12) return likeness;
  const letters = mostAlike(letterMask(units, a0, a1), a1 - a0, letterMask(others, b0, b1), b1 - b0, units[a0] === others[b0]);
  if (letters * 2 - 1 < 0.45) return likeness;
  return Math.max(likeness, jaroWinkler(units, a0, a1, others, b0, b1) * 2 - 1);
}

/** Compares texts that are known and not the same; what the first one consists of is kept for the next call with it. */
export function createWordJudge() {
  const [one, other] = [emptyPairs(), emptyPairs()];
  let kept: readonly [Uint16Array, number, number] | null = null;
  return (units: Uint16Array, a0: number, a1: number, others: Uint16Array, b0: number, b1: number): number => {
    if (!kept || kept[0] !== units || kept[1] !== a0 || kept[2] !== a1) {
      readPairs(one, units, a0, a1);
      kept = [units, a0, a1];
    }
    readPairs(other, others, b0, b1);
    return levelOf(likenessOf([one, other], [units, a0, a1], [others, b0, b1]));
  };
}

/** Up to so many distinct texts their pairs of letters are kept. */
const keptTexts = 100_000;

/** Compares distinct texts of a column by their codes; of a small one what each consists of is read once. */
function createCodeJudge({ texts: { units, offsets, size } }: Column): (a: number, b: number) => number {
  if (size > keptTexts) {
    const judge = createWordJudge();
    return (a, b) => judge(units, offsets[a] ?? 0, offsets[a + 1] ?? 0, units, offsets[b] ?? 0, offsets[b + 1] ?? 0);
  }
  const kept: (Pairs | undefined)[] = new Array(size);
  const scratch = emptyPairs();
  const pairsOf = (code: number): Pairs => {
    const before = kept[code];
    if (before) return before;
    readPairs(scratch, units, offsets[code] ?? 0, offsets[code + 1] ?? 0);
    const found = { found: scratch.found.slice(0, scratch.size), size: scratch.size };
    kept[code] = found;
    return found;
  };
  return cachedLevels((a, b) =>
    levelOf(
      likenessOf(
        [pairsOf(a), pairsOf(b)],
        [units, offsets[a] ?? 0, offsets[a + 1] ?? 0],
        [units, offsets[b] ?? 0, offsets[b + 1] ?? 0],
      ),
    ),
  );
}

/**
 * Text of several words: addresses, names of places. Compared by the pairs of letters they have in common, so that words left out, put in or in another
 * order matter as much as they are long, and by Jaro-Winkler where the text is short.
 */
export function compareWords(name: string, column: Column): Comparison {
  const { codes } = column;
  const judge = createCodeJudge(column);
  return {
    name,
    levels: wordLevels,
    amongRelatives: { chances: [0.6, 0.1, 0.1, 0.1, 0.1], learned: true },
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      return judge(a, b);
    },
    ...frequenciesOf(column),
  };
}
