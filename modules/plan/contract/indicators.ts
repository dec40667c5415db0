import { areaCode, evidence, exportFormat, isoDate, isoDay, text } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';

/** Plans, their indicators, tables and documents. */

export const status = z.enum(['met', 'on-track', 'behind', 'off-track', 'unknown']);
export const operator = z.enum(['>=', '<=', '>', '<', '=', '~', 'qualitative']);

/** An area by code and name. */
export const areaRef = z.object({ code: areaCode, name: text });

export const planSummary = z.object({
  id: z.string(),
  title: text,
  document: z.object({ number: z.string(), title: text, issued: isoDate, loaded: z.boolean() }),
  area: areaCode,
  /** Date of the newest fact that is not in the future: what the pages call today. */
  today: isoDate,
  start: isoDate,
  end: isoDate,
  /** Our parameter: the share of the way that may be lacking and still counts as behind; the note says that it is ours. */
  rating: z.object({ behind: z.number(), note: text }),
});
export const planList = z.object({ items: z.array(planSummary) });

export const source = z.object({
  document: z.string(),
  section: z.string(),
  summary: text,
  /** The exact sentence, once somebody has loaded the document. */
  quote: z.string().optional(),
  /** The characters of the quote that were looked for, to be highlighted. */
  highlight: z.string().optional(),
  /** Other sentences of the same document about this indicator. */
  related: z.array(z.object({ section: z.string(), quote: z.string().optional(), highlight: z.string().optional() })).optional(),
});

/** A value as it stands: never zero when it is not known, but null with a reason. */
export const current = z.object({
  value: z.number().nullable(),
  /** As the plan prints it: `8.49`, `1:1.14`, `91.37`. */
  printed: z.string().nullable(),
  asOf: isoDate.nullable(),
  evidence: evidence.nullable(),
  /** Why there is no value, in the language of the request. */
  reason: z.string().optional(),
  /** Numerator and denominator it was computed from, when it was. */
  numerator: z.number().optional(),
  denominator: z.number().optional(),
});

export const indicatorItem = z.object({
  id: z.string(),
  dimension: text,
  name: text,
  /** In the language of the request. */
  unit: z.string(),
  decimals: z.number().int(),
  format: z.enum(['number', 'ratio', 'percent']),
  polarity: z.enum(['increase', 'decrease', 'range']),
  nature: z.enum(['预期性', '约束性']),
  baseline: z.object({
    year: z.number().int(),
    value: z.number().nullable(),
    printed: z.string().nullable(),
    bound: z.enum(['at-least', 'at-most']).optional(),
  }),
  target: z.object({
    year: z.number().int().nullable(),
    /** The last day of the deadline; absent when this area has no target. */
    date: isoDate.optional(),
    operator: operator.nullable(),
    value: z.number().nullable(),
    tolerance: z.number().optional(),
    /** The target in the plan's words, in the language of the request. */
    text: z.string().nullable(),
    /** When this area has no target of its own: the city's, for comparison only. */
    reference: z.number().nullable().optional(),
  }),
  current,
  expected: z.number().nullable(),
  progress: z.number().nullable(),
  status,
  /** The rule that decided the status, in words with its numbers. */
  why: text,
  /** What is missing to the target, in counts at today's denominator (e.g. 940 people: the fewest that reach it), when it can be said. */
  gap: z.object({ value: z.number(), unit: text }).nullable(),
  notes: z.array(text),
  source,
});
export const indicatorQuery = z.object({
  /** The first of the plans by id unless said. */
  plan: z.string().max(64).optional(),
  /** The area the plan is for unless said. */
  area: areaCode.optional(),
  /** The plan's today unless said. */
  at: isoDay.optional(),
});
export const indicatorList = z.object({
  plan: z.string(),
  area: areaRef,
  at: isoDate,
  today: isoDate,
  total: z.number().int(),
  items: z.array(indicatorItem),
});

export const indicatorDetail = z.object({
  plan: z.string(),
  area: areaRef,
  at: isoDate,
  today: isoDate,
  item: indicatorItem,
  definition: z.object({
    numerator: text.nullable(),
    denominator: text.nullable(),
    publishedRate: text.nullable(),
    factor: z.number(),
    rollUp: text,
  }),
  /** Trajectory for the chart: what is expected on each date. */
  trajectory: z.array(z.object({ date: isoDate, value: z.number() })),
  byArea: z.array(
    z.object({
      area: areaRef,
      current,
      target: z.number().nullable(),
      status,
    }),
  ),
});

/** A table in the plan's own layout: groups of columns over columns, a row an area. */
export const planTable = z.object({
  id: z.string(),
  title: text,
  section: z.string(),
  asOf: isoDate,
  groups: z.array(
    z.object({
      title: text,
      columns: z.array(
        z.object({
          key: z.string(),
          title: text,
          unit: text,
          decimals: z.number().int(),
          format: z.enum(['number', 'ratio']),
          /** When the plan heads this column wrongly: what it prints, and why we differ. */
          misprint: z.object({ printed: z.string(), note: text }).optional(),
        }),
      ),
    }),
  ),
  rows: z.array(
    z.object({
      area: areaRef,
      /** column key -> cell */
      cells: z.record(
        z.string(),
        z.object({
          value: z.number().nullable(),
          evidence: evidence.nullable(),
          reason: text.optional(),
          /** When the plan prints another figure than the counts give: what it prints, and why we differ. */
          misprint: z.object({ printed: z.string(), note: text }).optional(),
        }),
      ),
    }),
  ),
});
export const tableQuery = indicatorQuery.omit({ area: true });
export const planTables = z.object({ plan: z.string(), today: isoDate, items: z.array(planTable) });

export const exportQuery = z.object({ format: exportFormat.default('csv') });

export const documentRow = z.object({
  id: z.string(),
  plan: z.string(),
  number: z.string(),
  title: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  characters: z.number().int(),
  /** How many of the plan's locators found exactly one sentence. */
  found: z.number().int(),
  wanted: z.number().int(),
  missing: z.array(z.string()),
});
/** At most 2 MiB of text as UTF-8; the document of the first of the plans by id unless said. */
export const documentInput = z.object({ plan: indicatorQuery.shape.plan, text: z.string().min(1) });
/** Payload of `plan.document-added` and `plan.document-removed`, and the answer to a removal. */
export const documentRef = z.object({ id: z.string() });
export const documentQuery = z.object({ plan: z.string().max(64).optional() });
export const documentList = z.object({ items: z.array(documentRow) });

export type AreaRef = z.infer<typeof areaRef>;
export type Current = z.infer<typeof current>;
export type Status = z.infer<typeof status>;
export type PlanSummary = z.infer<typeof planSummary>;
export type IndicatorItem = z.infer<typeof indicatorItem>;
export type IndicatorList = z.infer<typeof indicatorList>;
export type IndicatorDetail = z.infer<typeof indicatorDetail>;
export type PlanTable = z.infer<typeof planTable>;
export type PlanTables = z.infer<typeof planTables>;
export type DocumentRow = z.infer<typeof documentRow>;
