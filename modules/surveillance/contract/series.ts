import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { channel, count, day, id, moment, subjectCode, text } from './words.ts';

/** Stored series (监测序列): what was counted, judged anew on the server, beside what the nights said. */

const step = z.enum(['day', 'week']);
export const seriesQuery = z.object({
  channel: channel.default('case-reports'),
  subject: subjectCode.default('influenza'),
  /** County, or the whole city; where none is named, all in sight. */
  area: areaCode.optional(),
  town: areaCode.optional(),
  step: step.default('week'),
  from: day.optional(),
  /** Yesterday unless said. */
  until: day.optional(),
  /** `none`: counts only. */
  method: z.string().max(50).default('earsC2'),
});
const figure = z.number().nullable();
const judged = { expected: figure, upper: figure, p: figure, alarm: z.boolean() };
export const seriesView = z.object({
  channel,
  subject: subjectCode,
  subjectName: text,
  area: areaCode,
  areaName: text,
  town: areaCode.nullable(),
  townName: text.nullable(),
  step,
  from: day,
  until: day,
  /** The day on which this channel first counted anything, six years back at most; null: it never did. */
  counts: day.nullable(),
  /** done; none: not asked; empty: nothing to judge; slow, busy: counts only, for want of time. */
  judging: z.enum(['done', 'none', 'empty', 'slow', 'busy']),
  methodName: text.nullable(),
  points: z.array(
    z.object({
      from: day,
      to: day,
      count: z.number().int(),
      ...judged,
      /** What this method said in the last night that judged this step, of what was known then. */
      night: z.object({ day, observed: z.number(), ...judged }).nullable(),
    }),
  ),
  /** A script for R with the counts in it; null where R has no such method. */
  r: z.string().nullable(),
});
export type SeriesView = z.infer<typeof seriesView>;
export type SeriesPointView = SeriesView['points'][number];

/** The most rows a file of counts may have. */
export const mostCountRows = 50_000;
export const countFault = z.object({
  line: z.number().int(),
  field: z.string(),
  rule: z.string(),
  value: z.string(),
  message: text,
});
export const countFileQuery = z.object({
  /** Taken only if it is without a fault; else looked through. */
  take: z.stringbool().default(false),
  name: z.string().trim().max(200).default(''),
});
const groups = z.array(
  z.object({
    channel,
    subject: subjectCode,
    subjectName: text,
    area: areaCode,
    areaName: text,
    rows: z.number().int(),
    total: count,
    from: day,
    to: day,
  }),
);
export const countFileResult = z.object({
  taken: z.boolean(),
  id: id.nullable(),
  rows: z.number().int(),
  /** How many faults; of them the first hundred are told. */
  faulty: z.number().int(),
  faults: z.array(countFault),
  groups,
});
export const countFile = z.object({
  id,
  name: z.string(),
  rows: z.number().int(),
  from: day,
  to: day,
  at: moment,
  by: z.string().nullable(),
  undoneAt: moment.nullable(),
  undoneBy: z.string().nullable(),
  mayUndo: z.boolean(),
});
export const countFileList = z.object({ items: z.array(countFile) });
export const countFileParams = z.object({ id });
export type CountFault = z.infer<typeof countFault>;
export type CountFile = z.infer<typeof countFile>;
export type CountFileList = z.infer<typeof countFileList>;
export type CountFileResult = z.infer<typeof countFileResult>;
