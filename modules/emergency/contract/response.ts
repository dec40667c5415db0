import { z } from 'zod';
import { clock, event, report } from './events.ts';
import { grading, proposal } from './grading.ts';
import { notice } from './notices.ts';
import { callUp, supply, team } from './resources.ts';
import { audience, by, code, department, eventKind, eventState, id, level, moment, parties, text, words } from './words.ts';

/** Response plans (应急预案) as data, the response that follows one, its tasks, notices and log. */

const title = z.strictObject({ zh: words(300), en: words(300) });
const some = z.array(level).min(1).max(4);

export const planTask = z.strictObject({
  id: code,
  levels: some,
  department,
  party: z.enum(parties),
  title,
  /** From the start of the response to its deadline. */
  hours: z
    .number()
    .positive()
    .max(24 * 90),
});
export const planNotice = z.strictObject({
  id: code,
  levels: some,
  audience,
  title,
  body: z.strictObject({ zh: words(2000), en: words(2000) }),
});
export const planCondition = z.strictObject({ id: code, title });

const planBody = {
  title,
  kinds: z.array(eventKind).min(1),
  /** What it rests on. */
  source: words(500),
  tasks: z.array(planTask).min(1).max(200),
  /** Kinds of teams it wants, by level. */
  teams: z.array(z.strictObject({ levels: some, title })).max(50),
  stockpiles: z.array(z.strictObject({ levels: some, item: title, quantity: z.number().positive(), unit: title })).max(100),
  hospitals: z.array(z.strictObject({ levels: some, title })).max(50),
  notices: z.array(planNotice).max(50),
  /** All of them are met before a response ends. */
  termination: z.array(planCondition).min(1).max(20),
  /** Months after which it is to be looked through again. */
  reviewMonths: z.number().int().min(1).max(120),
};
export const planDraft = z.strictObject({ version: z.number().int().min(0).max(1_000_000), ...planBody });
/** One version of a plan; the newest is followed, the older ones are kept. */
export const plan = z.object({ id: code, version: z.number().int(), ...planBody, at: moment, by });
export const planList = z.object({
  items: z.array(plan.extend({ reviewDue: moment, reviewLate: z.boolean() })),
  /** Kinds and levels for which no plan has a task. */
  gaps: z.array(z.object({ kind: eventKind, levels: z.array(level) })),
});
export const planParams = z.object({ plan: code });

export const taskState = z.enum(['waiting', 'acknowledged', 'done', 'cancelled']);
export const responseTask = z.object({
  id,
  template: code,
  title: text,
  department,
  party: z.enum(parties),
  dueAt: moment,
  state: taskState,
  percent: z.number().int(),
  note: z.string().nullable(),
  acknowledgedAt: moment.nullable(),
  acknowledgedBy: by,
  doneAt: moment.nullable(),
  doneBy: by,
  cancelledAt: moment.nullable(),
  /** Hours past the deadline: until now, or until it was done or cancelled; 0 when it was or still is in time. */
  lateHours: z.number(),
});
export const taskMove = z.strictObject({
  to: z.enum(['acknowledged', 'done']),
  percent: z.number().int().min(0).max(100).optional(),
  note: words(1000).optional(),
});

export const response = z.object({
  id,
  plan: code,
  planVersion: z.number().int(),
  planTitle: text,
  level,
  startedAt: moment,
  startedBy: by,
  endedAt: moment.nullable(),
  endedBy: by,
  endReason: z.string().nullable(),
});
export const responseStart = z.strictObject({ plan: code, version: z.number().int() });
export const responseEnd = z.strictObject({ met: z.array(code).max(20), reason: words(2000), version: z.number().int() });

export const logKinds = [
  'opened',
  'changed',
  'reported',
  'verified',
  'discarded',
  'graded',
  'response-started',
  'response-adjusted',
  'response-ended',
  'closed',
  'task-acknowledged',
  'task-progress',
  'task-done',
  'notice-drafted',
  'notice-issued',
  'notice-withdrawn',
  'notice-acknowledged',
  'called-up',
  'call-answered',
  'call-escalated',
  'supply-moved',
  'note',
] as const;
/** Who did what, when. Nothing in it is ever changed. */
export const logEntry = z.object({
  n: z.number().int(),
  at: moment,
  by,
  kind: z.enum(logKinds),
  /** What it was about; what a person wrote stands as it was written. */
  text: text.nullable(),
});
export const logQuery = z.object({
  /** Lines before this number. */
  before: z.coerce.number().int().min(1).max(2_000_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const logPage = z.object({ items: z.array(logEntry) });
export const logDraft = z.strictObject({ text: words(2000) });

export const eventParams = z.object({ id });
export const taskParams = z.object({ id, task: id });
export const eventMove = z.strictObject({
  to: z.enum(['verified', 'discarded', 'closed']),
  reason: words(2000).optional(),
  version: z.number().int(),
});

/** Beds, ECMO machines and ambulances as the registry counts them: in the event's county and in the city. */
export const reserve = z.object({
  kind: z.enum(['bed', 'equipment']),
  code: z.string(),
  title: text,
  here: z.number().int(),
  all: z.number().int(),
  synthetic: z.boolean(),
});

/** The command board of one event. */
export const board = z.object({
  now: moment,
  event,
  mayReport: z.boolean(),
  mayCommand: z.boolean(),
  /** Whether whoever looks may start, adjust or end a response at the levels concerned. */
  mayRespond: z.boolean(),
  /** Levels whoever looks may decide on; empty: none. */
  mayGrade: z.array(level),
  moves: z.array(eventState),
  clocks: z.array(clock),
  reports: z.array(report),
  proposal: proposal.nullable(),
  gradings: z.array(grading),
  /** Newest last; the one under way has no end. */
  responses: z.array(response),
  tasks: z.array(responseTask),
  /** Of the plan that is followed, for the level. */
  plan: plan.nullable(),
  notices: z.array(notice),
  calls: z.array(callUp),
  /** The newest lines; what is before them is asked for by page. */
  log: z.array(logEntry),
  pool: z.object({ teams: z.array(team), supplies: z.array(supply), reserves: z.array(reserve) }),
});

/** One block of the situation report; the page and the document say the same. */
export const situation = z.object({
  title: z.string(),
  line: z.string(),
  generatedAt: moment,
  sections: z.array(
    z.object({
      heading: z.string(),
      paragraphs: z.array(z.string()),
      table: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
    }),
  ),
  note: z.string(),
});

export type Plan = z.infer<typeof plan>;
export type PlanList = z.infer<typeof planList>;
export type ResponseTask = z.infer<typeof responseTask>;
export type TaskMove = z.infer<typeof taskMove>;
export type Response = z.infer<typeof response>;
export type LogEntry = z.infer<typeof logEntry>;
export type Board = z.infer<typeof board>;
export type Situation = z.infer<typeof situation>;
export type LogPage = z.infer<typeof logPage>;
export type EventMove = z.infer<typeof eventMove>;
