import { type Column, createColumnBuilder } from '../columns/build-column.ts';
import { type TextStore, textAt } from '../columns/text-store.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';
import { byCharacters, nameForm, nameLevel } from './name-form.ts';

/** What is known of each distinct name, by its code; in shared memory. See `NameForm`. */
export interface NameSounds {
  /** The folded name of each name; several may have the same. */
  readonly folded: Int32Array;
  readonly texts: TextStore;
  readonly surname: Uint8Array;
  readonly fold: Int32Array;
  readonly toned: Int32Array;
  readonly toneless: Int32Array;
  readonly turned: Int32Array;
  readonly near: Int32Array;
}

export function soundsOf({ texts }: Column): NameSounds {
  const make = () => new Int32Array(new SharedArrayBuffer(texts.size * 4));
  const surname = new Uint8Array(new SharedArrayBuffer(texts.size));
  const [fold, toned, toneless, turned, near] = [make(), make(), make(), make(), make()];
  const builder = createColumnBuilder();
  for (let code = 0; code < texts.size; code += 1) {
    const form = nameForm(textAt(texts, code));
    builder.add(form.folded);
    surname[code] = form.surname;
    fold[code] = form.fold;
    toned[code] = form.toned;
    toneless[code] = form.toneless;
    turned[code] = form.turned;
    near[code] = form.near;
  }
  const folded = builder.finish();
  return { folded: folded.codes, texts: folded.texts, surname, fold, toned, toneless, turned, near };
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

/** Share of those like these two (of their age, say) who bear a name; undefined: as among all records. */
export type NameShare = (code: number, one: number, other: number) => number | undefined;

/**
 * Names of people written in Chinese characters, or one of them in pinyin: from the same characters through sound and shape to the surname alone.
 * Agreement on a rare name counts more than on a common one; `share` lets what is rare be so among people of one age, since given names go with
 * their time.
 */
export function compareChineseName(column: Column, sounds: NameSounds, share?: NameShare): Comparison {
  const { codes } = column;
  const { fold, toned, toneless, turned, near } = sounds;
  const overall = frequenciesOf(column);
  const lettersOf = (code: number) => {
    const folded = sounds.folded[code] ?? 0;
    const { units, offsets } = sounds.texts;
    return { units, from: offsets[folded] ?? 0, to: offsets[folded + 1] ?? 0, surname: sounds.surname[code] ?? 1 };
  };
  return {
    name: 'name',
    levels: nameLevels,
    amongRelatives: { chances: [0.005, 0.001, 0.003, 0.003, 0.01, 0.005, 0.06, 0.6, 0.313], learned: false },
    exactly: overall.exactly,
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return nameLevel.same;
      if (fold[a] === fold[b]) return nameLevel.variant;
      if (toned[a] !== 0 && toned[a] === toned[b]) return nameLevel.sameSound;
      if (toneless[a] !== 0 && (toneless[a] === toneless[b] || toneless[a] === turned[b] || turned[a] === toneless[b]))
        return nameLevel.sameSyllables;
      if (near[a] !== 0 && near[a] === near[b]) return nameLevel.nearSound;
      return byCharacters(lettersOf(a), lettersOf(b));
    },
    frequency: (level, one, other) => {
      if (level > 0) return undefined;
      return share?.(codes[one] ?? 0, one, other) ?? overall.frequency(level, one);
    },
    meanFrequency: overall.meanFrequency,
  };
}
