import { z } from 'zod';

/**
 * `consistency.yaml`: what a plan claims about its own figures, which no table says by itself: what is divided into
 * what, what a heading promises, how bands are worded. Only claims are here; whether they hold is computed.
 */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const clauses = z.array(id).min(1);

const quantity = z.strictObject({
  name: text,
  /** The measure its counts are kept in. */
  measure: id.optional(),
  /** Where its target stands: an indicator's id, or `<table>/<column>`. */
  target: z.string().min(1).optional(),
});

const partition = z.strictObject({
  id,
  clauses,
  title: text,
  /** What the claim is about: the counts of the baseline, the targets, or both. */
  compare: z.array(z.enum(['counts', 'targets'])).min(1),
  /** How targets become counts: per `factor` of this measure. */
  per: z.strictObject({ measure: id, factor: z.number().positive() }).optional(),
  whole: quantity,
  parts: z.array(quantity).min(2),
});

const band = z.strictObject({
  from: z.number().nonnegative().nullable(),
  fromIncluded: z.boolean().default(true),
  to: z.number().positive().nullable(),
  toIncluded: z.boolean().default(true),
});

export const claimsFile = z.strictObject({
  /** Clauses that each table of the plan is. */
  tables: z.record(id, clauses).default({}),
  /** A deadline this few days after the day of issue leaves no time. Our parameter. */
  nearDays: z.int().positive().default(30),
  partitions: z.array(partition).default([]),
  /** One measure is a part of another. */
  inclusions: z.array(z.strictObject({ id, clauses, title: text, part: id, whole: id })).default([]),
  /** A column's heading as printed, where it promises another factor than the column's definition has. */
  headings: z.array(z.strictObject({ table: id, column: id, factor: z.number().positive() })).default([]),
  /** Bands of one quantity as the sentence words them. */
  bands: z
    .array(z.strictObject({ id, clauses, title: text, measure: id, level: z.string().min(1), bands: z.array(band).min(2) }))
    .default([]),
  /** Staffing standards of parts, to be held against what the whole is to reach. */
  standards: z
    .array(
      z.strictObject({
        id,
        clauses,
        title: text,
        whole: id,
        parts: z.array(z.strictObject({ name: text, from: z.number(), to: z.number(), factor: z.number().positive() })).min(1),
      }),
    )
    .default([]),
  /** A clause that asks something of every area of a level, which needs this measure of each. */
  perArea: z.array(z.strictObject({ id, clauses, title: text, measure: id, level: z.string().min(1) })).default([]),
  /** Dates that sentences set outside the indicators. */
  deadlines: z.array(z.strictObject({ id, clauses, date: z.iso.date() })).default([]),
  /** What no arithmetic finds. */
  notes: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(['text', 'wording', 'ambiguity']),
        severity: z.enum(['high', 'medium', 'low']),
        clauses: z.array(id).default([]),
        summary: text,
      }),
    )
    .default([]),
});

export type Claims = z.output<typeof claimsFile>;
export type Partition = Claims['partitions'][number];
export type Quantity = Partition['whole'];
export type BandSet = Claims['bands'][number];

/** A plan that claims nothing of the kind. */
export const noClaims: Claims = claimsFile.parse({});
