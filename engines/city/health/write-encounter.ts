import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { type Department, departments } from './ailments.ts';
import type { Life, Place } from './life.ts';
import { type Concept, type EncounterClass, encounterClasses, metas, type Secrecy } from './resource.ts';

const departmentConcepts = Object.fromEntries(Object.entries(departments).map(([key, text]) => [key, { text }]));

const endOf = (life: Life, day: number, minute: number): string =>
  minute < 1440 ? life.calendar.moment(day, minute) : life.calendar.moment(day + 1, minute - 1440);

export interface Visit {
  readonly class: EncounterClass;
  readonly day: number;
  readonly minute: number;
  /** How long it took. */
  readonly minutes: number;
  readonly department: Department;
  readonly type: Concept;
  /** What the patient says, or the disease where its code must be said with it. */
  readonly reason?: Concept;
  readonly secrecy?: Secrecy;
  /** Ids of what was diagnosed, the first one mainly. */
  readonly diagnoses?: readonly string[];
  /** Id of the episode of a programme that it belongs to. */
  readonly episode?: string;
  readonly extension?: readonly object[];
}

/** A visit, written under the id that its parts refer to. */
export function writeEncounter(life: Life, place: Place, id: string, visit: Visit): void {
  const { day, minute, diagnoses, episode } = visit;
  life.out.push({
    resourceType: 'Encounter',
    id,
    meta: metas[visit.secrecy ?? 'plain'],
    ...(visit.extension && { extension: visit.extension }),
    identifier: [{ system: identifierSystems.outpatientNumber, value: `M${id}` }],
    status: 'finished',
    class: encounterClasses[visit.class],
    type: [visit.type],
    serviceType: departmentConcepts[visit.department],
    subject: place.subject,
    ...(episode && { episodeOfCare: [{ reference: `EpisodeOfCare/${episode}` }] }),
    period: { start: life.calendar.moment(day, minute), end: endOf(life, day, minute + visit.minutes) },
    ...(visit.reason && { reasonCode: [visit.reason] }),
    ...(diagnoses && { diagnosis: diagnoses.map((one, at) => ({ condition: { reference: `Condition/${one}` }, rank: at + 1 })) }),
    serviceProvider: place.provider,
  });
  life.tally.add('Encounter', visit.class);
}

/** Minutes of the day at which doctors see people: most in the morning. */
export const officeMinute = (life: Life): number => {
  const morning = life.random() < 0.66;
  return morning ? 480 + Math.floor(life.random() * 210) : 810 + Math.floor(life.random() * 180);
};
