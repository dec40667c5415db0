import { hashText, joined, mixed } from '../columns/text-store.ts';
import type { NameForm } from '../compare/name-form.ts';
import { formOf, type PersonForm } from './person-form.ts';
import type { PersonRecord } from './person-record.ts';

/** Hashes of the parts that keys are made of; 0: that part is missing. */
export interface KeyParts {
  readonly number: number;
  readonly phone: number;
  readonly born: number;
  readonly year: number;
  /** Month and day in rising order, so that exchanged ones meet. */
  readonly day: number;
  readonly surname: number;
  readonly sound: number;
  /** The first number of the address. */
  readonly door: number;
}

interface KeyKind {
  readonly name: string;
  /** Fields that agree, wholly or nearly, for two records with this key; the sex is told by most given names. */
  readonly about: readonly string[];
  readonly parts: readonly [keyof KeyParts] | readonly [keyof KeyParts, keyof KeyParts];
}

/**
 * Ways of finding a record: what two records must have in common. Chosen on the noisy synthetic city: together they find all but some in ten thousand pairs of
 * one person, and each holds some hundreds of records at the most in a city of 3.6 million.
 */
export const personKeyKinds: readonly KeyKind[] = [
  { name: 'number', about: ['number'], parts: ['number'] },
  { name: 'phone', about: ['phone'], parts: ['phone'] },
  { name: 'born + surname', about: ['born', 'name'], parts: ['born', 'surname'] },
  { name: 'name + year', about: ['name', 'sex', 'born'], parts: ['sound', 'year'] },
  { name: 'name + day of the year', about: ['name', 'sex', 'born'], parts: ['sound', 'day'] },
  { name: 'name + door', about: ['name', 'sex', 'address'], parts: ['sound', 'door'] },
  { name: 'born + door', about: ['born', 'address'], parts: ['born', 'door'] },
];

export const numberPart = (number: string): number => (number.length >= 6 ? hashText(number) : 0);
export const phonePart = (phone: string): number => (phone.length >= 7 ? hashText(phone) : 0);
export const doorPart = (address: string): number => hashText(/\d+/.exec(address)?.[0] ?? '');

export const dateParts = (born: string): Pick<KeyParts, 'born' | 'year' | 'day'> => ({
  born: born.length === 8 ? hashText(born) : 0,
  year: born.length >= 4 ? hashText(born.slice(0, 4)) : 0,
  day: born.length === 8 ? hashText([born.slice(4, 6), born.slice(6)].sort().join('')) : 0,
});

/** The letters of a sound go in order of the alphabet: the same for 王小明, 小明王 and Xiaoming Wang. */
export const nameParts = ({ sound, surnameSound }: NameForm): Pick<KeyParts, 'surname' | 'sound'> => ({
  sound: sound === '' ? 0 : hashText([...sound].sort().join('')),
  surname: hashText(surnameSound),
});

/** The key of one kind under its salt; 0 where a part is missing. */
export function keyOfParts(kind: number, first: number, second: number | undefined): number {
  if (first === 0 || second === 0) return 0;
  return joined(joined(first, second ?? 1), mixed(kind + 1));
}

/** Hashes under which a record is found: 32 bits, signed, never 0, each kind with a salt of its own. */
export function keysOfForm({ clean, name }: PersonForm): readonly number[] {
  const parts: KeyParts = {
    number: numberPart(clean.number),
    phone: phonePart(clean.phone),
    door: doorPart(clean.address),
    ...dateParts(clean.born),
    ...nameParts(name),
  };
  const keys = personKeyKinds.map(({ parts: [first, second] }, kind) => keyOfParts(kind, parts[first], second && parts[second]));
  return [...new Set(keys.filter((key) => key !== 0))];
}

export const personKeys = (record: PersonRecord): readonly number[] => keysOfForm(formOf(record));
