import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { MaskedField, Reach } from '@songhua/kernel';
import { everyField, maskedOfAll, waysTo } from '../reach/ways.ts';
import type { View } from '../view.ts';
import { tellsOfPeople } from './person-elements.ts';

/** What a search's list of a type may mask of some of its resources; of `*` what it may mask of any type. */
export function maskedTo(
  definitions: Definitions,
  { people }: Pick<View, 'people'>,
  reach: Reach,
  type: string,
): readonly MaskedField[] {
  if (type !== '*' && !tellsOfPeople(definitions, type)) return [];
  const ways = type === '*' ? reach.ways : waysTo(reach, type, 's');
  // Of what no way leads to nothing is found, and so nothing is told.
  if (ways.length === 0) return [];
  const all = type === '*' ? undefined : maskedOfAll(reach, type, 's', people(type));
  return all ?? everyField.filter((field) => ways.some(({ masked = [] }) => masked.includes(field)));
}
