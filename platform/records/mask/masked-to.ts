import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { type MaskedField, maskedFields, type Reach } from '@songhua/kernel';
import { maskedOfAll, waysTo } from '../reach/ways.ts';
import type { View } from '../view.ts';
import { tellsOfPeople } from './person-elements.ts';

const every = Object.keys(maskedFields) as MaskedField[];

/** What a search's list of a type may mask of some of its resources; of `*` what it may mask of any type. */
export function maskedTo(
  definitions: Definitions,
  { people }: Pick<View, 'people'>,
  reach: Reach,
  type: string,
): readonly MaskedField[] {
  if (type !== '*' && !tellsOfPeople(definitions, type)) return [];
  const all = type === '*' ? undefined : maskedOfAll(reach, type, 's', people(type));
  const ways = type === '*' ? reach.ways : waysTo(reach, type, 's');
  return all ?? every.filter((field) => ways.some(({ masked = [] }) => masked.includes(field)));
}
