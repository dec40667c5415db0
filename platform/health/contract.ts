import { z } from 'zod';

const text = z.object({ zh: z.string(), en: z.string() });
const moment = z.iso.datetime();

/** good 正常 · watch 留意 · act 须处理 · unknown 不明: what cannot be told is not called good. */
export const healthState = z.enum(['good', 'watch', 'act', 'unknown']);

export const partName = z.enum([
  'database',
  'replication',
  'outbox',
  'jobs',
  'search',
  'audit',
  'backup',
  'keys',
  'disk',
  'processes',
  'sign-in',
  'errors',
]);

/** One figure of a part; how it is written depends on its kind. `value` null where it cannot be told. */
const figure = z.object({
  title: text,
  kind: z.enum(['number', 'bytes', 'seconds', 'time', 'text']),
  value: z.union([z.number(), z.string()]).nullable(),
});

export const healthPart = z.object({
  part: partName,
  state: healthState,
  /** What is the case, in a sentence. */
  says: text,
  /** What to do; null where there is nothing. */
  todo: text.nullable(),
  /** Section of docs/guide/operation.md that tells more. */
  guide: z.string(),
  figures: z.array(figure),
});

const processShown = z.object({
  holder: z.string(),
  startedAt: moment,
  seenAt: moment,
  version: z.string(),
  node: z.string(),
  rssBytes: z.number(),
  heapBytes: z.number(),
  /** 99th percentile of the last minute, ms. */
  loopMs: z.number(),
  requests: z.number().int(),
});

const backupShown = z.object({
  id: z.string(),
  at: moment,
  endedAt: moment.nullable(),
  host: z.string(),
  file: z.string(),
  takenBy: z.enum(['server', 'command']),
  bytes: z.number().nullable(),
  rows: z.number().nullable(),
  auditNumber: z.number().nullable(),
  failure: z.string().nullable(),
  verifiedAt: moment.nullable(),
  verifyFailure: z.string().nullable(),
  prunedAt: moment.nullable(),
});

export const healthReport = z.object({
  asOf: moment,
  state: healthState,
  parts: z.array(healthPart),
  processes: z.array(processShown),
  backups: z.array(backupShown),
  /** Of the last 24 hours, by code. */
  errors: z.array(z.object({ code: z.string(), count: z.number().int() })),
  schemas: z.array(z.object({ schema: z.string(), bytes: z.number() })),
});

export const sampleQuery = z.object({ days: z.coerce.number().int().min(1).max(7).default(1) });

/** Numbers of one moment; of longer spans the highest of each step. */
export const sampleList = z.object({
  /** Minutes between two points. */
  stepMinutes: z.number().int(),
  items: z.array(
    z.object({
      at: moment,
      databaseBytes: z.number(),
      connections: z.number(),
      backlog: z.number(),
      rssBytes: z.number(),
      loopMs: z.number(),
      requests: z.number(),
      faults: z.number(),
    }),
  ),
});

export type HealthState = z.infer<typeof healthState>;
export type PartName = z.infer<typeof partName>;
export type HealthFigure = z.infer<typeof figure>;
export type HealthPart = z.infer<typeof healthPart>;
export type HealthReport = z.infer<typeof healthReport>;
export type BackupShown = z.infer<typeof backupShown>;
export type SampleList = z.infer<typeof sampleList>;
export type Sample = SampleList['items'][number];
