import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import {
  channel,
  count,
  day,
  evidence,
  id,
  moment,
  signalLevel,
  signalState,
  sourceKind,
  subjectCode,
  text,
  words,
} from './words.ts';

/** Signals (信号): what a detector, a person or a program says may be going on. */

const finite = z.number().min(0).max(1e9);

/** What is said of a signal when it is raised. Nothing in it may name a resident. */
export const signalDraft = z.strictObject({
  channel,
  /** Names it where it comes from: the same reference by the same channel and source is the same signal. */
  reference: words(200),
  /** County; for the whole city its own code. */
  area: areaCode,
  town: areaCode.nullable().default(null),
  place: z.union([words(200), z.null()]).default(null),
  subject: subjectCode,
  /** First and last day of what was counted. */
  from: day,
  to: day,
  observed: count,
  expected: finite.nullable().default(null),
  /** How likely so much or more were if nothing is going on. */
  p: z.number().min(0).max(1).nullable().default(null),
  level: signalLevel.default('alarm'),
  /** The detector, the rule, or the form that was filled in. */
  method: z.union([words(100), z.null()]).default(null),
  /** What was said, in words. */
  said: z.union([words(4000), z.null()]).default(null),
  /** By what data it was judged, as they then were: series, rule, answers of a form. Not about anybody by name. */
  evidence: evidence.nullable().default(null),
});

/** What a program sends; it is known by its reference among those of the same program. */
export const submittedSignal = signalDraft.extend({ reference: words(100) });

export const signal = signalDraft.extend({
  id,
  /** Serial number, for the telephone. */
  number: z.number().int(),
  source: sourceKind,
  areaName: text,
  townName: text.nullable(),
  subjectName: text,
  state: signalState,
  raisedAt: moment,
  raisedBy: z.string().nullable(),
  /** Until when the first verdict is due; null once there is one. */
  dueAt: moment.nullable(),
  answeredAt: moment.nullable(),
  outcome: z.enum(['true', 'false', 'unclear']).nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Into which signal it was merged. */
  mergedInto: id.nullable(),
  /** The event of the emergency command that was opened from it. */
  event: z.object({ id, number: z.string(), state: z.string() }).nullable(),
  version: z.number().int(),
});

/** Payload of `surveillance.signal-raised` and `surveillance.signal-changed`. */
export const signalNews = z.object({ id, channel, area: areaCode, subject: subjectCode, state: signalState });

export type Signal = z.infer<typeof signal>;
export type SignalDraft = z.infer<typeof signalDraft>;
export type SignalNews = z.infer<typeof signalNews>;
