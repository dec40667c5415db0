import { pinyin } from 'pinyin-pro';
import { fashions } from '../people/given-names.ts';
import type { Random } from '../random.ts';

/** All characters that given names of any decade are made of: what a typist takes for one another. */
const letters = [
  ...new Set(
    (['male', 'female'] as const).flatMap((sex) =>
      [...fashions[sex].values()].flatMap(({ names, first, second }) => [...names.join(''), ...first, ...second]),
    ),
  ),
].sort();

const syllable = (letter: string): string => pinyin(letter, { toneType: 'none', type: 'string', v: true });

/** Sounds that speakers of the region and hurried typists confuse. */
const nearly = (sound: string): string =>
  sound
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^n(?=.)/, 'l')
    .replace(/ng$/, 'n');

interface Sounds {
  readonly of: ReadonlyMap<string, string>;
  readonly same: ReadonlyMap<string, readonly string[]>;
  readonly near: ReadonlyMap<string, readonly string[]>;
}

let known: Sounds | undefined;

function sounds(): Sounds {
  if (known) return known;
  const of = new Map<string, string>();
  const same = new Map<string, string[]>();
  const near = new Map<string, string[]>();
  for (const letter of letters) {
    const sound = syllable(letter);
    of.set(letter, sound);
    same.set(sound, [...(same.get(sound) ?? []), letter]);
    near.set(nearly(sound), [...(near.get(nearly(sound)) ?? []), letter]);
  }
  known = { of, same, near };
  return known;
}

const one = (random: Random, from: readonly string[]): string | null => from[Math.floor(random() * from.length)] ?? null;

/** Another character of the same syllable; null when none is known. */
export function homophone(letter: string, random: Random): string | null {
  const { of, same } = sounds();
  return one(
    random,
    (same.get(of.get(letter) ?? syllable(letter)) ?? []).filter((other) => other !== letter),
  );
}

/** A character of another syllable that is confused with it by ear or key. */
export function nearHomophone(letter: string, random: Random): string | null {
  const { of, near } = sounds();
  const sound = of.get(letter) ?? syllable(letter);
  return one(
    random,
    (near.get(nearly(sound)) ?? []).filter((other) => of.get(other) !== sound),
  );
}

const shapes =
  '未末 己已 日曰 土士 王玉 天夭 人入 令今 免兔 鸟乌 晴睛 莹萤 萍苹 治冶 徐除 刚钢 俊骏 辉晖 杨扬 洪供 玲铃 栋拣 炜伟 琪棋 琳林 娜那 海梅 思恩 崔催 茜菁 昊旻 晓哓 秀季 淑叔 敏教 霞震 静净 颖颍 红江'
    .split(' ')
    .map((pair) => [...pair] as [string, string]);

/** A character that is misread for it. */
export function lookAlike(letter: string): string | null {
  for (const [one, other] of shapes) {
    if (letter === one) return other;
    if (letter === other) return one;
  }
  return null;
}

const forms: Readonly<Record<string, string>> = {
  张: '張',
  刘: '劉',
  陈: '陳',
  杨: '楊',
  赵: '趙',
  孙: '孫',
  马: '馬',
  吴: '吳',
  国: '國',
  华: '華',
  丽: '麗',
  艳: '艷',
  红: '紅',
  凤: '鳳',
  兰: '蘭',
  伟: '偉',
  军: '軍',
  强: '強',
  龙: '龍',
  东: '東',
  静: '靜',
  莹: '瑩',
  颖: '穎',
  飞: '飛',
  鹏: '鵬',
  宝: '寶',
  贵: '貴',
  荣: '榮',
  庆: '慶',
  卫: '衛',
  志: '誌',
  肖: '萧',
  萧: '肖',
  付: '傅',
  傅: '付',
  闫: '阎',
  阎: '闫',
  代: '戴',
  戴: '代',
};

/** Its traditional form, or the other way a surname is written. */
export const variantForm = (letter: string): string | null => forms[letter] ?? null;

/** A name in pinyin without tones, the surname first: `Zhang Wei`. */
export function inPinyin(surname: string, given: string): string {
  const read = (text: string, mode: 'head' | 'off'): string => {
    const joined = pinyin(text, { toneType: 'none', type: 'array', v: true, surname: mode }).join('');
    return joined.slice(0, 1).toUpperCase() + joined.slice(1);
  };
  return `${read(surname, 'head')} ${read(given, 'off')}`;
}
