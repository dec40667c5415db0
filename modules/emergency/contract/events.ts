import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { gradingFacts } from './grading.ts';
import { by, count, diseaseGroup, eventKind, eventState, id, level, moment, reportKind, text, words } from './words.ts';

/** The register of public-health events (突发公共卫生事件) and their reports. */

/** 7-1-7: when it began, was found, was told of, and when early response was complete. Null: not known. */
export const times = z.object({
  firstCaseAt: moment.nullable(),
  detectedAt: moment.nullable(),
  notifiedAt: moment.nullable(),
  respondedAt: moment.nullable(),
});

export const clockState = z.enum(['met', 'late', 'running', 'overdue', 'unknown']);
/** A step of 7-1-7, or `report`, the two hours of the law: how long it took or runs, against how long it may take, in hours. */
export const clock = z.object({
  step: z.enum(['detect', 'notify', 'respond', 'report']),
  limitHours: z.number(),
  hours: z.number().nullable(),
  dueAt: moment.nullable(),
  state: clockState,
});

export const reportDraft = z.strictObject({
  kind: reportKind,
  /** The moment of which the counts are true. */
  asOf: moment,
  cases: count,
  deaths: count,
  exposed: count.nullable(),
  hospitalised: count.nullable().default(null),
  severe: count.nullable().default(null),
  facts: gradingFacts.default({}),
  situation: words(4000),
  measures: z.union([words(4000), z.null()]).default(null),
  needs: z.union([words(2000), z.null()]).default(null),
});
/** A report is never changed; the next one says what is true then. */
export const report = reportDraft.extend({ id, number: z.number().int(), at: moment, by });

export const eventSource = z.object({
  kind: z.enum(['hand', 'warning']),
  /** Id of the warning it was opened from. */
  warning: z.string().nullable(),
});

const head = {
  title: words(200),
  kind: eventKind,
  disease: diseaseGroup.nullable(),
  /** Name of the disease or agent as people write it. */
  agent: z.union([words(100), z.null()]),
  area: areaCode,
  place: z.union([words(200), z.null()]),
  /** WGS 84. */
  longitude: z.number().min(-180).max(180).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
};

export const event = z.object({
  id,
  /** 编号: area, year, serial number of the year. */
  number: z.string(),
  ...head,
  areaName: text,
  source: eventSource,
  state: eventState,
  level: level.nullable(),
  times,
  /** Of the latest report; null before the first. */
  cases: count.nullable(),
  deaths: count.nullable(),
  exposed: count.nullable(),
  asOf: moment.nullable(),
  /** Tasks of the response: all, done, past their deadline. */
  tasks: z.object({ total: z.number().int(), done: z.number().int(), late: z.number().int() }),
  openedAt: moment,
  openedBy: by,
  version: z.number().int(),
});

export const eventDraft = z.strictObject({
  ...head,
  disease: head.disease.default(null),
  agent: head.agent.default(null),
  place: head.place.default(null),
  longitude: head.longitude.default(null),
  latitude: head.latitude.default(null),
  times: times.partial().default({}),
  /** The initial report, if its counts are known already. */
  report: reportDraft.omit({ kind: true }).optional(),
});

export const eventPatch = z.strictObject({
  version: z.number().int(),
  changes: z.strictObject({ ...head, times: times.partial() }).partial(),
});

export const eventQuery = z.object({
  area: areaCode.optional(),
  kind: eventKind.optional(),
  level: level.optional(),
  /** `active`: neither closed nor discarded. */
  state: z.enum([...eventState.options, 'active']).optional(),
  q: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const eventExportQuery = eventQuery
  .omit({ limit: true, offset: true })
  .extend({ format: z.enum(['csv', 'xlsx']).default('csv') });
export const eventList = z.object({
  total: z.number().int(),
  counts: z.object({
    active: z.number().int(),
    responding: z.number().int(),
    ungraded: z.number().int(),
    lateTasks: z.number().int(),
  }),
  /** Events under way in each county, of all pages. */
  active: z.array(z.object({ area: areaCode, count: z.number().int() })),
  items: z.array(event),
});

/** What other modules hand over when a warning becomes an event (`api.ts`). */
export const warningDraft = eventDraft.extend({ warning: z.string().min(1).max(200) });

export type EmergencyEvent = z.infer<typeof event>;
export type EventDraft = z.infer<typeof eventDraft>;
export type EventPatch = z.infer<typeof eventPatch>;
export type EventQuery = z.infer<typeof eventQuery>;
export type EventList = z.infer<typeof eventList>;
export type WarningDraft = z.infer<typeof warningDraft>;
export type Report = z.infer<typeof report>;
export type ReportDraft = z.infer<typeof reportDraft>;
export type Times = z.infer<typeof times>;
export type Clock = z.infer<typeof clock>;
