import { type Life, nextId, type Place } from './life.ts';
import { type Concept, clinicalStatus, confirmed, disease, hl7Concepts, metas, type Secrecy } from './resource.ts';

export interface Diagnosis {
  readonly code: string;
  readonly name: string;
  readonly day: number;
  readonly minute: number;
  /** Since when, when earlier than it was found. */
  readonly onset?: number;
  readonly encounter?: string;
  readonly status: 'active' | 'resolved';
  readonly secrecy?: Secrecy;
  readonly extension?: readonly object[];
}

function writeCondition(life: Life, place: Place, category: readonly Concept[], found: Diagnosis): string {
  const id = nextId(place);
  const { calendar } = life;
  life.out.push({
    resourceType: 'Condition',
    id,
    meta: metas[found.secrecy ?? 'plain'],
    ...(found.extension && { extension: found.extension }),
    clinicalStatus: clinicalStatus[found.status],
    verificationStatus: confirmed,
    category,
    code: disease(found.code, found.name),
    subject: place.subject,
    ...(found.encounter && { encounter: { reference: `Encounter/${found.encounter}` } }),
    onsetDateTime: calendar.text(Math.max(life.born, found.onset ?? found.day)),
    recordedDate: calendar.moment(found.day, found.minute),
  });
  return id;
}

/** What was found at a visit; its id. */
export function writeDiagnosis(life: Life, place: Place, found: Diagnosis): string {
  life.tally.add('Condition', found.code);
  return writeCondition(life, place, hl7Concepts.encounterDiagnosis, found);
}

/** What stays with somebody: an entry of the institution's problem list; its id. */
export function writeProblem(life: Life, place: Place, name: string, found: Diagnosis): string {
  const key = `${name} ${place.patient}`;
  const known = life.problems.get(key);
  if (known) return known;
  const id = writeCondition(life, place, hl7Concepts.problem, found);
  life.problems.set(key, id);
  life.tally.add('problem', name);
  return id;
}
