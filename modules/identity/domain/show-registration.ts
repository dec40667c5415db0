import { maskId, maskPhone } from '@songhua/kernel';
import type { GoldenRecord, ListedPerson, PersonState, Registration } from '../contract.ts';
import { isoBirth } from './iso-birth.ts';

/** A registration as it is stored, as far as it is shown. */
export interface Shown {
  readonly patient: string;
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  readonly born: string | null;
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly institution: string | null;
  readonly provisional: 'unknown' | 'newborn' | null;
  readonly active: boolean;
  readonly recorded: Date;
}

export type Names = ReadonlyMap<string, string>;

const masked = (text: string | null, mask: (text: string) => string): string | null => (text === null ? null : mask(text));

/** In a list: numbers, phones and addresses in part or not at all, as the policy of registrars has it (platform/access/policy/policies.ts). */
export const inPart = <T extends Pick<Shown, 'number' | 'phone' | 'address'>>(one: T): T => ({
  ...one,
  number: masked(one.number, maskId),
  phone: masked(one.phone, maskPhone),
  address: null,
});

export const institutionOf = (reference: string | null, names: Names): Registration['institution'] =>
  reference === null ? null : { reference, name: names.get(reference) ?? null };

/** A registration in whole: one that was opened by itself. */
export const showWhole = (one: Shown, names: Names): Registration => ({
  patient: one.patient,
  reference: `Patient/${one.patient}`,
  name: one.name,
  sex: one.sex,
  born: isoBirth(one.born),
  number: one.number,
  phone: one.phone,
  address: one.address,
  institution: institutionOf(one.institution, names),
  provisional: one.provisional,
  active: one.active,
  recorded: one.recorded.toISOString(),
});

export const showInPart = (one: Shown, names: Names): Registration => inPart(showWhole(one, names));

/** What somebody is: several registrations are linked, whatever each of them is by itself. */
export function stateOf(members: readonly Pick<Shown, 'provisional'>[]): PersonState {
  if (members.length > 1) return 'linked';
  return members[0]?.provisional ? 'provisional' : 'single';
}

/** A person as a list shows them. */
export function showListed(
  person: string,
  members: readonly Shown[],
  golden: GoldenRecord,
  reviews: number,
  names: Names,
): ListedPerson {
  const own = (field: keyof GoldenRecord) => golden[field]?.value ?? null;
  const houses = [...new Set(members.map(({ institution }) => institution))];
  const latest = Math.max(0, ...members.map(({ recorded }) => recorded.getTime()));
  return {
    ...inPart({ number: own('number'), phone: own('phone'), address: own('address') }),
    person,
    patient: person,
    reference: `Patient/${person}`,
    name: own('name') ?? '',
    sex: golden.sex?.value ?? null,
    born: own('born'),
    provisional: members.every(({ provisional }) => provisional !== null) ? (members[0]?.provisional ?? null) : null,
    active: members.some(({ active }) => active),
    recorded: new Date(latest).toISOString(),
    state: stateOf(members),
    registrations: members.length,
    institutions: houses.flatMap((house) => institutionOf(house, names) ?? []),
    reviews,
  };
}
