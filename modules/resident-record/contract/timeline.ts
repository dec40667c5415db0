import { z } from 'zod';
import { coded, institution, interpretation, measured, patientId, referenceRange, source, text, when } from './words.ts';

/** GET …/people/:patient/timeline and …/encounters/:id. */

export const timelineKinds = [
  'outpatient',
  'emergency',
  'admission',
  'home',
  'report',
  'medicine',
  'procedure',
  'immunisation',
  'problem',
  'result',
  'programme',
  'document',
  'other',
] as const;
export const timelineKind = z.enum(timelineKinds);

export const timelinePart = z.object({
  kind: timelineKind,
  title: z.string(),
  detail: z.string().nullable(),
  interpretation: interpretation.nullable(),
  source,
});
/** One visit with all that belongs to it, or something that belongs to no visit. */
export const timelineEntry = z.object({
  kind: timelineKind,
  title: z.string(),
  detail: z.string().nullable(),
  /** Null: it bears no date. Such entries stand last, and the answer counts them. */
  at: when.nullable(),
  until: when.nullable(),
  status: z.string().nullable(),
  interpretation: interpretation.nullable(),
  source,
  parts: z.array(timelinePart),
});

/** Kinds, by comma. */
const kindList = z
  .string()
  .transform((value) => value.split(',').filter((one) => one !== ''))
  .pipe(z.array(timelineKind).max(50));

export const timelineQuery = z.object({
  /** Kinds, by comma; all unless said. */
  kind: kindList.optional(),
  /** Id of an Organization. */
  institution: patientId.optional(),
  /** Days, both inclusive. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** In titles, details and names of what belongs to an entry. */
  q: z.string().trim().max(100).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(30),
});
export const timeline = z.object({
  items: z.array(timelineEntry),
  next: z.string().nullable(),
  /** Entries under the filter. */
  total: z.number().int(),
  undated: z.number().int(),
  /** What can be filtered by, with its counts under the other filters. */
  kinds: z.array(z.object({ kind: timelineKind, count: z.number().int() })),
  institutions: z.array(institution.extend({ count: z.number().int() })),
  cut: z.array(z.object({ type: z.string(), shown: z.number().int() })),
});

/** Costs of a stay as its front page 病案首页 tells them, in yuan. */
export const stayCosts = z.object({
  /** not-shown: the reader's role is shown no bills of anybody. */
  state: z.enum(['told', 'missing', 'not-shown']),
  total: z.number().nullable(),
  own: z.number().nullable(),
  payment: z.string().nullable(),
  /** The ten groups in their order; null: not told, which is not nothing. */
  groups: z.array(z.object({ code: z.string(), title: text, amount: z.number().nullable() })),
  /** What the rules of the front page find wrong. */
  checks: z.array(text),
});

export const encounterParams = z.object({ patient: patientId, encounter: patientId });
export const encounterDetail = z.object({
  id: z.string(),
  kind: timelineKind,
  status: z.string(),
  title: z.string(),
  institution,
  from: when.nullable(),
  until: when.nullable(),
  days: z.number().int().nullable(),
  department: z.string().nullable(),
  reasons: z.array(z.string()),
  participants: z.array(z.object({ role: z.string().nullable(), name: z.string() })),
  /** Of an admission that is over; null of other visits. */
  costs: stayCosts.nullable(),
  /** Of an admission: what the front page of a medical record 病案首页 says, as far as it is recorded. */
  frontPage: z.array(z.object({ key: z.string(), title: text, value: text })),
  diagnoses: z.array(coded.extend({ use: text.nullable(), present: text.nullable(), rank: z.number().int().nullable(), source })),
  procedures: z.array(coded.extend({ source })),
  medicines: z.array(coded.extend({ dosage: z.string().nullable(), source })),
  reports: z.array(coded.extend({ conclusion: z.string().nullable(), results: z.array(z.string()), source })),
  results: z.array(
    coded.extend({
      measured,
      range: referenceRange.nullable(),
      interpretation: interpretation.nullable(),
      source,
    }),
  ),
  documents: z.array(coded.extend({ source })),
});

export type StayCosts = z.infer<typeof stayCosts>;
export type EncounterDetail = z.infer<typeof encounterDetail>;
export type Timeline = z.infer<typeof timeline>;
export type TimelineEntry = z.infer<typeof timelineEntry>;
export type TimelineKind = z.infer<typeof timelineKind>;
export type TimelinePart = z.infer<typeof timelinePart>;
export type TimelineQuery = z.infer<typeof timelineQuery>;
