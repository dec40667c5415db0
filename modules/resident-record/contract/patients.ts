import { z } from 'zod';
import { age } from './record.ts';
import { newsKinds } from './sections.ts';
import { when } from './words.ts';

/** GET /api/resident-record/patients: the people whom the reader's institution treats now. */

/**
 * here: an open visit of today; planned: a visit booked for today or later; inpatient: an open admission; recent: a visit that ended and still
 * leads to the record; contracted: signed with a family doctor of the house.
 */
export const patientStates = ['here', 'inpatient', 'planned', 'recent', 'contracted'] as const;
export const patientState = z.enum(patientStates);

const filter = z.object({
  state: patientState.optional(),
  /** Part of a name, or a whole identity number. */
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['turn', 'name', '-name', 'last', '-last']).default('turn'),
});
export const patientsQuery = filter.extend({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});
export const patientsExportQuery = filter.extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

export const patientRow = z.object({
  patient: z.string(),
  name: z.string(),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: z.string().nullable(),
  age: age.nullable(),
  number: z.string().nullable(),
  state: patientState,
  /** The visit by which the person is in this list. */
  visit: z
    .object({
      id: z.string(),
      status: z.string(),
      kind: z.string(),
      from: when.nullable(),
      until: when.nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  /** What came since the reader last looked; null beyond the first fifty of a page. */
  news: z
    .object({
      since: z.string().nullable(),
      total: z.number().int(),
      kinds: z.array(z.object({ kind: z.enum(newsKinds), count: z.number().int() })),
      /** Results outside their range among them. */
      abnormal: z.number().int(),
    })
    .nullable(),
});
export const patients = z.object({
  asOf: z.string(),
  /** Whose patients: `Organization/…`; null: the reader acts for no institution, and there is nobody. */
  institution: z.object({ id: z.string(), name: z.string() }).nullable(),
  total: z.number().int(),
  /** There are more than were looked at: look for the person by name or number. */
  more: z.boolean(),
  states: z.array(z.object({ state: patientState, count: z.number().int() })),
  items: z.array(patientRow),
});

export type PatientRow = z.infer<typeof patientRow>;
export type PatientState = z.infer<typeof patientState>;
export type Patients = z.infer<typeof patients>;
export type PatientsQuery = z.infer<typeof patientsQuery>;
