import type { Column } from '../columns/build-column.ts';
import { hashText, textAt } from '../columns/text-store.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { editsUpToTwo } from './edits.ts';
import { frequenciesOf } from './frequencies.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { beyondTwoEdits, letterMasks, mostAlike } from './letter-mask.ts';
import { cachedLevels } from './level-cache.ts';
import { soundKey } from './sound-key.ts';

export const latinNameLevels: readonly Level[] = [
  same,
  { code: 'close', title: { zh: '差一处或几乎相同', en: 'one edit apart or nearly the same' } },
  { code: 'swapped', title: { zh: '姓名互换', en: 'written in the place of the other name' } },
  { code: 'sound', title: { zh: '读音相近', en: 'sounds alike' } },
  { code: 'initial', title: { zh: '首字母或缩写', en: 'an initial or the beginning of it' } },
  { code: 'similar', title: { zh: '相似', en: 'similar' } },
  differs,
];

/** Names in Latin letters (or any alphabet), small letters, words parted by single spaces. `other` is the column it may have been swapped with. */
export function compareLatinName(name: string, column: Column, other?: Column): Comparison {
  const { codes, texts } = column;
  const { units, offsets } = texts;
  const sounds = new Int32Array(texts.size);
  const hashes = new Int32Array(texts.size);
  for (let code = 1; code < texts.size; code += 1) {
    const text = textAt(texts, code);
    hashes[code] = hashText(text);
    sounds[code] = hashText(soundKey(text));
  }
  const others = other && Int32Array.from({ length: other.texts.size }, (_, code) => hashText(textAt(other.texts, code)));
  const otherHash = (record: number): number => (other && others ? (others[other.codes[record] ?? 0] ?? 0) : 0);
  const isBeginning = (a0: number, a1: number, b0: number, b1: number): boolean => {
    const length = Math.min(a1 - a0, b1 - b0);
    for (let at = 0; at < length; at += 1) if (units[a0 + at] !== units[b0 + at]) return false;
    return true;
  };
  const masks = letterMasks(texts);
  /** Everything but exchanged names, which are two fields' matter. */
  const levelOf = cachedLevels((a, b) => {
    const [a0, a1, b0, b1] = [offsets[a] ?? 0, offsets[a + 1] ?? 0, offsets[b] ?? 0, offsets[b + 1] ?? 0];
    const [one, second] = [masks[a] ?? 0, masks[b] ?? 0];
    const shorter = Math.min(a1 - a0, b1 - b0);
    const most = mostAlike(one, a1 - a0, second, b1 - b0, units[a0] === units[b0]);
    const likeness = most < 0.82 ? 0 : jaroWinkler(units, a0, a1, units, b0, b1);
    if (likeness >= 0.93) return 1;
    if (shorter > 3 && !beyondTwoEdits(one, second) && editsUpToTwo(units, a0, a1, units, b0, b1) <= 1) return 1;
    if (sounds[a] !== 0 && sounds[a] === sounds[b]) return 3;
    if (shorter <= 3 && isBeginning(a0, a1, b0, b1)) return 4;
    return likeness >= 0.82 ? 5 : 6;
  });
  return {
    name,
    levels: latinNameLevels,
    compare: (one, second) => {
      const [a, b] = [codes[one] ?? 0, codes[second] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      const level = levelOf(a, b);
      if (level === 1 || !other) return level;
      return otherHash(one) === hashes[b] && otherHash(second) === hashes[a] ? 2 : level;
    },
    ...frequenciesOf(column),
  };
}
