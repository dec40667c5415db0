import { z } from 'zod';
import { coded, institution, interpretation, measured, referenceRange, source, text, when } from './words.ts';

/** GET …/people/:patient/results: what can be charted, and with `codes` the series themselves. */

export const resultsQuery = z.object({
  /** Keys of measurements, by comma; without them only the list of what there is. */
  codes: z
    .string()
    .transform((value) => value.split(',').filter((one) => one !== ''))
    .pipe(z.array(z.string().max(200)).max(20))
    .optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});

export const measurement = coded.extend({
  key: z.string(),
  group: z.enum(['vital-signs', 'laboratory', 'imaging', 'exam', 'other']),
  /** Numbers among them: from two on there is a line to draw. */
  numbers: z.number().int(),
  count: z.number().int(),
  units: z.array(z.string()),
  first: when.nullable(),
  last: when.nullable(),
});

export const point = z.object({
  at: when,
  value: z.number(),
  /** As it was reported, when it was converted. */
  reported: measured,
  converted: z.boolean(),
  interpretation: interpretation.nullable(),
  range: referenceRange.nullable(),
  source,
});
/** Values of one measurement in one unit, oldest first. */
export const series = coded.extend({
  key: z.string(),
  unit: z.string().nullable(),
  points: z.array(point),
  /** Where the same reference range held: drawn as a band behind the line. Never of two ranges at once. */
  bands: z.array(z.object({ from: when, until: when, low: z.number().nullable(), high: z.number().nullable() })),
  /** Why it stands beside another series of the same measurement: a unit that cannot be converted. */
  apart: text.nullable(),
});
export const results = z.object({
  measurements: z.array(measurement),
  series: z.array(series),
  /** Results of the measurements asked for that are no numbers, newest first; those without a date last. */
  texts: z.array(coded.extend({ key: z.string(), measured, interpretation: interpretation.nullable(), source })),
  institutions: z.array(institution),
  cut: z.array(z.object({ type: z.string(), shown: z.number().int() })),
});
export const resultsExportQuery = resultsQuery.extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

export type Measurement = z.infer<typeof measurement>;
export type Point = z.infer<typeof point>;
export type Results = z.infer<typeof results>;
export type ResultsQuery = z.infer<typeof resultsQuery>;
export type Series = z.infer<typeof series>;
