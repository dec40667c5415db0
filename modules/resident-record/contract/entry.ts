import { z } from 'zod';
import { mineQuery } from './mine.ts';
import { coded, interpretation, measured, patientId, referenceRange, source, text, when } from './words.ts';

/** GET /api/resident-record/mine/entries/:type/:id: one thing of one's own record in plain words. */

export const entryTypes = [
  'Observation',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'AllergyIntolerance',
  'Immunization',
  'Condition',
  'Procedure',
] as const;
export const mineEntryParams = z.object({ type: z.enum(entryTypes), id: patientId });
export const mineEntryQuery = mineQuery;

export const ownReading = coded.extend({
  /** What `results?codes=` takes. */
  key: z.string(),
  /** What it measures, in plain words; null: there are none for this measurement. */
  about: text.nullable(),
  measured,
  range: referenceRange.nullable(),
  interpretation: interpretation.nullable(),
  /** What the value is beside its range. */
  says: text,
  /** The same measured before, of the same unit, the latest first. */
  earlier: z.array(z.object({ at: when, text: z.string(), institution: z.string() })),
});
export const ownEntry = z.object({
  kind: z.enum(['result', 'report', 'medicine', 'allergy', 'immunisation', 'problem', 'procedure']),
  name: z.string(),
  /** What this kind of record is, and what it says, a sentence each. */
  sentences: z.array(text),
  /** A value or a day each. */
  facts: z.array(z.object({ key: z.string(), title: text, value: text.nullable(), at: when.nullable() })),
  readings: z.array(ownReading),
  /** Id of the visit that it belongs to. */
  visit: z.string().nullable(),
  source,
  /** Others that say the same. */
  others: z.array(source),
});

export type EntryType = (typeof entryTypes)[number];
export type OwnEntry = z.infer<typeof ownEntry>;
export type OwnReading = z.infer<typeof ownReading>;
