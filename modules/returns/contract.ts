import { z } from 'zod';

/** All that other modules and the pages may know of statistical returns (统计报送). */

/** The registry's records in the shapes in which its api hands them out and takes them back. */
export type {
  AreaFigure,
  AreaMeasure,
  BedRecord,
  DepartmentRecord,
  EquipmentRecord,
  InstitutionFact,
  InstitutionRecord,
  StaffRecord,
} from '@songhua/module-registry/contract.ts';
/** Its figures of areas, and what it asks of one. */
export { areaFigureId, areaMeasureSpecs, findExcess, judgeAreaLevel, judgeAreaValue } from '@songhua/module-registry/contract.ts';

const text = z.object({ zh: z.string(), en: z.string() });

/** The message of a refusal in both languages, as JSON, with the value refused: whoever checks input takes it apart again. */
const said = (message: z.infer<typeof text>) => ({
  error: ({ input }: { readonly input?: unknown }): string => JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
});

/** What a file lists: annual 统计年报 (institutions with all figures of a year), or one collection of them. */
export const kinds = ['annual', 'institutions', 'departments', 'staff', 'beds', 'equipment', 'area-figures'] as const;
export const returnKind = z.enum(kinds, said({ zh: `须为：${kinds.join('、')}`, en: `one of: ${kinds.join(', ')}` }));

/** draft 草稿, submitted 已报送, returned 退回修改, accepted 已审核入库, withdrawn 已撤回, undone 已撤销入库. */
export const states = ['draft', 'submitted', 'returned', 'accepted', 'withdrawn', 'undone'] as const;
export const returnState = z.enum(states);

export const areaCode = z.string().regex(/^\d{6}$/, said({ zh: '地区代码应为六位数字', en: 'an area code has six digits' }));
const day = z.iso.date(said({ zh: '应为存在的日期，写作 2025-12-31', en: 'must be a day that exists, like 2025-12-31' }));
const year = z.coerce.number().int().min(1950).max(2200);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const uploadQuery = z.object({
  kind: returnKind,
  area: areaCode,
  year,
  /** The day that the figures are of; the last day of the year unless said. */
  asOf: day.optional(),
  /** The file's name. */
  name: z.string().trim().min(1).max(200),
  /** Leaves bad rows out instead of refusing all. */
  goodOnly: flag.optional(),
});
export const correctionQuery = z.object({
  name: z.string().trim().min(1).max(200),
  version: z.coerce.number().int().min(1),
  state: returnState,
  goodOnly: flag.optional(),
});

export const returnParams = z.object({
  id: z
    .string()
    .regex(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      said({ zh: '报送编号应为 UUID，如 01938c7e-…', en: 'a return’s id is a UUID, like 01938c7e-…' }),
    ),
});

/** What the actor saw when deciding: somebody else may have decided meanwhile. */
const seen = { version: z.number().int().min(1), state: returnState };
const note = z.string().trim().min(2).max(1000);
export const stepInput = z.object({ ...seen, note: note.optional() });
export const returnInput = z.object({ ...seen, note });
/** `force`: what others have changed since stays, the rest is undone. */
export const undoInput = z.object({ ...seen, reason: note, force: z.boolean().default(false) });

/** Long work on a return: who polls it sees how far it is, also after a reload. */
export const work = z.object({
  what: z.enum(['check', 'apply', 'undo']),
  phase: z.enum(['waiting', 'reading', 'checking', 'writing', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  startedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Why it came to nothing. */
  problem: text.nullable(),
});

/** What a check has found. */
export const checked = z.object({
  format: z.enum(['csv', 'xlsx', 'xls']).nullable(),
  encoding: z.enum(['UTF-8', 'GB18030', 'UTF-16LE']).nullable(),
  rows: z.number().int(),
  badRows: z.number().int(),
  errors: z.number().int(),
  /** Things to know that keep nothing out. */
  notices: z.array(text),
  created: z.number().int(),
  changed: z.number().int(),
  retired: z.number().int(),
  unchanged: z.number().int(),
});

export const submission = z.object({
  id: z.string(),
  area: areaCode,
  areaName: text,
  year: z.number().int(),
  kind: returnKind,
  asOf: z.iso.date(),
  goodOnly: z.boolean(),
  state: returnState,
  version: z.number().int(),
  file: z.object({ name: z.string(), size: z.number().int(), sha256: z.string() }),
  checked: checked.nullable(),
  work: work.nullable(),
  by: z.string(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
});

export const historyEntry = z.object({
  version: z.number().int(),
  at: z.iso.datetime(),
  by: z.string(),
  action: z.enum(['upload', 'correct', 'submit', 'withdraw', 'return', 'accept', 'undo']),
  from: returnState.nullable(),
  to: returnState,
  note: z.string().nullable(),
  file: z.string().nullable(),
});
export const submissionDetail = submission.extend({
  history: z.array(historyEntry),
  /** Whether the reader may have the file as it came: it says what people are called. */
  download: z.boolean(),
  /** What the reader may do now. */
  may: z.array(z.enum(['correct', 'submit', 'withdraw', 'return', 'accept', 'undo'])),
});

const page = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};
const filter = { area: areaCode.optional(), year: year.optional(), kind: returnKind.optional(), state: returnState.optional() };
const format = z.enum(['csv', 'xlsx']).default('csv');

export const listQuery = z.object({
  ...filter,
  sort: z.enum(['changed', '-changed', 'area', 'year', '-year']).default('-changed'),
  ...page,
});
export const listExportQuery = listQuery.omit({ limit: true, offset: true }).extend({ format });
export const submissionList = z.object({ total: z.number().int(), items: z.array(submission) });

export const rowError = z.object({
  n: z.number().int(),
  sheet: z.string(),
  /** Line of the file; 0 when it is about the file as a whole. */
  line: z.number().int(),
  field: z.string(),
  fieldTitle: text,
  rule: z.string(),
  value: z.string(),
  message: text,
});
export const errorQuery = z.object({
  rule: z.string().max(60).optional(),
  field: z.string().max(60).optional(),
  sort: z.enum(['line', 'field', 'rule']).default('line'),
  ...page,
});
export const errorExportQuery = errorQuery.omit({ limit: true, offset: true }).extend({ format });
export const errorList = z.object({
  total: z.number().int(),
  rules: z.record(z.string(), z.number().int()),
  fields: z.record(z.string(), z.number().int()),
  items: z.array(rowError),
});

export const actions = ['created', 'changed', 'retired', 'unchanged', 'warned'] as const;
export const action = z.enum(actions);
const valueText = z.union([z.string(), text]);
export const plannedChange = z.object({
  n: z.number().int(),
  line: z.number().int().nullable(),
  action,
  subject: z.enum(['institution', 'department', 'staff', 'bed', 'equipment', 'area-figure']),
  id: z.string(),
  name: z.string(),
  institution: z.string(),
  /** Values read alike in both languages stand as one text. */
  differences: z.array(z.object({ field: z.string(), title: text, before: valueText.nullable(), after: valueText.nullable() })),
});
export const previewQuery = z.object({ action: action.optional(), q: z.string().trim().max(100).optional(), ...page });
export const previewExportQuery = previewQuery.omit({ limit: true, offset: true }).extend({ format });
/** Rows of one export, without its heading: a workbook of more could not be opened by older programs, nor put together in bounded memory. */
export const mostExportRows = { xlsx: 65_535, csv: 500_000 } as const;
export const preview = z.object({
  total: z.number().int(),
  /** Rows that an export of the same filter would have: one to a difference. */
  exportRows: z.number().int(),
  counts: z.record(action, z.number().int()),
  items: z.array(plannedChange),
});

export const statusQuery = z.object({ year: year.optional(), kind: returnKind.default('annual') });
export const statusExportQuery = statusQuery.extend({ format });
/** Every county's return for one year and kind: its newest that was not withdrawn, null when there is none. */
export const statusList = z.object({
  year: z.number().int(),
  years: z.array(z.number().int()),
  total: z.number().int(),
  items: z.array(z.object({ area: areaCode, areaName: text, level: z.string(), submission: submission.nullable() })),
});

export const templateQuery = z.object({
  kind: returnKind,
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  /** Filled in with what the registry holds of this area. */
  area: areaCode.optional(),
});

/** Payload of the module's events. */
export const returnMoved = z.object({ id: z.string(), area: areaCode, year: z.number().int(), kind: returnKind });
export const workAsked = returnMoved.extend({ what: z.enum(['check', 'apply', 'undo']) });

export type ReturnKind = z.infer<typeof returnKind>;
export type ReturnState = z.infer<typeof returnState>;
export type Submission = z.infer<typeof submission>;
export type SubmissionDetail = z.infer<typeof submissionDetail>;
export type SubmissionList = z.infer<typeof submissionList>;
export type HistoryEntry = z.infer<typeof historyEntry>;
export type Work = z.infer<typeof work>;
export type Checked = z.infer<typeof checked>;
export type RowError = z.infer<typeof rowError>;
export type ErrorList = z.infer<typeof errorList>;
export type ErrorQuery = z.infer<typeof errorQuery>;
export type PlannedChange = z.infer<typeof plannedChange>;
export type PreviewList = z.infer<typeof preview>;
export type PreviewQuery = z.infer<typeof previewQuery>;
export type StatusList = z.infer<typeof statusList>;
export type ListQuery = z.infer<typeof listQuery>;
export type ValueText = z.infer<typeof valueText>;
export type Action = z.infer<typeof action>;
