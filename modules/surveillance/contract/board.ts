import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { signal } from './signals.ts';
import { channel, day, id, moment, search, signalLevel, signalState, sourceKind, subjectCode, words } from './words.ts';

/** The triage board (研判看板): which signals there are, what is done with one, and what was done. */

export const signalParams = z.object({ id });
const filter = {
  area: areaCode.optional(),
  channel: channel.optional(),
  source: sourceKind.optional(),
  subject: subjectCode.optional(),
  level: signalLevel.optional(),
  /** `open`: neither closed, ruled out nor merged; `overdue`: without a verdict and late; `unanswered`: without a verdict. */
  state: z.enum([...signalState.options, 'open', 'overdue', 'unanswered']).optional(),
  /** Raised from and to, days in Beijing, both included. */
  from: day.optional(),
  to: day.optional(),
  q: search.optional(),
};
export const signalQuery = z.object({
  ...filter,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const signalExportQuery = z.object({ ...filter, format: z.enum(['csv', 'xlsx']).default('csv') });
export const signalList = z.object({
  total: z.number().int(),
  /** Of all under the filter but the state. */
  counts: z.object({
    byState: z.partialRecord(signalState, z.number().int()),
    open: z.number().int(),
    unanswered: z.number().int(),
    overdue: z.number().int(),
  }),
  /** Open ones in each county. */
  active: z.array(z.object({ area: areaCode, count: z.number().int() })),
  /** Without evidence, which one signal by itself tells. */
  items: z.array(signal),
});

export const stepKinds = [
  'raised',
  'taken',
  'assigned',
  'verdict',
  'reopened',
  'merged',
  'absorbed',
  'event-opened',
  'event-state',
  'assessed',
  'closed',
  'checked',
  'overdue',
  'note',
] as const;
export const step = z.object({
  n: z.number().int(),
  kind: z.enum(stepKinds),
  at: moment,
  by: z.string().nullable(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.json()).nullable(),
});

/** Likelihood 可能性 and impact 后果严重性, each 1 (least) to 5. */
const grade = z.number().int().min(1).max(5);
export const risks = ['low', 'moderate', 'high', 'very-high'] as const;
export const assessmentDraft = z.strictObject({
  version: z.number().int(),
  likelihood: grade,
  impact: grade,
  confidence: z.enum(['low', 'medium', 'high']),
  summary: words(4000),
  measures: z.union([words(4000), z.null()]).default(null),
});
export const assessment = assessmentDraft
  .omit({ version: true })
  .extend({ risk: z.enum(risks), at: moment, by: z.string().nullable() });

/** What must be done of a signal whose cause nobody knows (不明原因). */
export const checkItems = [
  'isolation',
  'report',
  'samples',
  'exclude-known',
  'consultation',
  'expert-city',
  'exposure',
  'search',
  'reference-laboratory',
] as const;
export const checkItem = z.enum(checkItems);

const version = z.number().int();
const reason = words(2000);
export const move = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take'), version }),
  z.strictObject({ kind: z.literal('assign'), version, to: words(100) }),
  z.strictObject({ kind: z.literal('verdict'), version, outcome: z.enum(['true', 'false', 'unclear']), reason }),
  z.strictObject({ kind: z.literal('reopen'), version, reason }),
  z.strictObject({ kind: z.literal('merge'), version, into: id, reason: reason.optional() }),
  z.strictObject({ kind: z.literal('close'), version, reason }),
  z.strictObject({ kind: z.literal('check'), version, item: checkItem, done: z.boolean(), note: reason.optional() }),
  z.strictObject({ kind: z.literal('note'), version, note: reason }),
]);
export const moveKinds = ['take', 'assign', 'verdict', 'reopen', 'merge', 'close', 'check', 'note'] as const;

/** An event opened from a signal; what the signal knows already is taken from it. */
export const eventOpening = z.strictObject({
  version,
  title: words(200),
  kind: z.enum([
    'infectious',
    'unexplained',
    'food-poisoning',
    'occupational-poisoning',
    'vaccine-reaction',
    'nosocomial',
    'agent-loss',
    'other',
  ]),
  agent: z.union([words(100), z.null()]).default(null),
  firstCaseAt: moment.nullable().default(null),
});

export const signalDetail = z.object({
  now: moment,
  signal,
  mayTriage: z.boolean(),
  /** What may be done now, for whoever asks; also `event` and `assess`. */
  moves: z.array(z.enum([...moveKinds, 'event', 'assess'])),
  steps: z.array(step),
  assessments: z.array(assessment),
  /** Null: its cause is not in question. */
  checklist: z
    .array(z.object({ item: checkItem, done: z.boolean(), at: moment.nullable(), by: z.string().nullable() }))
    .nullable(),
  /** Open ones that may be about the same, and those merged into it. */
  similar: z.array(signal),
  merged: z.array(signal),
});

export type SignalQuery = z.infer<typeof signalQuery>;
export type SignalList = z.infer<typeof signalList>;
export type SignalDetail = z.infer<typeof signalDetail>;
export type Step = z.infer<typeof step>;
export type Move = z.infer<typeof move>;
export type Assessment = z.infer<typeof assessment>;
