import { warningLevels } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { channel, day, id, moment, subjectCode, text, words } from './words.ts';

/** Detection, fusion and warnings (检测、融合、预警): what others may know of them. */

const parameters = z.record(z.string().max(50), z.union([z.number(), z.boolean(), z.string().max(50)]));
export const detectionSettings = z.strictObject({
  /** Of the day in Beijing from which on the night is judged. */
  hour: z.number().int().min(0).max(23),
  methods: z
    .array(z.strictObject({ method: z.string().max(50), step: z.enum(['day', 'week']), parameters }))
    .min(1)
    .max(40),
  /** Periods nothing is learnt from. */
  exclude: z.array(z.strictObject({ from: day, until: day })).max(50),
  /** A channel speaks at this p, its looks counted. */
  speaksAt: z.number().min(1e-9).max(0.5),
  /** Within how many days channels must speak to be of one thing. */
  withinDays: z.number().int().min(1).max(60),
});
export type DetectionSettings = z.infer<typeof detectionSettings>;

export const night = z.object({
  day,
  at: moment,
  ms: z.number().int(),
  series: z.number().int(),
  judgements: z.number().int(),
  alarms: z.number().int(),
  signals: z.number().int(),
  warnings: z.number().int(),
  thresholds: z.number().int(),
});
export type Night = z.infer<typeof night>;

/** place: where visits were; rules: over single cases and clusters; then series are read, judged, and what was found is written. */
export const nightStages = ['place', 'rules', 'read', 'judge', 'write'] as const;
export const nightStage = z.enum(nightStages);
/** A night that was ordered: one waits or runs at a time, beside the server’s work. */
export const nightOrdered = z.object({
  id,
  day,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  stage: nightStage.nullable(),
  /** Of this stage: visits, series. Total 0: not known. */
  done: z.number().int(),
  total: z.number().int(),
  /** How often a process took it up: more than once where one ended in the middle. */
  tries: z.number().int(),
  orderedAt: moment,
  /** Null: ordered by the clock. */
  by: z.string().nullable(),
  begunAt: moment.nullable(),
  endedAt: moment.nullable(),
  stages: z.array(z.object({ stage: nightStage, ms: z.number().int() })),
  failure: text.nullable(),
});
export type NightOrdered = z.infer<typeof nightOrdered>;
/** Payload of `surveillance.night-changed`: told when an order is made, at each of its stages and when it ends. */
export type NightNews = Pick<NightOrdered, 'id' | 'day' | 'state' | 'stage'>;

export const warningLevel = z.enum(warningLevels);
/** new 待核实, verified 属实, false 误报, event 已立事件, closed 关闭. */
export const warningStates = ['new', 'verified', 'false', 'event', 'closed'] as const;
export const warningState = z.enum(warningStates);

const number = z.number().nullable();
export const judgementView = z.object({
  method: z.string(),
  methodName: text,
  step: z.enum(['day', 'week']),
  from: day,
  to: day,
  observed: z.number(),
  expected: number,
  upper: number,
  alarm: z.boolean(),
  p: number,
});
export const channelView = z.object({
  channel,
  /** What the strongest series of the channel is about; not told by warnings of before. */
  subject: subjectCode.optional(),
  /** With its looks counted. */
  p: z.number(),
  looks: z.number().int(),
  speaks: z.boolean(),
  sharesWith: z.array(channel),
  observed: z.number(),
  expected: number,
  from: day,
  to: day,
  judgements: z.array(judgementView),
  /** Weeks before, the last one last. */
  weeks: z.array(z.object({ from: day, count: z.number().int() })),
});

export const warning = z.object({
  id,
  number: z.number().int(),
  area: areaCode,
  areaName: text,
  subject: subjectCode,
  subjectName: text,
  level: warningLevel,
  state: warningState,
  firstDay: day,
  lastDay: day,
  speaking: z.number().int(),
  p: z.number(),
  thresholds: z.number().int(),
  raisedAt: moment,
  dueAt: moment,
  answeredAt: moment.nullable(),
  /** When it was noted that nobody had answered in time; null: not so. */
  overdueAt: moment.nullable(),
  outcome: z.enum(['true', 'false', 'unclear']).nullable(),
  reason: z.string().nullable(),
  event: z.object({ id, number: z.string() }).nullable(),
  version: z.number().int(),
});
export const warningList = z.object({
  total: z.number().int(),
  counts: z.partialRecord(warningState, z.number().int()),
  /** Of all in sight, those that nobody answered in time. */
  overdue: z.number().int(),
  items: z.array(warning),
  lastNight: night.nullable(),
});
export const warningQuery = z.object({
  area: areaCode.optional(),
  level: warningLevel.optional(),
  state: z.enum([...warningStates, 'open', 'overdue']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const warningParams = z.object({ id });
export const warningDetail = z.object({
  warning,
  mayTriage: z.boolean(),
  channels: z.array(channelView),
  silent: z.array(channel),
  /** Why this level, one sentence each. */
  why: z.array(text),
  steps: z.array(
    z.object({ n: z.number().int(), kind: z.string(), at: moment, by: z.string().nullable(), note: z.string().nullable() }),
  ),
});
export const warningMove = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('verdict'),
    version: z.number().int(),
    outcome: z.enum(['true', 'false', 'unclear']),
    reason: words(2000),
  }),
  z.strictObject({ kind: z.literal('event'), version: z.number().int(), title: words(200) }),
  z.strictObject({ kind: z.literal('close'), version: z.number().int(), reason: words(2000) }),
  z.strictObject({ kind: z.literal('note'), version: z.number().int(), note: words(2000) }),
]);
/** Payload of `surveillance.warning-raised` and `surveillance.warning-changed`. */
export const warningNews = z.object({
  id,
  area: areaCode,
  subject: subjectCode,
  level: warningLevel,
  state: warningState,
});

/** Payload of `surveillance.overdue`: nobody answered in time. Told once for each clock. */
export const overdueNews = z.object({
  kind: z.enum(['warning', 'signal']),
  id,
  number: z.number().int(),
  area: areaCode,
  subject: subjectCode,
  dueAt: moment,
});

export type OverdueNews = z.infer<typeof overdueNews>;
export type Warning = z.infer<typeof warning>;
export type WarningList = z.infer<typeof warningList>;
export type WarningDetail = z.infer<typeof warningDetail>;
export type WarningNews = z.infer<typeof warningNews>;
export type ChannelView = z.infer<typeof channelView>;

export const writtenProduct = z.object({
  title: z.string(),
  line: z.string(),
  sections: z.array(
    z.object({
      heading: z.string(),
      paragraphs: z.array(z.string()),
      table: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
    }),
  ),
  note: z.string(),
});

const value = z.union([z.number(), z.boolean(), z.string()]);
export const methodList = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: text,
      steps: z.array(z.enum(['day', 'week'])),
      source: z.string(),
      parameters: z.array(
        z.object({
          kind: z.enum(['number', 'whole', 'yes-no', 'choice']),
          name: z.string(),
          label: text,
          unit: text.nullable(),
          usual: value,
          least: number,
          most: number,
          choices: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
});
export const csvDetection = z.strictObject({
  /** Columns date, count and perhaps group. */
  csv: z.string().min(1).max(2_500_000),
  method: z.string().max(50),
  parameters: parameters.default({}),
  from: day.nullable().default(null),
  exclude: z
    .array(z.strictObject({ from: day, until: day }))
    .max(50)
    .default([]),
  step: z.enum(['auto', 'day', 'week']).default('auto'),
  gaps: z.enum(['refuse', 'zero']).default('refuse'),
});
export const csvDetected = z.object({
  step: z.enum(['day', 'week']),
  /** Of the whole file, of which the rows may be the first part. */
  total: z.number().int(),
  alarms: z.number().int(),
  rows: z.array(
    z.object({
      group: z.string(),
      date: day,
      count: z.number(),
      expected: number,
      upper: number,
      alarm: z.boolean(),
      p: number,
    }),
  ),
  csv: z.string(),
  /** A script for R's package `surveillance`; null where it has no such method. */
  r: z.string().nullable(),
});
export const nightsAndSettings = z.object({
  items: z.array(night),
  /** The newest orders of nights, the newest first. */
  orders: z.array(nightOrdered),
  settings: detectionSettings,
  thresholds: z.array(
    z.object({
      version: z.number().int(),
      limits: z.array(z.object({ level: warningLevel, channels: z.number().int(), p: z.number() })),
      immediate: warningLevel,
      source: z.string(),
      verified: z.boolean(),
    }),
  ),
});
export const nightOrder = z.strictObject({ day: day.optional() });
export const nightOrderParams = z.object({ id });
export const retuneOrder = z.strictObject({
  /** Share of true ones that must be warned of. */
  keepTrue: z.number().min(0).max(1).default(1),
  /** False warnings that are accepted. */
  falseBudget: z.number().min(0).max(1_000_000).default(0),
  fewestVerdicts: z.number().int().min(1).max(10_000).default(10),
});
const effect = z.object({ warnedTrue: z.number(), missedTrue: z.number(), warnedFalse: z.number() });
export const retuned = z.object({
  outcome: z.enum(['too-few', 'fits', 'met', 'nearest', 'no-better']),
  factor: z.number(),
  before: effect,
  after: effect,
  changed: z.number().int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  version: z.number().int(),
});
export type WrittenProduct = z.infer<typeof writtenProduct>;
export type MethodList = z.infer<typeof methodList>;
export type CsvDetected = z.infer<typeof csvDetected>;
export type NightsAndSettings = z.infer<typeof nightsAndSettings>;
