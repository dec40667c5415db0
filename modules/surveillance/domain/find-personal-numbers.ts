import { type FieldError, maskId, maskPhone, ok, type Result, refuse, type Text } from '@songhua/kernel';

/** Texts of signals name nobody; numbers by which somebody is found are refused. Identity numbers of 15 places, of before 1999, are not looked for. */

type Rule = 'identity-number' | 'mobile-number';

const messages: Readonly<Record<Rule, Text>> = {
  'identity-number': {
    zh: '含有居民身份证号。信号不记录任何人的身份，请删去后再提交。',
    en: 'holds a citizen’s identity number. Signals name nobody: take it out and send again.',
  },
  'mobile-number': {
    zh: '含有手机号码。信号不记录任何人的身份，请删去后再提交。',
    en: 'holds a mobile phone number. Signals name nobody: take it out and send again.',
  },
};

/** Blanks, dots and dashes of any kind, one at most between two digits. */
const gap = '[\\s.·\\p{Pd}]?';
/** GB 11643: six places of where, eight of when born, three and a check digit. */
const identity = new RegExp(`(?<!\\d)\\d(?:${gap}\\d){16}${gap}[\\dXx](?!\\d)`, 'gu');
/** Of mainland China: eleven digits from 13 to 19, as 3-4-4 or without gaps, perhaps with 86 before. */
const mobile = new RegExp(`(?<![\\d.])(?:(?:\\+|00)?86${gap})?(1[3-9]\\d${gap}\\d{4}${gap}\\d{4})(?!\\d)`, 'gu');

/** Names that programs give: UUIDs, and long hexadecimal ones with a letter in them. Their digits are nobody's. */
const machineName = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\da-z])(?=\d*[a-f])[\da-f]{24,}(?![\da-z])/gi;

/** Whether the seventh to fourteenth places are the day on which somebody may have been born. */
function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(6, 10), digits.slice(10, 12), digits.slice(12, 14)].map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return (year ?? 0) >= 1900 && (year ?? 0) < 2100 && at.getUTCMonth() + 1 === month;
}

/** The first number in a text by which somebody could be found, as it may be shown; null: there is none. */
export function findPersonalNumber(text: string): { readonly rule: Rule; readonly shown: string } | null {
  const plain = text.normalize('NFKC').replace(machineName, '#');
  for (const [run] of plain.matchAll(identity)) {
    const digits = run.replace(/[^\dXx]/g, '');
    if (isBirthday(digits)) return { rule: 'identity-number', shown: maskId(digits) };
  }
  const [found] = plain.matchAll(mobile);
  return found ? { rule: 'mobile-number', shown: maskPhone((found[1] ?? '').replace(/\D/g, '')) } : null;
}

/** Texts and numbers of a value as JSON has it, each by its path. */
function* leaves(field: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [field, value];
  else if (typeof value === 'number') yield [field, String(value)];
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) {
      yield [field, name];
      yield* leaves(`${field}.${name}`, inner);
    }
}

/** Refuses what holds a number by which somebody could be found, each field with the rule and, in part, the number. */
export function checkNamesNobody(given: Readonly<Record<string, unknown>>): Result<null> {
  const errors: Omit<FieldError, 'current'>[] = [];
  for (const [name, value] of Object.entries(given))
    for (const [field, text] of leaves(name, value)) {
      const found = findPersonalNumber(text);
      if (found) errors.push({ field, rule: found.rule, value: found.shown, message: messages[found.rule] });
    }
  return errors.length === 0 ? ok(null) : refuse('surveillance.names-somebody', { count: errors.length }, errors.slice(0, 100));
}
