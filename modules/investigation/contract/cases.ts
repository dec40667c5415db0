import { exportFormat } from '@songhua/module-reporting/contract.ts';
import { z } from 'zod';
import { age, classification, countedTo, day, id, identity, outcome, phone, sex, townCode, version, words } from './words.ts';

/** The line list (病例一览表). */

const free = (most: number) => words(most).nullable();

/** What is said of a case, without what stands in for what is not said: a change says only what it changes. */
const said = {
  name: words(60).nullable(),
  number: identity.nullable(),
  sex: sex.nullable(),
  born: day.nullable(),
  age: age.nullable(),
  phone: phone.nullable(),
  town: townCode.nullable(),
  address: free(200),
  work: free(100),
  school: free(100),
  exposure: free(300),
  onset: day.nullable(),
  reported: day.nullable(),
  classification,
  outcome,
  died: day.nullable(),
};

export const caseFields = z.strictObject({
  name: said.name,
  number: said.number.default(null),
  sex: said.sex.default(null),
  born: said.born.default(null),
  age: said.age.default(null),
  phone: said.phone.default(null),
  town: said.town.default(null),
  address: said.address.default(null),
  work: said.work.default(null),
  school: said.school.default(null),
  exposure: said.exposure.default(null),
  onset: said.onset.default(null),
  reported: said.reported.default(null),
  classification: said.classification.default('suspected'),
  outcome: said.outcome.default('unknown'),
  died: said.died.default(null),
});

/** The columns that can be pasted, in the order they stand in when no head says another. */
export const lineFields = [
  'name',
  'sex',
  'age',
  'number',
  'phone',
  'town',
  'address',
  'work',
  'school',
  'exposure',
  'onset',
  'reported',
  'classification',
  'outcome',
  'born',
  'died',
] as const;
export const lineField = z.enum(lineFields);

const cell = z
  .string()
  .max(400)
  .refine((value) => !value.includes('\0') && value.isWellFormed());

/** Lines as they were typed or pasted; `line` is where it stands in the grid, from 1. */
export const typedLines = z.strictObject({
  lines: z
    .array(z.strictObject({ line: z.number().int().min(1).max(100_000), cells: z.partialRecord(lineField, cell) }))
    .min(1)
    .max(2000),
  /** Lines of which somebody has said that it is another person than the one found. */
  anew: z.array(z.number().int()).max(2000).default([]),
  /** Lines that are left out because they are known. */
  skip: z.array(z.number().int()).max(2000).default([]),
});

export const lineFault = z.object({
  line: z.number().int(),
  field: z.string(),
  rule: z.string(),
  value: z.string(),
  message: z.object({ zh: z.string(), en: z.string() }),
});
export const because = z.enum(['number', 'name-phone', 'name-born']);
export const duplicate = z.object({
  line: z.number().int(),
  because,
  /** The case it resembles; null: another line of the grid. */
  person: z.object({ id, serial: z.number().int(), name: z.string().nullable(), onset: z.string().nullable() }).nullable(),
  otherLine: z.number().int().nullable(),
});
export const linesJudged = z.object({
  good: z.number().int(),
  faults: z.array(lineFault),
  duplicates: z.array(duplicate),
});
export const linesSaved = z.object({ saved: z.number().int(), skipped: z.number().int() });

const filter = {
  classification: classification.optional(),
  outcome: outcome.optional(),
  town: townCode.optional(),
  county: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  from: day.optional(),
  to: day.optional(),
  /** A name from its beginning, a whole number or phone, or `#12`, the line's own. */
  q: z.string().trim().min(1).max(50).optional(),
};
export const caseSort = z.enum(['-onset', 'onset', 'serial', '-serial']);
export const casesQuery = z.object({
  ...filter,
  sort: caseSort.default('-serial'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(countedTo).default(0),
});
export const casesExportQuery = z.object({
  ...filter,
  sort: caseSort.default('-serial'),
  format: exportFormat.default('csv'),
  /** Keys of the columns in view, with commas between; all unless said. */
  columns: z.string().max(400).optional(),
});

const provenance = z.object({ kind: z.enum(['person', 'rule']), by: z.string(), at: z.iso.datetime() });

/** A line of the list: numbers and phones in part. */
export const caseLine = z.object({
  id,
  serial: z.number().int(),
  card: z.string().nullable(),
  /** `Patient/…` where known: the audit log names whom an answer showed by it. */
  reference: z.string().nullable(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  sex: sex.nullable(),
  born: z.string().nullable(),
  age: z.number().nullable(),
  phone: z.string().nullable(),
  county: z.string().nullable(),
  town: z.string().nullable(),
  townName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  address: z.string().nullable(),
  work: z.string().nullable(),
  school: z.string().nullable(),
  exposure: z.string().nullable(),
  onset: z.string().nullable(),
  reported: z.string(),
  classification,
  classified: provenance,
  outcome,
  died: z.string().nullable(),
  version: z.number().int(),
});
export const caseList = z.object({ total: z.number().int(), more: z.boolean(), items: z.array(caseLine) });

/** One case whole, with what hangs on it. */
export const caseDetail = z.object({
  case: caseLine,
  contacts: z.number().int(),
  /** The contact that it was before. */
  wasContact: z.object({ id, source: z.string().nullable(), lastExposure: z.string() }).nullable(),
});

export const casePatch = z.strictObject({ version, changes: z.strictObject(said).partial() });
export const classifyInput = z.strictObject({
  people: z.array(id).min(1).max(500),
  classification: classification.optional(),
  outcome: outcome.optional(),
});
export const changed = z.object({ changed: z.number().int() });
export const cardsInput = z.strictObject({ from: day, to: day });
export const cardsTaken = z.object({ taken: z.number().int(), known: z.number().int(), more: z.boolean() });
export const made = z.object({ id });

export type CaseDetail = z.infer<typeof caseDetail>;
export type CaseFields = z.output<typeof caseFields>;
export type CaseLine = z.infer<typeof caseLine>;
export type CaseList = z.infer<typeof caseList>;
export type CaseSort = z.infer<typeof caseSort>;
export type Duplicate = z.infer<typeof duplicate>;
export type LineFault = z.infer<typeof lineFault>;
export type LineField = z.infer<typeof lineField>;
export type LinesJudged = z.infer<typeof linesJudged>;
export type TypedLines = z.output<typeof typedLines>;
