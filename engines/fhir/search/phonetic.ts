import { fold } from './fold.ts';

/** How names are found by sound. */
export interface Phonetic {
  /** What a name is stored under. */
  keys(name: string, of: 'person' | 'organization'): readonly string[];
  /** What a query asks for; a stored key that begins with one of these answers. */
  query(text: string): readonly string[];
}

const han = /\p{Script=Han}/u;
const hanRun = /[^\p{Script=Han}]+/gu;

/** Two-character surnames, so that given and family can change places; the frequent ones. */
const compound =
  /^(欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|尉迟|尉遲|令狐|东方|東方|皇甫|慕容|公孙|公孫|长孙|長孫|宇文|司徒|司空|夏侯|端木|轩辕|軒轅|独孤|獨孤|南宫|南宮|万俟|呼延|澹台|申屠|太史|完颜|赫连|单于|百里|东郭|西门|西門)/u;

/** Surnames that families read in more than one way: the reading pinyin-pro does not give. */
const otherReadings: Readonly<Record<string, string>> = {
  覃: 'tan',
  乐: 'le',
  盖: 'gai',
  秘: 'bi',
  种: 'zhong',
  折: 'zhe',
  召: 'zhao',
  谌: 'shen',
};

type Pinyin = (
  text: string,
  options: { readonly toneType: 'none'; readonly type: 'array'; readonly v: true; readonly surname: 'head' | 'off' },
) => string[];
type Metaphone = (word: string) => readonly [string, string];

/**
 * Loads pinyin-pro (readings, surnames read as surnames: 单 shan, 仇 qiu, 尉迟 yuchi) and double-metaphone (names in Latin letters) when
 * first asked for: about 150 ms and 6 MB.
 *
 * 张伟 is stored as `zhangwei`, `weizhang` and `zw`, so zhangwei, zhang wei, Wei Zhang, zw, 章威 and 张 find it. A Latin name is
 * stored by the double metaphone of each part and of all parts together, `~sm0$`, compared whole: Smyth finds Smith.
 */
export async function loadPhonetic(): Promise<Phonetic> {
  const [{ pinyin }, { doubleMetaphone }] = await Promise.all([import('pinyin-pro'), import('double-metaphone')]);
  return phoneticWith(pinyin as Pinyin, doubleMetaphone);
}

function phoneticWith(pinyin: Pinyin, metaphone: Metaphone): Phonetic {
  const syllables = (text: string, surname: 'head' | 'off'): string[] =>
    pinyin(text.replace(hanRun, ''), { toneType: 'none', type: 'array', v: true, surname });

  const keys = (name: string, of: 'person' | 'organization'): string[] => {
    if (!han.test(name)) return latinKeys(name, metaphone, true);
    const text = name.replace(hanRun, '');
    const read = syllables(text, of === 'person' ? 'head' : 'off');
    const readings = of === 'person' ? [read, ...otherReading(text, read)] : [read];
    const family = of === 'organization' ? 0 : compound.test(text) ? 2 : 1;
    return [...new Set(readings.flatMap((reading) => readingKeys(reading, family)))];
  };

  const query = (text: string): string[] => {
    if (han.test(text)) return [...new Set([syllables(text, 'head').join(''), syllables(text, 'off').join('')])];
    const typed = fold(text)
      .replace(/ü/g, 'v')
      .replace(/[^\p{L}\p{N}]/gu, '');
    return [...new Set([...(typed === '' ? [] : [typed]), ...latinKeys(text, metaphone, false)])];
  };

  return { keys, query };
}

/** Joined, given before family, and initials; ü also as passports write it. */
function readingKeys(syllables: readonly string[], family: number): string[] {
  const joined = syllables.join('');
  const swapped = [...syllables.slice(family), ...syllables.slice(0, family)].join('');
  const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
  const spelled = [joined, swapped].flatMap((key) =>
    /[ln]v/.test(key) ? [key, key.replace(/([ln])v/g, '$1yu'), key.replace(/([ln])v/g, '$1u')] : [key],
  );
  return [...spelled, initials];
}

function otherReading(text: string, read: readonly string[]): string[][] {
  const other = otherReadings[text.charAt(0)];
  return other === undefined || other === read[0] ? [] : [[other, ...read.slice(1)]];
}

/** Parts by themselves and all together in a fixed order, so that Smith John finds John Smith. A query of several parts asks for all. */
function latinKeys(name: string, metaphone: Metaphone, parts: boolean): string[] {
  const codes = fold(name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
    .map((word) => metaphone(word).filter((code) => code !== ''))
    .filter((found) => found.length > 0);
  const whole = codes
    .map(([first]) => first ?? '')
    .sort()
    .join(' ');
  const single = parts || codes.length === 1 ? codes.flat() : [];
  return [...new Set([...single, ...(codes.length > 1 ? [whole] : [])])].map((code) => `~${code}$`.toLowerCase());
}
