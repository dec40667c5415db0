import { nameLevel } from '../compare/name-form.ts';
import { foldName } from '../zh/fold-name.ts';
import { compareForms } from './compare-forms.ts';
import { formOf, type PersonForm } from './person-form.ts';
import type { PersonRecord } from './person-record.ts';

/** Reasons for which two records are never linked without somebody looking, however much else agrees. */
export const vetoes = {
  'different-numbers': { zh: '两个证件号均有效而不同', en: 'two valid numbers that differ' },
  'shared-number': {
    zh: '证件号相同而姓名不同，可能用了他人证件',
    en: "the same number under another name: perhaps somebody else's card",
  },
  twins: { zh: '同日出生而名不同，可能为双胞胎', en: 'born on one day under other given names: perhaps twins' },
  'other-name': { zh: '姓名不同，且无相同证件号', en: 'another name, and no number that is the same' },
  'other-birthday': {
    zh: '出生日期不符，可能为同名的父子或他人',
    en: 'birthdays that cannot be a slip: perhaps a namesake of the family',
  },
  'other-sex': { zh: '性别不同且证件号不同或缺', en: 'the sex differs, and no number says it is a slip' },
  provisional: { zh: '临时身份（无名氏、未取名新生儿）', en: 'provisional: an unknown patient or a newborn without a name' },
  'name-and-birthday': {
    zh: '仅姓名与生日相符，证件号、电话、地址均无可信的相符',
    en: 'a name and a birthday alone: no number, phone or address that tells people apart agrees',
  },
  'too-little': { zh: '可比信息太少', en: 'too little known to compare' },
} as const;

export type Veto = keyof typeof vetoes;

const provisional =
  /无名|未知|不详|不明|未取名|未命名|新生儿|某|^(男|女)?婴|之(子|女|婴|长子|长女|次子|次女|双)|(母|妈)?(之子|之女)|unknown|unnamed|newborn|babyof|baby(boy|girl)|^[a-z]$|[?？*＊]/;

/** Whether a record's name is one that was given because nobody knew it. */
export const isProvisionalName = (name: string): boolean => name === '' || provisional.test(foldName(name));

const born = { same: 0, swapped: 1, lunar: 2, oneDigit: 3 } as const;

/** Whether two names that differ have another character in a place: of one number, that is somebody else's card rather than a slip of the pen. */
function anotherCharacter(level: number, one: PersonForm, other: PersonForm): boolean {
  // A character left out, or two of them in the wrong order, is a slip; another character in its place may be the brother's.
  const [a, b] = [[...one.name.folded].sort(), [...other.name.folded].sort()];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return !(level === nameLevel.oneApart && (short.length < long.length || short.join('') === long.join('')));
}

export const isProvisional = ({ clean }: PersonForm): boolean => isProvisionalName(clean.name);

/** All reasons against linking two records without somebody looking; none where their evidence may decide. */
export function findVetoes(one: PersonRecord, other: PersonRecord): readonly Veto[] {
  const [a, b] = [formOf(one), formOf(other)];
  const [name = -1, sex = -1, day = -1, number = -1, phone = -1, address = -1] = compareForms(a, b);
  const found: Veto[] = [];
  const unnamed = isProvisional(a) || isProvisional(b);
  if (unnamed) found.push('provisional');
  const sameNumber = number === 0 && a.valid;
  if (number === 4) found.push('different-numbers');
  if (!unnamed && name > nameLevel.variant) {
    const household = agrees(phone, 1) || agrees(address, 2);
    const oneDay = day < 0 ? name <= nameLevel.lookAlike : day <= born.oneDigit;
    if (sameNumber) {
      if (name > nameLevel.lookAlike && anotherCharacter(name, a, b)) found.push('shared-number');
      // Without a number that is the same even a homophone or a character left out may be a twin's name: 王梓涵 and 王子涵, 王辰 and 王佑辰.
    } else if (oneDay && (household || (name > nameLevel.lookAlike && day === born.same))) found.push('twins');
    else if (name > nameLevel.lookAlike) found.push('other-name');
  }
  if (!sameNumber && number !== 1 && day > born.oneDigit && isPlain(a) && isPlain(b)) found.push('other-birthday');
  if (sex === 1 && !sameNumber && number !== 1) found.push('other-sex');
  // Besides the name two things must speak: one alone is what namesakes share.
  const known = [day, number, phone, address].filter((level) => level >= 0).length;
  if (name < 0 || known < 2) found.push('too-little');
  // In a city of millions thousands of namesakes were born on one day.
  else if (
    !tellsByNumber(number, a, b) &&
    !(agrees(phone, 1) && isPhone(a) && isPhone(b)) &&
    !(agrees(address, 2) && isPlace(a) && isPlace(b))
  )
    found.push('name-and-birthday');
  return found;
}

/**
 * Whether agreeing on a number says who it is. One of 18 places that fails its check, zeros and a lone digit are what is typed for none, by thousands alike;
 * of two that differ by a slip one is the true one.
 */
function tellsByNumber(level: number, a: PersonForm, b: PersonForm): boolean {
  const { number } = a.clean;
  if (level === 0) return a.valid || (number.length !== 18 && new Set(number).size > 3);
  return agrees(level, 2) && (a.valid || b.valid);
}

/** Whether a phone number is somebody's: 13800000000 and 00000000000 stand for none. */
const isPhone = ({ clean }: PersonForm): boolean => new Set(clean.phone.slice(-8)).size > 2;

/** Whether an address has a number of a house: a town or a district alone is shared by all who live there. */
const isPlace = ({ clean }: PersonForm): boolean => /\d/.test(clean.address);

const agrees = (level: number, most: number): boolean => level >= 0 && level <= most;

/**
 * Whether two records are of two people for certain: under different valid numbers and under names further apart than a slip of the pen. Nobody is asked about such.
 */
export const areTwo = (nameAt: number, numberAt: number): boolean => numberAt === 4 && nameAt > nameLevel.lookAlike;

/** A whole birthday that is not 1 January, as which years alone are written. */
const isPlain = ({ clean }: PersonForm): boolean => clean.born.length === 8 && !clean.born.endsWith('0101');
