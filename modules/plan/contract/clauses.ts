import { isoDate, text } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { areaRef, indicatorQuery } from './indicators.ts';
import { page } from './rules.ts';

/** The plan's clauses and what embodies them, the plan's own inconsistencies, and what needs attention first. */

/** An inconsistency of the plan itself, with the arithmetic that shows it. */
export const finding = z.object({
  id: z.string(),
  kind: z.string(),
  severity: z.enum(['high', 'medium', 'low']),
  summary: text,
  arithmetic: z.string(),
  clauses: z.array(z.string()),
  /** Worked out from the plan's figures, or stated by whoever prepared its data. */
  basis: z.enum(['computed', 'stated']),
  /** What is done about it here, where something is. */
  handling: text.optional(),
});
export const findingQuery = z.object({
  plan: indicatorQuery.shape.plan,
  kind: z.string().max(40).optional(),
  clause: z.string().max(20).optional(),
});
export const findingList = z.object({ plan: z.string(), total: z.number().int(), items: z.array(finding) });

export const embodiment = z.object({ kind: z.enum(['indicator', 'rule', 'registry', 'workflow', 'task']), ref: z.string() });
/** What embodies a clause decides: met, failing, under way (a task somebody was given), late, in place (built in), planned (not built, not given), or not known. */
export const clauseStatus = z.enum(['met', 'failing', 'under-way', 'late', 'in-place', 'planned', 'unknown']);
export const clauseType = z.enum(['indicator', 'resource-standard', 'service-network', 'information-system', 'governance']);
export const clauseTask = z.object({
  id: z.string(),
  state: z.string(),
  due: isoDate.nullable(),
  late: z.boolean(),
  percent: z.number(),
});
export const clauseItem = z.object({
  id: z.string(),
  document: z.string(),
  section: z.string(),
  type: clauseType,
  summary: text,
  /** `path`: address of the page that shows it; null when it has none. */
  embodiedBy: z.array(embodiment.extend({ title: text.nullable(), status: clauseStatus, path: z.string().nullable() })),
  status: clauseStatus,
  task: clauseTask.optional(),
  quote: z.string().optional(),
  highlight: z.string().optional(),
});
export const clauseQuery = indicatorQuery.extend({
  ...page,
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  type: clauseType.optional(),
  status: clauseStatus.optional(),
  embodied: embodiment.shape.kind.optional(),
  chapter: z.string().max(40).optional(),
  document: z.string().max(40).optional(),
  q: z.string().trim().max(100).optional(),
  sort: z.enum(['order', 'id', 'status', 'type']).default('order'),
});
export const clauseParams = z.object({ id: z.string().max(20) });
export const clauseList = z.object({
  plan: z.string(),
  at: isoDate,
  today: isoDate,
  total: z.number().int(),
  counts: z.partialRecord(clauseStatus, z.number().int()),
  chapters: z.array(z.object({ title: z.string(), total: z.number().int() })),
  items: z.array(clauseItem),
});

/** What needs attention first, worst first: a failing rule, an indicator off its way, a late task. */
export const attention = z.object({
  plan: z.string(),
  area: areaRef,
  at: isoDate,
  items: z.array(
    z.object({
      kind: z.enum(['rule', 'indicator', 'task']),
      id: z.string(),
      title: text,
      why: text,
      /** Address of the page that shows it. */
      path: z.string(),
    }),
  ),
});

export type Finding = z.infer<typeof finding>;
export type FindingList = z.infer<typeof findingList>;
export type ClauseItem = z.infer<typeof clauseItem>;
export type ClauseList = z.infer<typeof clauseList>;
export type ClauseQuery = z.output<typeof clauseQuery>;
export type ClauseStatus = z.infer<typeof clauseStatus>;
export type Attention = z.infer<typeof attention>;
