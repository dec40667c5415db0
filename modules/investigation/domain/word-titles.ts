import type { Text } from '@songhua/kernel';
import type { Classification, ContactKind, ContactState, Outcome } from '../contract.ts';

/** Words of files and pasted lines, in both languages. */

export const sexWords: Readonly<Record<'male' | 'female', Text>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
};

export const classWords: Readonly<Record<Classification, Text>> = {
  suspected: { zh: '疑似病例', en: 'suspected' },
  clinical: { zh: '临床诊断病例', en: 'clinical' },
  confirmed: { zh: '确诊病例', en: 'confirmed' },
  carrier: { zh: '病原携带者', en: 'carrier' },
  excluded: { zh: '排除', en: 'excluded' },
};

export const outcomeWords: Readonly<Record<Outcome, Text>> = {
  ill: { zh: '患病中', en: 'ill' },
  recovered: { zh: '痊愈', en: 'recovered' },
  died: { zh: '死亡', en: 'died' },
  unknown: { zh: '不详', en: 'unknown' },
};

export const kindWords: Readonly<Record<ContactKind, Text>> = {
  household: { zh: '同住', en: 'household' },
  work: { zh: '同事', en: 'work' },
  school: { zh: '同学', en: 'school' },
  transport: { zh: '同乘', en: 'transport' },
  'health-care': { zh: '诊疗', en: 'health care' },
  social: { zh: '聚餐聚会', en: 'social' },
  other: { zh: '其他', en: 'other' },
};

export const stateWords: Readonly<Record<ContactState, Text>> = {
  following: { zh: '随访中', en: 'followed up' },
  finished: { zh: '期满解除', en: 'finished' },
  lost: { zh: '失访', en: 'lost' },
  withdrawn: { zh: '误列', en: 'listed in error' },
  case: { zh: '转为病例', en: 'became a case' },
};

const bare = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The word that somebody meant: its code, its title in either language, or of a Chinese title its beginning (确诊). */
export function wordMeant<W extends string>(titles: Readonly<Record<W, Text>>, typed: string): W | null {
  const asked = bare(typed);
  const all = Object.entries(titles) as [W, Text][];
  const whole = all.find(([code, { zh, en }]) => [code, bare(zh), bare(en)].includes(asked));
  if (whole) return whole[0];
  const begun = all.filter(([, { zh }]) => asked.length >= 2 && bare(zh).startsWith(asked));
  return begun.length === 1 ? (begun[0]?.[0] ?? null) : null;
}
