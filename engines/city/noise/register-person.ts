import type { Random } from '../random.ts';
import { homophone, inPinyin, lookAlike, nearHomophone, variantForm } from './confuse-characters.ts';
import { lunarBirthday } from './lunar-birthday.ts';
import type { ErrorClass, NoiseRates, Registration, Truth } from './registration.ts';

/** A registration and what is wrong in it: the truth by which linkage is judged. */
export interface Registered {
  readonly record: Registration;
  readonly errors: readonly ErrorClass[];
}

const place = (random: Random, length: number): number => Math.floor(random() * length);

function otherDigit(text: string, random: Random): string {
  const at = place(random, text.length - 1);
  const digit = String((Number(text[at]) + 1 + place(random, 9)) % 10);
  return /\d/.test(text[at] ?? '') ? text.slice(0, at) + digit + text.slice(at + 1) : text;
}

function swapNeighbours(text: string, random: Random): string {
  const first = place(random, text.length - 2);
  for (let off = 0; off < text.length - 2; off += 1) {
    const at = (first + off) % (text.length - 2);
    if (text[at] !== text[at + 1]) return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
  return text;
}

/** Exchanges one character of a name for what `by` makes of it; null where nothing fits any. */
function exchange(name: string, from: number, random: Random, by: (letter: string) => string | null): string | null {
  const letters = [...name];
  const first = from + place(random, letters.length - from);
  for (let off = 0; off < letters.length - from; off += 1) {
    const at = from + ((first - from + off) % (letters.length - from));
    const other = by(letters[at] ?? '');
    if (other !== null && other !== letters[at]) return [...letters.slice(0, at), other, ...letters.slice(at + 1)].join('');
  }
  return null;
}

/**
 * What a register says of somebody, with errors by their rates; at most one of the name, one of the number, and so on. An error that cannot be made (no character
 * looks like it, no parent has a phone) is not made and not named.
 */
export function registerPerson(truth: Truth, rates: NoiseRates, random: Random): Registered {
  const errors: ErrorClass[] = [];
  const { surname, given } = truth;
  const name = surname + given;

  /** The first of these errors that its rate and its making allow; else the truth. */
  const wrongly = <T>(value: T, ...ways: readonly (readonly [keyof NoiseRates, () => T | null])[]): T => {
    let at = random();
    for (const [error, make] of ways) {
      at -= rates[error];
      if (at >= 0) continue;
      const made = make();
      if (made === null || made === value) return value;
      errors.push(error);
      return made;
    }
    return value;
  };
  /** Leaves a field empty; what is not known cannot be left out. */
  const unless = <T>(value: T | null, error: keyof NoiseRates): T | null => {
    if (value === null || random() >= rates[error]) return value;
    errors.push(error);
    return null;
  };

  const written = wrongly<string>(
    name,
    ['homophone', () => exchange(name, surname.length, random, (letter) => homophone(letter, random))],
    ['near-sound', () => exchange(name, surname.length, random, (letter) => nearHomophone(letter, random))],
    ['look-alike', () => exchange(name, 0, random, lookAlike)],
    ['variant', () => exchange(name, 0, random, variantForm)],
    ['missing-character', () => (given.length > 1 ? surname + given.slice(1) : null)],
    ['turned-name', () => given + surname],
    ['pinyin', () => inPinyin(surname, given)],
  );
  const number = unless(
    wrongly<string | null>(
      truth.number,
      ['number-digit', () => truth.number && otherDigit(truth.number, random)],
      ['number-swap', () => truth.number && swapNeighbours(truth.number, random)],
      ['others-card', () => truth.othersNumbers[place(random, truth.othersNumbers.length)] ?? null],
      ['old-number', () => (truth.number?.startsWith('19', 6) ? truth.number.slice(0, 6) + truth.number.slice(8, 17) : null)],
    ),
    'no-number',
  );
  const day = truth.born;
  const born = unless(
    wrongly<string | null>(
      day,
      ['born-digit', () => day && changeDay(day, random)],
      ['born-swap', () => day && swapDay(day)],
      ['lunar', () => day && lunarBirthday(day)],
      ['first-of-january', () => day && `${day.slice(0, 4)}0101`],
    ),
    'no-birthday',
  );
  const phone = unless(
    wrongly<string | null>(
      truth.phone,
      ['phone-digit', () => truth.phone && truth.phone.slice(0, 2) + otherDigit(truth.phone.slice(2), random)],
      ['parents-phone', () => truth.parentPhone],
      ['former-phone', () => truth.formerPhone],
    ),
    'no-phone',
  );
  const address = unless(
    wrongly<string | null>(
      truth.address,
      ['former-address', () => truth.formerAddress],
      ['short-address', () => truth.address?.replace(/^[^区县市]*[区县市]/, '').replace(/\d+单元.*$/, '') ?? null],
    ),
    'no-address',
  );
  const sex = wrongly(truth.sex, ['sex', () => (truth.sex === 'male' ? 'female' : 'male')]);
  return { record: { name: written, sex, born, number, phone, address }, errors };
}

/** A digit of the year's end, the month or the day changed so that a day comes out; null if that was not found. */
function changeDay(born: string, random: Random): string | null {
  const end = born.slice(2);
  for (let tries = 0; tries < 8; tries += 1) {
    const changed = otherDigit(`${end} `, random).trim();
    const [month, day] = [Number(changed.slice(2, 4)), Number(changed.slice(4))];
    if (changed !== end && month >= 1 && month <= 12 && day >= 1 && day <= 28) return born.slice(0, 2) + changed;
  }
  return null;
}

const swapDay = (born: string): string | null =>
  Number(born.slice(6)) <= 12 && born.slice(4, 6) !== born.slice(6) ? born.slice(0, 4) + born.slice(6) + born.slice(4, 6) : null;
