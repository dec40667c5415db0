import { z } from 'zod';
import {
  countyCode,
  evidence,
  exportFormat,
  flag,
  grade,
  institution,
  organizationReference,
  page,
  patientId,
  reason,
  registration,
  sex,
  uuid,
  words,
} from './words.ts';

/** People (主索引): sets of registrations that are one human being. */

/** single: one registration; linked: several; provisional: somebody unknown or newborn, to be found out. */
export const personState = z.enum(['single', 'linked', 'provisional']);

const filter = {
  /** Name (its beginning), whole citizen number, or whole phone number: told apart by its shape. */
  q: words(100).optional(),
  institution: organizationReference.optional(),
  /** Where the institutions that registered them lie. */
  county: countyCode.optional(),
  state: personState.optional(),
  /** With an open review. */
  review: flag.optional(),
  sort: z.enum(['recorded', '-recorded', 'name', '-name', 'born', '-born']).default('-recorded'),
};

export const peopleQuery = z.strictObject({ ...filter, ...page });
export const peopleExportQuery = z.strictObject({ ...filter, format: exportFormat.default('csv') });

/** A person in a list: values of the golden record, masked as lists are. */
export const listedPerson = registration.omit({ institution: true }).extend({
  /** `Person/…`: id of the earliest registration. */
  person: z.string(),
  state: personState,
  registrations: z.number().int(),
  institutions: z.array(institution),
  /** Reviews that are open. */
  reviews: z.number().int(),
});

export const peopleList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  /** More than `total` are there: counting stopped. */
  more: z.boolean(),
  items: z.array(listedPerson),
});

export const personParams = z.object({ patient: patientId });

/** A value of the golden record and which registration it is from. */
const golden = <T extends z.ZodType>(value: T) => z.object({ value, from: z.string(), recorded: z.iso.datetime() }).nullable();

export const goldenRecord = z.object({
  name: golden(z.string()),
  sex: golden(sex),
  born: golden(z.string()),
  number: golden(z.string()),
  phone: golden(z.string()),
  address: golden(z.string()),
});

export const decisionKind = z.enum(['link', 'unlink', 'apart', 'undo', 'auto']);

/** What somebody or the machine decided; never changed afterwards. */
export const decision = z.object({
  id: z.string(),
  kind: decisionKind,
  at: z.iso.datetime(),
  /** Null: the machine. */
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  reason: z.string().nullable(),
  /** Registrations by person, before and after. */
  before: z.array(z.array(z.string())),
  after: z.array(z.array(z.string())),
  /** `Patient/…` of all of them: the audit log names by it whom an answer told of. */
  references: z.array(z.string()),
  grade: grade.nullable(),
  weight: z.number().nullable(),
  evidence: z.array(evidence),
  model: z.string().nullable(),
  /** The decision that it takes back. */
  undoes: z.string().nullable(),
  /** The decision that took it back. */
  undoneBy: z.string().nullable(),
  /** Whether it can be taken back now: nothing that it decided has been decided otherwise since. */
  mayUndo: z.boolean(),
});

export const personDetail = z.object({
  asOf: z.iso.datetime(),
  person: z.string(),
  state: personState,
  golden: goldenRecord,
  /** The earliest first. */
  members: z.array(registration.extend({ mother: z.string().nullable() })),
  decisions: z.array(decision),
  /** Open reviews in which a member stands. */
  reviews: z.array(
    z.object({ id: z.string(), grade, weight: z.number(), one: z.string(), other: z.string(), opened: z.iso.datetime() }),
  ),
});

const asTyped = (most: number) => z.string().trim().max(most).optional();

/** What a form of registration holds so far; every field may be missing, though one at least must say something. */
export const candidatesInput = z.strictObject({
  name: asTyped(100),
  sex: sex.optional(),
  /** ISO day, or `YYYYMMDD`. */
  born: z
    .string()
    .regex(/^\d{4}-?\d{2}-?\d{2}$/)
    .optional(),
  number: asTyped(30),
  phone: asTyped(30),
  address: asTyped(300),
});

export const candidateList = z.object({
  /** The likeliest first; one for each person. `registration` is null where the asker does not reach it: then name and number both fit. */
  items: z.array(
    z.object({
      person: z.string(),
      patient: z.string(),
      grade,
      evidence: z.array(evidence),
      registration: registration.nullable(),
    }),
  ),
});

export const linkInput = z.strictObject({
  /** One of each person that are one from now on. */
  patients: z.array(patientId).min(2).max(20),
  reason,
});
export const unlinkInput = z.strictObject({
  /** Which registration is taken out of its person. */
  patient: patientId,
  reason,
});
export const undoParams = z.object({ id: uuid });
export const undoInput = z.strictObject({ reason });
/** What was decided, and who is who now. */
export const decided = z.object({ decision, people: z.array(z.object({ person: z.string(), members: z.array(z.string()) })) });

const decisionFilter = {
  kind: decisionKind.optional(),
  /** Decisions that name this registration. */
  patient: patientId.optional(),
  /** Id of who decided; `machine`: by itself. */
  by: words(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  sort: z.enum(['at', '-at']).default('-at'),
};
export const decisionsQuery = z.strictObject({ ...decisionFilter, ...page });
export const decisionsExportQuery = z.strictObject({ ...decisionFilter, format: exportFormat.default('csv') });
/** In the list each names the registrations that it decided about, as lists show them; those that were deleted since are left out. */
const listedDecision = decision.extend({ registrations: z.array(registration) });
export const decisionList = z.object({
  total: z.number().int(),
  more: z.boolean(),
  /** Accounts and clients that have ever decided, by the names they had last. */
  deciders: z.array(z.object({ id: z.string(), name: z.string() })),
  items: z.array(listedDecision),
});

export type PersonState = z.infer<typeof personState>;
export type ListedPerson = z.infer<typeof listedPerson>;
export type PeopleList = z.infer<typeof peopleList>;
export type PersonDetail = z.infer<typeof personDetail>;
export type GoldenRecord = z.infer<typeof goldenRecord>;
export type Decision = z.infer<typeof decision>;
export type ListedDecision = z.infer<typeof listedDecision>;
export type DecisionKind = z.infer<typeof decisionKind>;
export type DecisionList = z.infer<typeof decisionList>;
export type CandidateList = z.infer<typeof candidateList>;
export type CandidatesInput = z.infer<typeof candidatesInput>;
export type Decided = z.infer<typeof decided>;
