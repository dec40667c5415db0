import type { PatientRow, PatientState } from '../contract.ts';
import { ageOn, fullNameOf, numberOf, sexOf } from './describe-person.ts';
import { type Encounter, type EpisodeOfCare, nameOf, type Patient } from './fhir.ts';
import { isAdmission, isOpenEpisode, isVoidVisit } from './list-care.ts';
import { patientOf } from './name-source.ts';
import { byLatest, cityDayOf, dayOf, momentOf } from './order-dates.ts';

/** Days after a visit for which the person stays in the list: as long as it leads to the record. */
export const recentDays = 90;
const unclosed = new Set(['arrived', 'triaged', 'in-progress', 'onleave', 'unknown']);

/** Whose turn it is: those who are here by when they came, then the wards, then who comes, then the others, the latest first. */
const turn: Readonly<Record<PatientState, number>> = { here: 0, inpatient: 1, planned: 2, recent: 3, contracted: 4 };

/** In which way a visit puts somebody into the list today; null when it does not. */
export function stateOf(encounter: Encounter, now: Date): PatientState | null {
  if (isVoidVisit(encounter)) return null;
  const today = dayOf(now);
  const start = momentOf(encounter.period?.start);
  const day = start === null ? null : dayOf(start);
  if (encounter.status === 'planned') return day !== null && day >= today ? 'planned' : null;
  if (unclosed.has(encounter.status) && encounter.period?.end === undefined) {
    if (isAdmission(encounter)) return 'inpatient';
    // A clinic visit that nobody closed is over with its day.
    if (day === today) return 'here';
  }
  const end = momentOf(encounter.period?.end ?? encounter.period?.start);
  return end !== null && now.getTime() - end < recentDays * 86_400_000 ? 'recent' : null;
}

export interface Listed {
  readonly patient: string;
  readonly state: PatientState;
  readonly visit: Encounter | null;
}

/** Whom a house treats now: each person once, by the visit that comes first of all that put them there; then those it has a contract with. */
export function listTreated(encounters: readonly Encounter[], contracts: readonly EpisodeOfCare[], now: Date): Listed[] {
  const all: Listed[] = [
    ...encounters.flatMap((visit): Listed[] => {
      const state = stateOf(visit, now);
      return state === null ? [] : [{ patient: patientOf(visit), state, visit }];
    }),
    ...contracts
      .filter((one) => isOpenEpisode(one, dayOf(now)))
      .map((one): Listed => ({ patient: patientOf(one), state: 'contracted', visit: null })),
  ].filter(({ patient }) => patient !== '');
  const first = new Map<string, Listed>();
  for (const one of all.toSorted(inTurn)) if (!first.has(one.patient)) first.set(one.patient, one);
  return [...first.values()];
}

const startOf = ({ visit }: Listed): string | null => visit?.period?.start ?? null;

/** Who comes next: who has waited longest of those who are here, who comes soonest of those who are planned, else the latest. */
export function inTurn(a: Listed, b: Listed): number {
  const sooner = a.state === 'here' || a.state === 'planned' ? -1 : 1;
  return (
    turn[a.state] - turn[b.state] ||
    byLatest(startOf(a), startOf(b)) * sooner ||
    (a.patient < b.patient ? -1 : a.patient > b.patient ? 1 : 0)
  );
}

/** A row of the list, without what is new. */
export function rowOf({ patient, state, visit }: Listed, person: Patient, now: Date): Omit<PatientRow, 'news'> {
  const born = person.birthDate ?? null;
  return {
    patient,
    name: fullNameOf(person),
    sex: sexOf(person),
    birthDate: born,
    age: ageOn(born, cityDayOf(person.deceasedDateTime) ?? dayOf(now)),
    number: numberOf(person),
    state,
    visit: visit && {
      id: visit.id,
      status: visit.status,
      kind: visit.class?.code ?? '',
      from: visit.period?.start ?? null,
      until: visit.period?.end ?? null,
      reason: (visit.reasonCode ?? []).map(nameOf).find((name) => name !== '') ?? null,
    },
  };
}

/** Whether a person is meant by what somebody typed: part of the name, or the whole number. */
export const isMeant = (person: Patient, q: string): boolean => {
  const words = q.toLowerCase();
  return fullNameOf(person).toLowerCase().includes(words) || (numberOf(person) ?? '').toLowerCase() === words;
};
