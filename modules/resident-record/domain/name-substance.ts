import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Concept } from './fhir.ts';
import { codeKey, conceptKeys, type Told } from './key-concepts.ts';

/** ATC as it is named by its own address and by its object identifier. */
const atcSystems = new Set<string>([codeSystems.atc, 'http://www.whocc.no/atc/', 'urn:oid:2.16.840.1.113883.6.73']);

/** Codes of ATC: groups of one, three, four and five characters, substances of seven. */
const atcShape = /^[A-Z](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?$/;

/** Codes of ATC among the codings of a concept, each once. */
export const atcOf = (concept: Concept | undefined): readonly string[] => [
  ...new Set(
    (concept?.coding ?? []).flatMap(({ system, code }) => {
      const plain = (code ?? '').trim().toUpperCase();
      return atcSystems.has(system ?? '') && atcShape.test(plain) ? [plain] : [];
    }),
  ),
];

/** The one substance (ATC, seven characters) that a concept names; undefined where it names none or several. */
function substanceIn(concept: Concept | undefined): string | undefined {
  const named = atcOf(concept).filter((code) => code.length === 7);
  return named.length === 1 ? named[0] : undefined;
}

/**
 * One key for the same substance told under different codes, as far as the codes say so themselves: a concept is known by the ATC substance
 * among its codings, and one without by the substance that the same first code bears elsewhere among these, when that is always one and the
 * same. All others by their first coding or name (`conceptKeys`). A group of ATC joins nothing, nor does a code without a system between houses.
 */
export function substanceKeys(all: readonly Told[]): (told: Told) => string {
  const borne = new Map<string, Set<string>>();
  for (const { concept, house } of all) {
    const substance = substanceIn(concept);
    const codings = concept?.coding ?? [];
    if (substance === undefined || codings.length < 2) continue;
    for (const coding of codings) {
      if (coding.code === undefined || atcSystems.has(coding.system ?? '')) continue;
      const key = codeKey(coding, house);
      borne.set(key, (borne.get(key) ?? new Set()).add(substance));
    }
  }
  const keyOf = conceptKeys(all);
  return (told) => {
    const first = told.concept?.coding?.find(({ code }) => code !== undefined);
    const elsewhere = first && borne.get(codeKey(first, told.house));
    const substance = substanceIn(told.concept) ?? (elsewhere?.size === 1 ? [...elsewhere][0] : undefined);
    return substance === undefined ? keyOf(told) : `${codeSystems.atc}|${substance}`;
  };
}
