import { areaCode } from '@songhua/module-registry/contract.ts';
import { channels } from '@songhua/module-surveillance/contract.ts';
import { z } from 'zod';

/** Drills (应急演练): scripts of injects, runs of them, what happened meanwhile and how it is judged; and the calendar of drills. */

const text = z.object({ zh: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const moment = z.iso.datetime({ offset: true });
const id = z.uuid();
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed());

/** managers 管理人员, professionals 专业人员, public 社会公众: the three of 四（三）2. */
export const audiences = ['managers', 'professionals', 'public'] as const;
export const planKinds = ['tabletop', 'functional', 'full-scale', 'training'] as const;

/** What a run can see that people or the software did, by the events that modules tell. */
export const milestones = [
  'card-prepared',
  'card-reported',
  'signal-raised',
  'signal-verified',
  'warning-raised',
  'warning-verified',
  'event-opened',
  'event-reported',
  'event-verified',
  'event-graded',
  'response-started',
  'task-acknowledged',
  'task-done',
  'notice-issued',
  'team-called-up',
  'call-answered',
  'supply-moved',
  'contact-listed',
  'ward-ordered',
  'ward-ready',
  'response-ended',
] as const;
export const milestone = z.enum(milestones);

const base = { id: code, hours: z.number().min(0).max(2000), title: text };
/** hours: of the drill, from its beginning. */
export const inject = z.discriminatedUnion('kind', [
  /** Told to those who play: a call, a letter, a piece of news. */
  z.strictObject({ ...base, kind: z.literal('message'), from: text, body: text }),
  /** People come to institutions of a county and are diagnosed: ordinary encounters in the record store. */
  z.strictObject({
    ...base,
    kind: z.literal('visits'),
    area: areaCode,
    people: z.number().int().min(1).max(50),
    ages: z.tuple([z.number().int().min(0).max(110), z.number().int().min(0).max(110)]),
    complaint: words(200),
    diagnosis: z.strictObject({ code: z.string().regex(/^[A-Z]\d{2}(\.[\dx]{1,4})?$/), display: words(200) }),
  }),
  /** Another channel of surveillance says something: a signal on the board. */
  z.strictObject({
    ...base,
    kind: z.literal('signal'),
    area: areaCode,
    channel: z.enum(channels),
    subject: code,
    place: text.nullable(),
    observed: z.number().int().min(0).max(1_000_000),
    expected: z.number().min(0).max(1_000_000).nullable(),
    said: text,
  }),
]);

/** Something is to have happened so many hours after an inject. */
export const expectation = z.strictObject({
  id: code,
  title: text,
  after: code,
  withinHours: z.number().positive().max(2000),
  milestone,
  /** So many of them. */
  count: z.number().int().min(1).max(1000).default(1),
  /** Where the limit is from. */
  standard: text,
  verified: z.boolean(),
});

export const script = z.strictObject({
  id: code,
  version: z.number().int().min(1),
  title: text,
  purpose: text,
  audiences: z.array(z.enum(audiences)).min(1),
  /** Hours of the drill in one hour of the wall clock, unless one chooses. */
  speed: z.number().positive().max(5000),
  injects: z.array(inject).min(1).max(200),
  expectations: z.array(expectation).min(1).max(200),
});

export const runState = z.enum(['running', 'paused', 'ended']);
export const verdict = z.enum(['waiting', 'running', 'met', 'late', 'overdue', 'missed']);
export const judged = expectation.extend({
  state: verdict,
  /** Hours of the drill from the inject to what was expected, or until now; null before the inject. */
  hours: z.number().nullable(),
});
export const happening = z.object({
  n: z.number().int(),
  milestone,
  subject: z.string(),
  at: moment,
  hours: z.number(),
  by: z.string().nullable(),
  said: z.object({ zh: z.string(), en: z.string() }).nullable(),
});
export const remarkKinds = ['strength', 'gap', 'action'] as const;
export const remark = z.object({ id, kind: z.enum(remarkKinds), text: z.string(), at: moment, by: z.string() });
export const remarkDraft = z.strictObject({ kind: z.enum(remarkKinds), text: words(2000) });

export const runHead = z.object({
  id,
  title: text,
  state: runState,
  speed: z.number(),
  participants: z.string(),
  startedAt: moment,
  startedBy: z.string(),
  endedAt: moment.nullable(),
  /** Of the drill, now or at its end. */
  hours: z.number(),
  version: z.number().int(),
});
export const run = runHead.extend({
  script,
  played: z.array(z.object({ inject: code, at: moment, hours: z.number() })),
  judged: z.array(judged),
  happened: z.array(happening),
  remarks: z.array(remark),
  mayManage: z.boolean(),
});
export const runParams = z.object({ id });
export const runStart = z.strictObject({
  script: code,
  speed: z.number().positive().max(5000).optional(),
  participants: words(2000),
  /** Institutions that take part: people of the injects come to them, in turns. None: hospitals of the inject's county. */
  houses: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9.-]{1,64}$/),
    )
    .max(20)
    .default([]),
});
export const runMove = z.strictObject({ to: runState, version: z.number().int() });

export const overview = z.object({
  /** Whether this house is for drills. */
  house: z.boolean(),
  scripts: z.array(script),
  runs: z.array(runHead),
  mayManage: z.boolean(),
});

/** For every page: whether this house is for drills, and the one under way. */
export const live = z.object({ house: z.boolean(), run: z.object({ id, title: text }).nullable() });

export const planState = z.enum(['planned', 'held', 'cancelled']);
const day = z.iso.date().refine((value) => value >= '1900' && value < '2101');
export const planDraft = z.strictObject({
  title: words(200),
  day,
  audience: z.enum(audiences),
  kind: z.enum(planKinds),
  /** With whom together 联勤联训: fire and rescue, emergency management, … */
  joint: z.union([words(500), z.null()]).default(null),
});
export const planChange = z.strictObject({
  version: z.number().int(),
  state: planState,
  note: z.union([words(2000), z.null()]).default(null),
});
export const plan = planDraft.extend({
  id,
  state: planState,
  note: z.string().nullable(),
  at: moment,
  by: z.string(),
  version: z.number().int(),
  /** Its day has passed and nobody has said that it was held. */
  overdue: z.boolean(),
});
export const planParams = z.object({ id });
export const planQuery = z.object({ year: z.coerce.number().int().min(1900).max(2100).optional() });
export const planList = z.object({
  year: z.number().int(),
  items: z.array(plan),
  /** Audiences for which the year has no drill that is planned or was held. */
  without: z.array(z.enum(audiences)),
  mayManage: z.boolean(),
});

export const report = z.object({
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

export type Script = z.infer<typeof script>;
export type Inject = z.infer<typeof inject>;
export type VisitsInject = Extract<Inject, { kind: 'visits' }>;
export type SignalInject = Extract<Inject, { kind: 'signal' }>;
export type Expectation = z.infer<typeof expectation>;
export type Milestone = z.infer<typeof milestone>;
export type Judged = z.infer<typeof judged>;
export type Happening = z.infer<typeof happening>;
export type Remark = z.infer<typeof remark>;
export type RunHead = z.infer<typeof runHead>;
export type Run = z.infer<typeof run>;
export type DrillOverview = z.infer<typeof overview>;
export type DrillPlan = z.infer<typeof plan>;
export type DrillPlanDraft = z.infer<typeof planDraft>;
export type DrillPlanList = z.infer<typeof planList>;
export type DrillReport = z.infer<typeof report>;
