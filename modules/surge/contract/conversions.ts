import { z } from 'zod';
import { bedKind, beds, by, id, moment, stepKind, surgeKind, text, version, words } from './words.ts';

/** Turning a ward to another use, step by step, and back. */

/** What a step takes by plan. */
export const plannedStep = z.strictObject({
  kind: stepKind,
  hours: z.number().min(0).max(2_000),
  /** People needed. */
  people: z.number().int().min(0).max(1_000),
});

export const stepState = z.enum(['waiting', 'running', 'done']);
export const conversionStep = plannedStep.extend({
  state: stepState,
  startedAt: moment.nullable(),
  startedBy: by,
  doneAt: moment.nullable(),
  doneBy: by,
  note: z.string().nullable(),
  /** Whether it may start now: what must be done before it is done. */
  open: z.boolean(),
});

/** proposed 建议, ordered 已下令 (its clock runs), ready 已就绪, declined 未采纳, undone 已恢复. */
export const conversionStates = ['proposed', 'ordered', 'ready', 'declined', 'undone'] as const;
export const conversionState = z.enum(conversionStates);

export const conversion = z.object({
  id,
  ward: id,
  wardName: z.string(),
  institution: z.string(),
  institutionName: z.string(),
  from: bedKind,
  to: surgeKind,
  beds,
  state: conversionState,
  reason: z.string(),
  /** Event of the emergency command that asked for it. */
  event: z.string().nullable(),
  proposedAt: moment.nullable(),
  orderedAt: moment.nullable(),
  orderedBy: by,
  readyAt: moment.nullable(),
  endedAt: moment.nullable(),
  endedBy: by,
  endReason: z.string().nullable(),
  /** By plan, from the order to ready; steps that need not wait for each other run side by side. */
  plannedHours: z.number(),
  /** From the order to ready, or until now. Null: it was not ordered. */
  hours: z.number().nullable(),
  /** When it will be ready if what is left takes what the plan says. Null: it is, or was not ordered. */
  expectedAt: moment.nullable(),
  late: z.boolean(),
  steps: z.array(conversionStep),
  version,
});

/** What `surge.changed` tells: where, and of a conversion that was ordered or became ready which one and by whom. */
export const surgeNews = z.object({
  institution: z.string(),
  conversion: z.object({ id, state: z.enum(['ordered', 'ready']), by: z.string(), said: text }).optional(),
});

export const orderDraft = z.strictObject({ reason: words(1000), to: surgeKind.optional(), version });
export const conversionMove = z.strictObject({ to: z.enum(['ordered', 'declined', 'undone']), reason: words(1000), version });
export const stepMove = z.strictObject({
  /** `waiting` takes back what was said by mistake. */
  to: stepState,
  note: words(1000).optional(),
  /** Of the conversion, when it matters that nobody has done anything since; steps guard their own order. */
  version: version.optional(),
});
export const conversionParams = z.object({ id });
export const stepParams = z.object({ id, step: stepKind });

/** Who did what, when. Nothing in it is ever changed. */
export const logEntry = z.object({
  n: z.number().int(),
  at: moment,
  by,
  ward: z.string().nullable(),
  text,
});

/** How long conversions took, from the order to ready (4.3.2-j). */
export const conversionTimes = z.object({
  count: z.number().int(),
  medianHours: z.number().nullable(),
  medianPlanned: z.number().nullable(),
  inTime: z.number().int(),
});

export type PlannedStep = z.infer<typeof plannedStep>;
export type ConversionStep = z.infer<typeof conversionStep>;
export type Conversion = z.infer<typeof conversion>;
export type SurgeNews = z.infer<typeof surgeNews>;
export type StepMove = z.infer<typeof stepMove>;
export type LogEntry = z.infer<typeof logEntry>;
export type ConversionTimes = z.infer<typeof conversionTimes>;
