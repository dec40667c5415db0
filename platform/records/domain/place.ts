import { hash } from 'node:crypto';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';

/** How many places rows are spread over. A power of two that no cluster of a city outgrows. */
const places = 1024;

/** Parameters by which a resource belongs to a patient, the surest first. */
const belongs = ['patient', 'subject', 'beneficiary', 'individual', 'actor'];

let last = { name: '', place: 0 };

/** Records of one person mostly come one after the other, so the last answer is kept. */
function placeOfName(type: string, id: string): number {
  const name = `${type}/${id}`;
  if (last.name !== name) last = { name, place: hash('sha1', name, 'buffer').readUInt16BE(0) % places };
  return last.place;
}

/**
 * Where the rows of a resource lie when they are spread over several machines: with the patient it is first written about, so that a
 * patient's record lies together; without one, by its own id. Said once and never changed.
 */
export function placeOf(type: string, id: string, entries: readonly Entry[]): number {
  if (type === 'Patient') return placeOfName(type, id);
  for (const param of belongs) {
    for (const entry of entries) {
      if (entry.kind === 'reference' && entry.param === param && entry.type === 'Patient' && entry.id !== undefined)
        return placeOfName('Patient', entry.id);
    }
  }
  return placeOfName(type, id);
}
