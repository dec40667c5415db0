import { z } from 'zod';

/** The three YAML files of a plan. Unknown keys are refused everywhere: a misspelt key must not pass as absent. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** An area's code in whatever code system the plan uses; the engine compares codes and never reads meaning into them. */
const areaCode = z.string().regex(/^[A-Za-z0-9-]{1,20}$/);
const date = z.iso.date();

const measure = z.strictObject({
  id,
  name: text,
  unit: text,
  /** count: a stock that adds up over areas; population: a count of residents; rate: printed as it is, never added up. */
  kind: z.enum(['count', 'population', 'rate']),
});

export const planFile = z.strictObject({
  plan: z.strictObject({
    id,
    title: text,
    document: z.strictObject({ number: z.string().min(1), title: text, issued: date }),
    /** Code of the area the whole plan is for. */
    area: areaCode,
    start: date,
    end: date,
    /** Our parameters, not the plan's: `note` says so wherever they are shown. */
    rating: z.strictObject({ behind: z.number().gt(0).lt(1), note: text }),
  }),
  measures: z.array(measure).min(1),
});

const definition = z
  .strictObject({
    /** Measures added up. */
    numerator: z.array(id).min(1).optional(),
    denominator: z.array(id).min(1).optional(),
    factor: z.number().positive().default(1),
    /** A rate as a document prints it, for where the counts are missing or weaker. */
    publishedRate: id.optional(),
  })
  .refine((d) => d.numerator !== undefined || d.publishedRate !== undefined, { params: { rule: 'numerator-or-published-rate' } });

const target = z.strictObject({
  area: areaCode,
  date,
  operator: z.enum(['>=', '<=', '>', '<', '=', '~', 'qualitative']),
  value: z.number().nullable(),
  /** For `~` only: how far from the value still counts as reached. Our parameter; `toleranceNote` says why. */
  tolerance: z.number().positive().optional(),
  toleranceNote: text.optional(),
  text,
});

const trajectory = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['linear', 'step', 'floor', 'grow']) }),
  z.strictObject({ kind: z.literal('custom'), points: z.array(z.strictObject({ date, value: z.number() })).min(1) }),
]);

const source = z.strictObject({
  /** Another document than the plan's own, by number. */
  document: z.string().min(1).optional(),
  section: z.string().min(1),
  /** A few characters that occur in exactly one sentence or table row of the section. */
  locator: z.string().min(2).max(24),
  summary: text,
  related: z.array(z.strictObject({ section: z.string().min(1), locator: z.string().min(2).max(24) })).default([]),
});

const indicator = z.strictObject({
  id,
  dimension: text,
  name: text,
  unit: text,
  decimals: z.int().min(0).max(6),
  format: z.enum(['number', 'ratio', 'percent']),
  polarity: z.enum(['increase', 'decrease', 'range']),
  nature: z.enum(['预期性', '约束性']),
  definition,
  rollUp: z.enum(['ratio-of-sums', 'none']),
  baseline: z.strictObject({
    year: z.int(),
    date,
    value: z.number().nullable(),
    printed: z.string().min(1).nullable(),
    bound: z.enum(['at-least', 'at-most']).optional(),
  }),
  targets: z.array(target).min(1),
  trajectory,
  source,
  notes: z.array(text).default([]),
});

export const indicatorsFile = z.strictObject({ indicators: z.array(indicator).min(1) });

const column = z.strictObject({
  key: id,
  title: text,
  unit: text,
  decimals: z.int().min(0).max(6),
  format: z.enum(['number', 'ratio']),
  /** What stands in the cells: exactly one of these. */
  measure: id.optional(),
  indicator: id.optional(),
  rate: z
    .strictObject({ numerator: z.array(id).min(1), denominator: z.array(id).min(1), factor: z.number().positive() })
    .optional(),
  targetOf: id.optional(),
  targets: z.record(areaCode, z.number()).optional(),
});

const table = z.strictObject({
  id,
  title: text,
  section: z.string().min(1),
  locator: z.string().min(2).max(24),
  rows: z.array(areaCode).min(1),
  groups: z.array(z.strictObject({ title: text, columns: z.array(column).min(1) })).min(1),
});

export const tablesFile = z.strictObject({ tables: z.array(table) });

const misprint = z.strictObject({
  id,
  table: id,
  column: id,
  /** Absent when the column's heading is what is misprinted. */
  area: areaCode.optional(),
  asOf: date,
  printed: z.string().min(1),
  note: text,
});

export const misprintsFile = z.strictObject({ misprints: z.array(misprint) });

export type Measure = z.output<typeof measure>;
export type Indicator = z.output<typeof indicator>;
export type Target = z.output<typeof target>;
export type Trajectory = z.output<typeof trajectory>;
export type Definition = z.output<typeof definition>;
export type TableSpec = z.output<typeof table>;
export type ColumnSpec = z.output<typeof column>;
export type Misprint = z.output<typeof misprint>;
export type PlanHead = z.output<typeof planFile>['plan'];

/** A whole plan: what its files say, checked. */
export interface Plan extends PlanHead {
  readonly measures: readonly Measure[];
  readonly indicators: readonly Indicator[];
  readonly tables: readonly TableSpec[];
}
