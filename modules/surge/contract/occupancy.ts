import { z } from 'zod';
import { beds, by, id, institutionId, isoDay, moment } from './words.ts';

/** How many beds of a ward are in use, each figure with its age and where it comes from. */

/** records: inpatient visits in the record store; reported: what the hospital said of a day. */
export const occupancySource = z.enum(['records', 'reported']);

export const occupancyFigure = z.object({
  occupied: z.number().int(),
  source: occupancySource,
  /** The day of which it is true; of records, the day of asking. */
  day: isoDay,
  at: moment,
  by,
  /** Days since. */
  age: z.number().int(),
  /** Older than two days. */
  stale: z.boolean(),
});

export const occupancyDraft = z.strictObject({
  institution: institutionId,
  day: isoDay,
  entries: z
    .array(z.strictObject({ ward: id, occupied: beds }))
    .min(1)
    .max(500),
});
/** A table with the columns ward (its name) and occupied, as a spreadsheet saves it. */
export const occupancyFile = z.strictObject({ institution: institutionId, day: isoDay, csv: z.string().min(1).max(200_000) });
export const occupancyTaken = z.object({ taken: z.number().int() });

export type OccupancyFigure = z.infer<typeof occupancyFigure>;
export type OccupancyDraft = z.infer<typeof occupancyDraft>;
