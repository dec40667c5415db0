import type { Column } from '../columns/build-column.ts';
import { hashText, textAt } from '../columns/text-store.ts';
import { foldName, surnameLength } from '../zh/fold-name.ts';
import { lookAlike } from '../zh/look-alikes.ts';
import { nearly, readAloud, withoutTone } from '../zh/read-aloud.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';

/** What is known of each distinct name, by its code. */
export interface NameSounds {
  readonly folded: readonly string[];
  /** Hashes: of the folded name, of its sound with tones, without, and with near sounds folded. */
  readonly fold: Int32Array;
  readonly toned: Int32Array;
  readonly toneless: Int32Array;
  /** Given name before surname: as Latin names are often written. */
  readonly turned: Int32Array;
  readonly near: Int32Array;
}

const latin = /^[a-zü]+$/;

export function soundsOf({ texts }: Column): NameSounds {
  const make = () => new Int32Array(texts.size);
  const folded: string[] = [];
  const [fold, toned, toneless, turned, near] = [make(), make(), make(), make(), make()];
  for (let code = 0; code < texts.size; code += 1) {
    const name = foldName(textAt(texts, code));
    folded.push(name);
    fold[code] = hashText(name);
    const sound = readAloud(name);
    if (sound) {
      const plain = sound.toned.map(withoutTone);
      toned[code] = hashText(sound.toned.join(' '));
      toneless[code] = hashText(plain.join(''));
      turned[code] = hashText([...plain.slice(sound.surname), ...plain.slice(0, sound.surname)].join(''));
      near[code] = hashText(sound.toned.map(nearly).join(' '));
    } else if (latin.test(name)) toneless[code] = hashText(name.replaceAll('ü', 'v'));
  }
  return { folded, fold, toned, toneless, turned, near };
}

export const nameLevels: readonly Level[] = [
  same,
  { code: 'variant', title: { zh: '繁简或异体不同', en: 'another form of the same characters' } },
  { code: 'same-sound', title: { zh: '读音与声调相同', en: 'the same sound and tones' } },
  { code: 'same-syllables', title: { zh: '拼音相同', en: 'the same syllables' } },
  { code: 'near-sound', title: { zh: '读音相近', en: 'a near sound' } },
  { code: 'look-alike', title: { zh: '一字形近', en: 'one character looks alike' } },
  { code: 'one-apart', title: { zh: '差一个字', en: 'one character apart' } },
  { code: 'surname', title: { zh: '仅同姓', en: 'the surname alone' } },
  differs,
];

/** How two folded names of different sound compare by their characters. */
function byCharacters(one: string, other: string): number {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  const surname = a.slice(0, surnameLength(a)) === b.slice(0, surnameLength(b));
  const rest = surname ? 7 : 8;
  if (a.length === b.length) {
    let [differing, where] = [0, 0];
    for (let at = 0; at < a.length; at += 1) {
      if (a[at] === b[at]) continue;
      differing += 1;
      where = at;
    }
    if (differing === 1) {
      if (lookAlike(a[where] ?? '', b[where] ?? '')) return 5;
      // Of two characters one is little: the surname alone, or the given name alone.
      return a.length > 2 ? 6 : rest;
    }
    return differing === 2 && a.length > 2 && [...a].sort().join('') === [...b].sort().join('') ? 6 : rest;
  }
  if (b.length - a.length === 1 && a.length > 1) {
    let at = 0;
    for (const letter of b) if (letter === a[at]) at += 1;
    if (at === a.length) return 6;
  }
  return rest;
}

/**
 * Names of people written in Chinese characters, or one of them in pinyin: from the same characters through sound and shape to the surname alone.
 * Agreement on a rare name counts more than on a common one; `decade` (of birth, by record; 0 not known) lets what is rare be so among people of one
 * age, since given names go with their time.
 */
export function compareChineseName(column: Column, sounds: NameSounds, decade?: Uint8Array): Comparison {
  const { codes } = column;
  const { folded, fold, toned, toneless, turned, near } = sounds;
  const overall = frequenciesOf(column);
  const byDecade = decade ? countsByDecade(column, decade) : null;
  return {
    name: 'name',
    levels: nameLevels,
    amongRelatives: { chances: [0.005, 0.001, 0.003, 0.003, 0.01, 0.005, 0.06, 0.6, 0.313], learned: false },
    exactly: overall.exactly,
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      if (fold[a] === fold[b]) return 1;
      if (toned[a] !== 0 && toned[a] === toned[b]) return 2;
      if (toneless[a] !== 0 && (toneless[a] === toneless[b] || toneless[a] === turned[b] || turned[a] === toneless[b])) return 3;
      if (near[a] !== 0 && near[a] === near[b]) return 4;
      return byCharacters(folded[a] ?? '', folded[b] ?? '');
    },
    frequency: (level, one, other) => {
      if (level > 0) return undefined;
      const when = decade?.[one] ?? 0;
      if (byDecade && when !== 0 && when === decade?.[other]) return byDecade(codes[one] ?? 0, when);
      return overall.frequency(level, one);
    },
    meanFrequency: overall.meanFrequency,
  };
}

/** Share of the people born in a decade who bear a name. Never less than two of them: the two that are compared bear it. */
function countsByDecade({ codes }: Column, decade: Uint8Array): (code: number, when: number) => number {
  const counts = new Map<number, number>();
  const totals = new Float64Array(256);
  for (const [record, code] of codes.entries()) {
    const when = decade[record] ?? 0;
    if (code === 0 || when === 0) continue;
    counts.set(code * 256 + when, (counts.get(code * 256 + when) ?? 0) + 1);
    totals[when] = (totals[when] ?? 0) + 1;
  }
  return (code, when) => Math.max(2, counts.get(code * 256 + when) ?? 0) / Math.max(2, totals[when] ?? 0);
}
