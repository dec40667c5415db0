import type { Allergy, ResidentRecord, Source } from '../contract.ts';
import { type AllergyIntolerance, codedOf, codesOf, isCoded, isVoid, nameOf } from './fhir.ts';
import { houseOf } from './key-concepts.ts';
import type { SourceOf } from './name-source.ts';
import { substanceKeys } from './name-substance.ts';
import { byLatest, earliest } from './order-dates.ts';

/** Codes that say there is none: SNOMED CT's "no known …" and the IPS's own. */
const noneCodes = new Set(['716186003', '409137002', 'no-known-allergies', 'no-known-medication-allergies']);
/** Those that say so of food or surroundings alone. */
const noneOfOthersCodes = new Set(['429625007', '428607008', 'no-known-food-allergies', 'no-known-environmental-allergies']);
const noneNames =
  /^(?:无(?:已知)?(?:药物|食物)?过敏(?:史)?|否认(?:药物|食物)?过敏(?:史)?|no known (?:drug |food )?allerg(?:y|ies))$/i;

export const saysNone = ({ code }: Pick<AllergyIntolerance, 'code'>): boolean =>
  codesOf(code).some((one) => noneCodes.has(one) || noneOfOthersCodes.has(one)) || noneNames.test(nameOf(code).trim());

/** Who denied an allergy to food was not asked about medicines. */
const saysNoneOfOthers = ({ code }: Pick<AllergyIntolerance, 'code'>): boolean =>
  !codesOf(code).some((one) => noneCodes.has(one)) &&
  (codesOf(code).some((one) => noneOfOthersCodes.has(one)) || /食物|food/i.test(nameOf(code)));

/** Of several tellings the graver: an allergy is missed at a high price. */
const gravest = (told: readonly AllergyIntolerance[]): Allergy['criticality'] => {
  const said = told.map(({ criticality }) => criticality);
  if (said.includes('high')) return 'high';
  if (said.includes('low')) return 'low';
  return said.includes('unable-to-assess') ? 'unable-to-assess' : null;
};

const unsure = new Set(['unconfirmed', 'presumed']);
const categories = ['food', 'medication', 'environment', 'biologic'] as const;

/**
 * Allergies, one entry a substance over all institutions; active as long as one of them says so. `state` tells whether none are known
 * because somebody asked, or because nobody says.
 */
export function listAllergies(
  resources: readonly AllergyIntolerance[],
  sourceOf: SourceOf,
): Pick<ResidentRecord, 'allergies' | 'allergyState'> {
  const standing = resources.filter((one) => !isVoid(one));
  const groups = new Map<string, { one: AllergyIntolerance; source: Source }[]>();
  const told = standing.map((one) => {
    const source = sourceOf(one);
    return { one, source, concept: one.code, house: houseOf(source) };
  });
  const keyOf = substanceKeys(told);
  for (const { one, source, ...named } of told.filter((allergy) => !saysNone(allergy.one))) {
    const key = keyOf(named);
    const group = groups.get(key) ?? [];
    group.push({ one, source });
    groups.set(key, group);
  }
  const allergies = [...groups].map(([key, told]): Allergy => {
    const inOrder = told.toSorted((a, b) => byLatest(a.source.at, b.source.at));
    const all = inOrder.map(({ one }) => one);
    const active = all.some(
      ({ clinicalStatus }) => !isCoded([clinicalStatus ?? {}], 'resolved') && !isCoded([clinicalStatus ?? {}], 'inactive'),
    );
    const category = all.flatMap((one) => one.category ?? [])[0];
    return {
      key,
      ...codedOf(all[0]?.code),
      state: active ? 'active' : 'past',
      unconfirmed: all.every(({ verificationStatus }) => codesOf(verificationStatus).some((code) => unsure.has(code))),
      category: categories.find((one) => one === category) ?? null,
      criticality: gravest(all),
      reactions: [
        ...new Set(all.flatMap(({ reaction = [] }) => reaction.flatMap(({ manifestation = [] }) => manifestation.map(nameOf)))),
      ],
      first: earliest(told.map(({ source }) => source.at)),
      isNew: told.some(({ source }) => source.isNew),
      sources: inOrder.map(({ source }) => source),
    };
  });
  const grave = ({ state, criticality }: Allergy): number => (state === 'past' ? 2 : criticality === 'high' ? 0 : 1);
  const active = allergies.some(({ state }) => state === 'active');
  return {
    allergies: allergies.toSorted((a, b) => grave(a) - grave(b) || byLatest(a.first, b.first)),
    allergyState: active
      ? 'known'
      : standing.some((one) => saysNone(one) && !saysNoneOfOthers(one))
        ? 'none-known'
        : 'not-recorded',
  };
}
