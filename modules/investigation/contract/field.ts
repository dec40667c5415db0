import { z } from 'zod';
import { day, id, townCode, version, words } from './words.ts';

/** Places, samples and tasks of an investigation. */

const whom = z.object({ id, serial: z.number().int(), name: z.string().nullable() });

export const presenceDraft = z
  .strictObject({ person: id, place: words(200), town: townCode.nullable().default(null), begins: day, until: day })
  .refine(({ begins, until }) => begins <= until, { path: ['until'], message: 'ends before it begins' });
export const presence = z.object({ id, person: whom, place: z.string(), begins: z.string(), until: z.string() });
export const presenceList = z.object({
  items: z.array(presence),
  more: z.boolean(),
  /** Places where several cases were, the most of them first. */
  shared: z.array(z.object({ place: z.string(), cases: z.number().int(), from: z.string(), to: z.string() })),
});

export const sampleDraft = z.strictObject({
  person: id,
  kind: words(60),
  taken: day,
  sent: day.nullable().default(null),
  laboratory: words(100).nullable().default(null),
});
export const samplePatch = z.strictObject({
  version,
  sent: day.nullable().optional(),
  laboratory: words(100).nullable().optional(),
  result: z.enum(['positive', 'negative', 'unclear']).nullable().optional(),
  resulted: day.nullable().optional(),
  reference: z
    .string()
    .regex(/^(Observation|DiagnosticReport)\/[A-Za-z0-9.-]{1,64}$/)
    .nullable()
    .optional(),
});
export const sample = z.object({
  id,
  person: whom,
  kind: z.string(),
  taken: z.string(),
  sent: z.string().nullable(),
  laboratory: z.string().nullable(),
  result: z.enum(['positive', 'negative', 'unclear']).nullable(),
  resulted: z.string().nullable(),
  reference: z.string().nullable(),
  version: z.number().int(),
});
export const sampleList = z.object({ items: z.array(sample), more: z.boolean() });
export const sampleParams = z.object({ id, sample: z.guid() });

export const taskDraft = z.strictObject({ title: words(200), due: day, assignee: words(60).nullable().default(null) });
export const task = z.object({
  id,
  title: z.string(),
  due: z.string(),
  assignee: z.string().nullable(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
});
export const taskList = z.object({ items: z.array(task), more: z.boolean() });
export const taskParams = z.object({ id, task: z.guid() });
export const taskPatch = z.strictObject({ done: z.boolean() });

export type PresenceList = z.infer<typeof presenceList>;
export type SampleList = z.infer<typeof sampleList>;
export type TaskList = z.infer<typeof taskList>;
