import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { membersOf } from '@songhua/engine-fhir/subset/members.ts';
import type { MaskedField } from '@songhua/kernel';

/** Types whose resources are somebody. A PractitionerRole names its practitioner, and its phone numbers are theirs. */
export const personTypes: ReadonlySet<string> = new Set([
  'Patient',
  'Person',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
]);

/** By datatype, or by the path of a type and the member's name: texts that name somebody where no datatype says so. */
export const namingTexts: ReadonlyMap<string, MaskedField> = new Map([
  ['Annotation.authorString', 'name'],
  ['AuditEvent.agent.name', 'name'],
  ['AuditEvent.agent.altId', 'identifier'],
  ['AuditEvent.entity.name', 'name'],
  ['Account.name', 'name'],
  ['Coverage.subscriberId', 'identifier'],
]);

/** What is left out whole, because it shows what nobody can read for names: images and documents. */
export const unreadable: ReadonlySet<string> = new Set(['Binary.data', 'Signature.data']);

/** Answers in one's own words: forms ask for name, number and address in them. */
export const ownWords: ReadonlySet<string> = new Set([
  'QuestionnaireResponse.item.answer.valueString',
  'QuestionnaireResponse.item.answer.valueUri',
]);

/** Phone numbers and addresses of houses, offices and machines, which are no person's. */
export const impersonal: ReadonlySet<string> = new Set([
  'Endpoint.contact',
  'HealthcareService.telecom',
  'Location.address',
  'Location.telecom',
  'MessageHeader.source.contact',
  'Organization.address',
  'Organization.telecom',
  'OrganizationAffiliation.telecom',
  'ContactDetail.telecom',
  'Device.contact',
]);

const naming = new Set(['HumanName', 'ContactPoint', 'Address']);
/** What every type has, and what says nothing of a type's own. */
const everywhere = new Set(['Extension', 'Narrative', 'Resource', 'Meta', 'Element']);

const known = new WeakMap<Definitions, Map<string, boolean>>();

/**
 * Whether resources of a type tell of people, by R4's definitions: one of its elements names somebody or refers to one of the types that are
 * somebody. Of all others (terminology, places) nothing is masked, and their texts are sent as they are stored.
 */
export function tellsOfPeople(definitions: Definitions, type: string): boolean {
  const answers = known.get(definitions) ?? new Map<string, boolean>();
  known.set(definitions, answers);
  const before = answers.get(type);
  if (before !== undefined) return before;
  const seen = new Set<string>();
  const tells = (name: string): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const definition = definitions.types.get(name);
    if (!definition || definition.kind === 'primitive') return false;
    return [...membersOf(definition)].some(([member, { element, type: of }]) => {
      const path = `${name}.${member}`;
      if (namingTexts.has(path) || unreadable.has(path) || ownWords.has(path)) return true;
      if (naming.has(of)) return !impersonal.has(path);
      if (of === 'Reference')
        return element.types.some(({ code, targets = [] }) => code === of && targets.some((one) => personTypes.has(one)));
      return !everywhere.has(of) && tells(of);
    });
  };
  const answer = personTypes.has(type) || tells(type);
  answers.set(type, answer);
  return answer;
}
