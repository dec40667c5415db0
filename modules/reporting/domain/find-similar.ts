import type { SimilarCards } from '../contract.ts';

export type Because = SimilarCards['items'][number]['because'][number];

/** Of a card what tells whether another is of the same person. */
export interface Known {
  readonly patient: string | null;
  readonly number: string | null;
  readonly name: string;
  readonly born: string | null;
  readonly phone: string | null;
  readonly town: string | null;
}

const agree = (one: string | null, other: string | null): boolean => one !== null && one === other;

/** Why two cards may be of one person, the strongest reason first; nothing: they are not taken for one. */
export function whySimilar(one: Known, other: Known): readonly Because[] {
  const named = one.name === other.name;
  const reasons: readonly (readonly [Because, boolean])[] = [
    ['patient', agree(one.patient, other.patient)],
    ['number', agree(one.number, other.number)],
    ['name-born', named && agree(one.born, other.born)],
    ['name-phone', named && agree(one.phone, other.phone)],
    ['name-town', named && agree(one.town, other.town) && !(one.born && other.born)],
  ];
  // Different numbers of two people tell them apart, whatever else agrees.
  const isOther =
    one.number !== null && other.number !== null && one.number !== other.number && !agree(one.patient, other.patient);
  return isOther ? [] : reasons.filter(([, holds]) => holds).map(([because]) => because);
}
