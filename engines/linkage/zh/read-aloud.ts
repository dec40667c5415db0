import { pinyin } from 'pinyin-pro';
import { surnameLength } from './fold-name.ts';

/** A Chinese name as it sounds: syllables with their tones as digits, and how many of them are the surname. */
export interface Sound {
  readonly toned: readonly string[];
  readonly surname: number;
}

const han = /^\p{Script=Han}+$/u;

/** Surnames whose reading in names the library does not give. */
const readings: Readonly<Record<string, string>> = { 覃: 'tan2', 乐: 'yue4', 盖: 'ge3', 谌: 'chen2', 朴: 'piao2', 黑: 'hei1' };

/** How a folded name of Chinese characters sounds, the surname read as one (单 shan, 仇 qiu); null for other names. */
export function readAloud(name: string): Sound | null {
  if (!han.test(name)) return null;
  const toned = pinyin(name, { toneType: 'num', type: 'array', v: true, surname: 'head' });
  const first = readings[name.slice(0, 1)];
  return { toned: first === undefined ? toned : [first, ...toned.slice(1)], surname: surnameLength(name) };
}

export const withoutTone = (syllable: string): string => syllable.replace(/\d$/, '');

/**
 * A syllable with what speakers of different regions and quick typists do not tell apart folded: zh/z, ch/c, sh/s, n/l, f/h, r/l and
 * the endings ing/in, eng/en, ang/an.
 */
export function nearly(syllable: string): string {
  return withoutTone(syllable)
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^[nr](?=.)/, 'l')
    .replace(/^f(?=.)/, 'h')
    .replace(/^hu(?=[ae])/, 'h')
    .replace(/([aei])ng$/, '$1n');
}
