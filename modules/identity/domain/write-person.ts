import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { ServedResource } from '@songhua/kernel';
import type { DecisionKind } from '../contract.ts';
import { goldenRecord, type Member } from './golden-record.ts';

/** How the latest decision of a registration came about, and when. */
export interface Decided {
  readonly kind: DecisionKind;
  readonly at: Date;
}

/** Whoever is one person with these members; the earliest first where the person is named by it. */
export interface PersonOfMembers {
  readonly person: string;
  readonly members: readonly Member[];
  readonly decided: ReadonlyMap<string, Decided>;
}

/**
 * How surely a registration belongs (R4 identity-assuranceLevel): 2 as the machine linked it, 3 as people decided; nothing of one alone, of
 * which nothing was decided.
 */
function assuranceOf({ members, decided }: PersonOfMembers, patient: string): 'level2' | 'level3' | null {
  if (members.length < 2) return null;
  const kind = decided.get(patient)?.kind ?? 'auto';
  return kind === 'auto' ? 'level2' : 'level3';
}

/** A number as an identifier: of the citizens' system where it has its 18 places, else without one. */
const identifierOf = (value: string) => ({
  ...(/^\d{17}[\dX]$/.test(value) && { system: identifierSystems.citizenNumber }),
  value,
});

/**
 * A person as FHIR has it: golden values, and the registrations as links. Its version changes with what they say and with what is decided of
 * them.
 */
export function writePerson(one: PersonOfMembers): ServedResource {
  const { person, members, decided } = one;
  const golden = goldenRecord(members);
  const moments = [...members.map(({ recorded }) => recorded), ...[...decided.values()].map(({ at }) => at)];
  const last = Math.max(0, ...moments.map((at) => at.getTime()));
  const ordered = members.toSorted(
    (a, b) => Number(b.patient === person) - Number(a.patient === person) || (a.patient < b.patient ? -1 : 1),
  );
  return {
    resourceType: 'Person',
    id: person,
    meta: { versionId: String(last * 100 + Math.min(members.length, 99)), lastUpdated: new Date(last).toISOString() },
    ...(golden.number?.value && { identifier: [identifierOf(golden.number.value)] }),
    ...(golden.name?.value && { name: [{ text: golden.name.value }] }),
    ...(golden.phone?.value && { telecom: [{ system: 'phone', value: golden.phone.value }] }),
    ...(golden.sex?.value && { gender: golden.sex.value }),
    ...(golden.born?.value && { birthDate: golden.born.value }),
    ...(golden.address?.value && { address: [{ text: golden.address.value }] }),
    active: members.some(({ active }) => active),
    link: ordered.map(({ patient }) => {
      const assurance = assuranceOf(one, patient);
      return { target: { reference: `Patient/${patient}` }, ...(assurance && { assurance }) };
    }),
  };
}
