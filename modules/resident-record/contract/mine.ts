import { z } from 'zod';
import { record } from './record.ts';
import { resultsExportQuery, resultsQuery } from './results.ts';
import { timelineQuery } from './timeline.ts';
import { patientId, text } from './words.ts';

/** GET /api/resident-record/mine: one's own record, or that of somebody one acts for, in plain words. */

export const mineQuery = z.object({
  /** Whose; one's own unless said. */
  patient: patientId.optional(),
});

/** The same for the parts of it. */
export const mineTimelineQuery = timelineQuery.extend(mineQuery.shape);
export const mineResultsQuery = resultsQuery.extend(mineQuery.shape);
export const mineResultsExportQuery = resultsExportQuery.extend(mineQuery.shape);
export const mineEncounterParams = z.object({ encounter: patientId });

/** Plain words by what they explain; nothing here is a diagnosis. */
export const plainWords = z.object({
  /** By `flags[].code`. */
  flags: z.record(z.string(), text),
  /** By `results[].key`: what the value is beside its range, and what a range means. */
  results: z.record(z.string(), text),
  /** What the sections are: allergies, problems, medicines, results, immunisations, admissions, programmes. */
  sections: z.record(z.string(), text),
  /** What to do when something is wrong in it, or unclear. */
  advice: z.array(text),
});
export const mine = z.object({
  /** Oneself first, then whom one acts for. Empty: the account is tied to no record. */
  people: z.array(z.object({ patient: z.string(), name: z.string(), relation: z.enum(['self', 'proxy']) })),
  record: record.nullable(),
  words: plainWords.nullable(),
});

export type Mine = z.infer<typeof mine>;
export type PlainWords = z.infer<typeof plainWords>;
