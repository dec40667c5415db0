import { areaCode, isoDay, text } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';

/** All that other modules and the pages may know of the tasks (任务督办). */

/** open 未开始, in-progress 进行中, reported 待销号 (said to be done, not yet accepted), done 已办结, cancelled 已取消. */
export const taskStates = ['open', 'in-progress', 'reported', 'done', 'cancelled'] as const;
export const taskState = z.enum(taskStates);

function said(message: z.infer<typeof text>) {
  return {
    error: ({ input }: { readonly input?: unknown }): string =>
      JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
  };
}

/** Whether PostgreSQL and JSON can hold it. */
const storable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();
const unstorable = said({ zh: '含有无法保存的字符', en: 'holds a character that cannot be stored' });

/** One or more characters, none of which PostgreSQL or JSON could not hold. */
const words = (most: number) => z.string().trim().min(1).max(most).refine(storable, unstorable);

const code = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    said({ zh: '代码由小写字母、数字和连字符组成', en: 'a code has small letters, digits, hyphens' }),
  );
export const clauseId = z
  .string()
  .regex(
    /^[A-Z]?[0-9]{1,2}([.-][A-Za-z0-9.-]{0,29})?$/,
    said({ zh: '条款编号应如 5.2.3-c', en: 'a clause’s number looks like 5.2.3-c' }),
  );
const taskId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,120}$/, said({ zh: '任务编号有误', en: 'this is no id of a task' }));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** At most so many of each. */
export const limits = { attachments: 20, attachmentBytes: 10 * 1024 * 1024, milestones: 50, links: 50, areas: 40 } as const;

const days = z.array(z.number().int().min(0).max(365)).max(10);

export const person = z.object({ username: z.string(), name: z.string() });
const stamp = { at: z.iso.datetime(), by: z.string().nullable() };

export const task = z.object({
  id: z.string(),
  /** What the rows of one task, one for each area, have in common. */
  origin: z.string(),
  /** Null: people made it. */
  plan: z.string().nullable(),
  clauses: z.array(z.string()),
  chapter: z.string().nullable(),
  area: areaCode,
  areaName: text,
  title: text,
  responsible: z.array(z.string()),
  supporting: z.array(z.string()),
  assignee: person.nullable(),
  start: z.iso.date().nullable(),
  due: z.iso.date().nullable(),
  state: taskState,
  reason: z.string().nullable(),
  /** 0–100; of a task with milestones the share of them that is reached. */
  percent: z.number().int(),
  milestones: z.number().int(),
  reached: z.number().int(),
  nextMilestone: z.iso.date().nullable(),
  /** Days since the due date of what is still to be done; 0 when it is not late. */
  late: z.number().int(),
  /** How far its lateness has been carried up: 0 not at all. */
  level: z.number().int(),
  remindDays: z.array(z.number().int()).nullable(),
  version: z.number().int(),
  doneOn: z.iso.date().nullable(),
  /** Whether somebody has given it to somebody or reported on it. Until then nothing is known of it, and it cannot be late. */
  given: z.boolean(),
  /** What the plan does not say and its file assumes, until somebody sets it. */
  assumed: z.array(z.enum(['responsible', 'due'])),
  /** The plan file no longer has it; it stays because people wrote on it. */
  retired: z.boolean(),
});

export const milestone = z.object({
  id: z.string(),
  title: text,
  due: z.iso.date().nullable(),
  doneOn: z.iso.date().nullable(),
  version: z.number().int(),
});
export const note = z.object({ id: z.string(), text: z.string(), ...stamp });
export const link = z.object({ id: z.string(), url: z.string(), title: z.string(), ...stamp });
export const attachment = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number().int(), ...stamp });

export const notice = z.object({
  task: z.string(),
  title: text,
  areaName: text,
  kind: z.enum(['reminder', 'escalation']),
  due: z.iso.date(),
  /** Of a reminder the days before the due date, of an escalation the level. */
  step: z.number().int(),
  /** Days to the due date when it was written; below 0 since. */
  days: z.number().int(),
  /** Who is told: the assignee, departments by code, holders of roles. */
  told: z.object({ assignee: z.string().nullable(), departments: z.array(z.string()), roles: z.array(z.string()) }),
  at: z.iso.datetime(),
  /** Null: it stands. Else since when it does not, because the days were set otherwise, the date was moved, or nothing is left to do. */
  withdrawn: z.object({ at: z.iso.datetime(), why: z.enum(['settings', 'due', 'state']) }).nullable(),
});

export const taskDetail = z.object({
  today: z.iso.date(),
  task,
  /** Whether the reader may change it. */
  mayEdit: z.boolean(),
  moves: z.array(taskState),
  milestones: z.array(milestone),
  notes: z.array(note),
  links: z.array(link),
  attachments: z.array(attachment),
  notices: z.array(notice),
  /** The rows of the same task in other areas. */
  siblings: z.array(
    task.pick({
      id: true,
      area: true,
      areaName: true,
      state: true,
      percent: true,
      late: true,
      due: true,
      given: true,
      assumed: true,
      retired: true,
      version: true,
    }),
  ),
});

const filter = {
  mine: flag.optional(),
  /** Responsible or supporting. */
  department: code.optional(),
  chapter: z
    .string()
    .regex(/^[A-Z]?[0-9]{1,2}$/)
    .optional(),
  clause: clauseId.optional(),
  origin: taskId.optional(),
  /** It and all that lies in it. */
  area: areaCode.optional(),
  /** `active`: what is not done or cancelled. */
  state: z.enum([...taskStates, 'active']).optional(),
  late: flag.optional(),
  given: flag.optional(),
  dueFrom: isoDay.optional(),
  dueTo: isoDay.optional(),
  q: z.string().trim().max(100).optional(),
};
/** `-name` is descending. */
const sortedBy = <const Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.enum([...names, ...names.map((one) => `-${one}` as const)]);
const page = (most: number) => ({
  limit: z.coerce.number().int().min(1).max(most).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
const file = { format: z.enum(['csv', 'xlsx']).default('csv') };

const sort = sortedBy(['due', 'title', 'area', 'state', 'percent', 'late', 'changed', 'chapter']).default('due');
export const taskQuery = z.object({ ...filter, sort, ...page(2000) });
export const taskExportQuery = z.object({ ...filter, sort, ...file });

export const taskList = z.object({
  today: z.iso.date(),
  total: z.number().int(),
  /** Under the other filters, whatever the state. */
  counts: z.object({
    late: z.number().int(),
    /** Under way, and nobody has given it or reported on it. */
    notGiven: z.number().int(),
    /** Due within thirty days. */
    soon: z.number().int(),
    active: z.number().int(),
    reported: z.number().int(),
    done: z.number().int(),
    cancelled: z.number().int(),
  }),
  /** Whether there is no task at all, whatever is asked for. */
  empty: z.boolean(),
  items: z.array(task),
});

const summaryRow = z.object({
  /** Code of the department, chapter or area; null: none is named. */
  key: z.string().nullable(),
  name: text,
  total: z.number().int(),
  open: z.number().int(),
  inProgress: z.number().int(),
  reported: z.number().int(),
  done: z.number().int(),
  cancelled: z.number().int(),
  late: z.number().int(),
  /** Listed by the plan, given to nobody yet: not among `open`. */
  notGiven: z.number().int(),
  /** Mean of what was given and is not cancelled, rounded down; null when there is none. */
  percent: z.number().int().nullable(),
  nextDue: z.iso.date().nullable(),
});
/** `order`: as the plan's files and the areas stand, what has no name last. */
const summarySort = sortedBy([
  'order',
  'name',
  'total',
  'late',
  'notGiven',
  'open',
  'inProgress',
  'reported',
  'done',
  'cancelled',
  'percent',
  'nextDue',
]).default('order');
/** Counted are the tasks under the filter. */
const summarised = { ...filter, by: z.enum(['department', 'chapter', 'area']), sort: summarySort };
export const summaryQuery = z.object({ ...summarised, ...page(500) });
export const summaryExportQuery = z.object({ ...summarised, ...file });
export const summary = z.object({
  today: z.iso.date(),
  /** Rows, on all pages. */
  total: z.number().int(),
  /** Tasks counted in them, each once. */
  tasks: z.number().int(),
  items: z.array(summaryRow),
});

const named = z.object({ code: z.string(), name: text });
export const options = z.object({
  today: z.iso.date(),
  departments: z.array(named),
  chapters: z.array(named),
  /** Areas that tasks can be given to. */
  areas: z.array(named.extend({ county: z.boolean() })),
  people: z.array(person),
  settings: z.object({
    remindDays: z.array(z.number().int()),
    escalateDays: z.array(z.number().int()),
    version: z.number().int(),
  }),
});

const title = z.object({ zh: words(300), en: words(500) });
const departments = z.array(code).max(30);
const nullableDay = isoDay.nullable();

export const taskDraft = z.object({
  title,
  clauses: z.array(clauseId).max(50).default([]),
  areas: z.array(areaCode).min(1).max(limits.areas),
  responsible: departments.default([]),
  supporting: departments.default([]),
  assignee: words(80).nullable().default(null),
  start: nullableDay.default(null),
  due: nullableDay.default(null),
});
export const tasksCreated = z.object({ items: z.array(task) });

/** Fields that can be changed, each by itself. */
export const taskChanges = z.strictObject({
  title: title.optional(),
  responsible: departments.optional(),
  supporting: departments.optional(),
  /** Username of an account. */
  assignee: words(80).nullable().optional(),
  start: nullableDay.optional(),
  due: nullableDay.optional(),
  state: taskState.optional(),
  percent: z.number().int().min(0).max(100).optional(),
  remindDays: days.nullable().optional(),
});
/** `version`: that of the task as the writer saw it. */
export const taskPatch = z.strictObject({
  version: z.number().int().min(1),
  changes: taskChanges,
  /** Why the state is changed; some moves ask for it. */
  reason: words(1000).optional(),
});

/** Tasks to be given at once, each with the version the writer saw. */
export const tasksGiving = z.strictObject({
  items: z
    .array(z.strictObject({ id: taskId, version: z.number().int().min(1) }))
    .min(1)
    .max(100),
  changes: z.strictObject({ due: isoDay.optional(), assignee: words(80).optional() }),
});
export const tasksGiven = z.object({ items: z.array(task) });

export const noteDraft = z.strictObject({ text: words(4000) });
export const linkDraft = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine(storable, unstorable),
  title: words(200),
});
export const milestoneDraft = z.strictObject({ title, due: nullableDay.default(null) });
export const milestonePatch = z.strictObject({
  version: z.number().int().min(1),
  title: title.optional(),
  due: nullableDay.optional(),
  /** Day on which it was reached; null takes that back. */
  doneOn: nullableDay.optional(),
});
export const attachmentDraft = z.strictObject({
  name: words(200),
  /** Base64. */
  content: z.base64().max(Math.ceil((limits.attachmentBytes / 3) * 4) + 8),
});
export const settingsPatch = z.strictObject({
  version: z.number().int().min(0),
  /** Days before the due date, each once. */
  remindDays: days,
  /** Days late from which the first, second … level is told, rising. */
  escalateDays: z.array(z.number().int().min(1).max(3650)).min(1).max(5),
});

export const historyEntry = z.object({
  /** Name of the field, or what was added: note, milestone, link, attachment, created. */
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  at: z.iso.datetime(),
  /** Null: the plan file. */
  by: z.string().nullable(),
});
export const history = z.object({
  total: z.number().int(),
  /** What of this task was ever changed, and by whom; among the names null is the plan file. */
  fields: z.array(z.string()),
  people: z.array(z.string().nullable()),
  items: z.array(historyEntry),
});
const historyFilter = {
  field: z
    .string()
    .regex(/^[A-Za-z-]{1,40}$/, said({ zh: '字段名有误', en: 'this is no name of a field' }))
    .optional(),
  /** Name of whoever did it; `-`: the plan file. */
  by: words(200).optional(),
  /** Days in Beijing. */
  from: isoDay.optional(),
  until: isoDay.optional(),
  sort: sortedBy(['at', 'by', 'field']).default('-at'),
};
export const historyQuery = z.object({ ...historyFilter, ...page(500) });
export const historyExportQuery = z.object({ ...historyFilter, ...file });

const noticeFilter = {
  mine: flag.optional(),
  kind: z.enum(['reminder', 'escalation']).optional(),
  /** false: those that were withdrawn. */
  standing: flag.optional(),
  /** Of the task: it and all that lies in it. */
  area: areaCode.optional(),
  q: z.string().trim().max(100).optional(),
  /** Days in Beijing on which it was written. */
  from: isoDay.optional(),
  until: isoDay.optional(),
  sort: sortedBy(['at', 'due', 'title', 'area', 'kind']).default('-at'),
};
export const noticeQuery = z.object({ ...noticeFilter, ...page(500) });
export const noticeExportQuery = z.object({ ...noticeFilter, ...file });
export const noticeList = z.object({ total: z.number().int(), items: z.array(notice) });

export const taskParams = z.object({ id: taskId });
export const partParams = taskParams.extend({ part: z.string().regex(/^[A-Za-z0-9.-]{1,160}$/) });
export const uuidParams = taskParams.extend({ part: z.uuid() });

export const letterQuery = z.object({
  month: z.string().regex(/^(20|21)\d{2}-(0[1-9]|1[0-2])$/, said({ zh: '月份应写作 2026-11', en: 'a month is written 2026-11' })),
  area: areaCode.optional(),
  format: z.literal('docx').default('docx'),
});

/** Payload of `tasks.task-changed`: which task, and what of it. */
export const taskChanged = z.object({ id: z.string(), fields: z.array(z.string()) });
/** Payload of `tasks.reminder-due` and `tasks.escalated`. */
export const noticeWritten = notice.pick({ task: true, kind: true, due: true, step: true, days: true, told: true });

export type Task = z.infer<typeof task>;
export type TaskState = z.infer<typeof taskState>;
export type TaskDetail = z.infer<typeof taskDetail>;
export type TaskQuery = z.infer<typeof taskQuery>;
export type TaskList = z.infer<typeof taskList>;
export type TaskDraft = z.infer<typeof taskDraft>;
export type TaskChanges = z.infer<typeof taskChanges>;
export type Milestone = z.infer<typeof milestone>;
export type Note = z.infer<typeof note>;
export type Link = z.infer<typeof link>;
export type Attachment = z.infer<typeof attachment>;
export type Notice = z.infer<typeof notice>;
export type Summary = z.infer<typeof summary>;
export type SummaryRow = z.infer<typeof summaryRow>;
export type Options = z.infer<typeof options>;
export type HistoryEntry = z.infer<typeof historyEntry>;
export type History = z.infer<typeof history>;
export type NoticeQuery = z.infer<typeof noticeQuery>;
export type HistoryQuery = z.infer<typeof historyQuery>;
export type SummaryQuery = z.infer<typeof summaryQuery>;
export type NoticeList = z.infer<typeof noticeList>;
export type Settings = Options['settings'];
