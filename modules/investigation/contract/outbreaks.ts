import { areaCode, diseaseCode, text } from '@songhua/module-reporting/contract.ts';
import { z } from 'zod';
import { id, version, words } from './words.ts';

/** Investigations and what stands at their head. */

const days = z.number().int().min(0).max(3650);

export const outbreakDraft = z.strictObject({
  title: words(200),
  disease: diseaseCode,
  area: areaCode,
  /** Counties that take part beside it. */
  shared: z.array(areaCode).max(50).default([]),
  /** Id of the event it belongs to. */
  event: z.guid().nullable().default(null),
  /** Days after the last exposure; the longest incubation of the disease unless said. */
  followDays: z.number().int().min(1).max(120).optional(),
});

export const outbreak = z.object({
  id,
  title: z.string(),
  disease: z.string(),
  diseaseName: text,
  area: z.string(),
  areaName: text,
  shared: z.array(z.string()),
  event: z.string().nullable(),
  eventTitle: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  followDays: z.number().int(),
  incubation: z.object({ least: days, most: days }),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  version: z.number().int(),
});

export const outbreakPatch = z.strictObject({
  version,
  title: words(200).optional(),
  shared: z.array(areaCode).max(50).optional(),
  event: z.guid().nullable().optional(),
  followDays: z.number().int().min(1).max(120).optional(),
  state: z.enum(['open', 'closed']).optional(),
});

export const outbreakQuery = z.object({
  state: z.enum(['open', 'closed']).optional(),
  area: areaCode.optional(),
  event: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

export const outbreakList = z.object({ total: z.number().int(), items: z.array(outbreak) });

const tally = z.array(z.object({ key: z.string(), count: z.number().int() }));
/** What stands above the tabs: how many cases, how they fare, and how the follow-up stands today. */
export const outbreakView = z.object({
  outbreak,
  today: z.string(),
  mayWrite: z.boolean(),
  cases: z.number().int(),
  byClass: tally,
  byOutcome: tally,
  firstOnset: z.string().nullable(),
  lastOnset: z.string().nullable(),
  contacts: tally,
  due: z.number().int(),
  overdue: z.number().int(),
  unassigned: z.number().int(),
  openTasks: z.number().int(),
  openSamples: z.number().int(),
});

export type Outbreak = z.infer<typeof outbreak>;
export type OutbreakDraft = z.output<typeof outbreakDraft>;
export type OutbreakList = z.infer<typeof outbreakList>;
export type OutbreakView = z.infer<typeof outbreakView>;
