import { z } from 'zod';
import {
  admission,
  allergy,
  allergyState,
  basicFact,
  flag,
  immunisation,
  latestResult,
  medicine,
  medicineCheck,
  news,
  problem,
  procedure,
  programme,
} from './sections.ts';
import { institution, patientId, text, when } from './words.ts';

/** GET /api/resident-record/people/:patient and what is done with it. */

export const personParams = z.object({ patient: patientId });

/** One registration of the person. */
export const registration = z.object({
  patient: z.string(),
  institution,
  name: z.string(),
  number: z.string().nullable(),
  active: z.boolean(),
  /** Registered without a number, or under a number that is not known to be theirs. */
  provisional: z.boolean(),
});

export const age = z.object({
  /** Whole years; of a child below one year null. */
  years: z.number().int().nullable(),
  /** `54 岁` / `7 个月` / `12 天`. */
  text,
});

export const head = z.object({
  name: z.string(),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: z.string().nullable(),
  age: age.nullable(),
  /** Day of death, or an empty text where only the fact is known; null: alive as far as is known. */
  died: z.string().nullable(),
  /** Identity number as the reader sees it. */
  number: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  bloodType: z.string().nullable(),
  /** A generated person. */
  synthetic: z.boolean(),
});

export const record = z.object({
  /** The registration that was asked for. */
  patient: z.string(),
  registrations: z.array(registration),
  /** Tells this set of registrations from another (GET …/people/:patient/version). */
  version: z.string(),
  asOf: z.string(),
  head,
  flags: z.array(flag),
  basics: z.array(basicFact),
  news,
  allergyState,
  allergies: z.array(allergy),
  problems: z.array(problem),
  medicines: z.array(medicine),
  medicineCheck,
  /** By group, then name. */
  results: z.array(latestResult),
  immunisations: z.array(immunisation),
  admissions: z.array(admission),
  procedures: z.array(procedure),
  programmes: z.array(programme),
  /** Which institutions' records these are, the most first. */
  institutions: z.array(institution.extend({ resources: z.number().int(), latest: when.nullable() })),
  /** How many resources were looked at, and of which kinds there are more than are shown here. */
  resources: z.number().int(),
  cut: z.array(z.object({ type: z.string(), shown: z.number().int() })),
});

/** GET /api/resident-record/people/:patient/version: whether an open record is still made of the same registrations. */
export const recordVersion = z.object({ version: z.string() });

/** Payload of `resident-record.regrouped`: registrations of whom somebody decided that they are one person, or are not. */
export const regrouped = z.object({ patients: z.array(z.string()) });

/** POST …/people/:patient/seen: the reader has seen everything up to `asOf` of the record they looked at. */
export const seenInput = z.object({ asOf: z.iso.datetime() });
export const seen = z.object({ at: z.string() });

/** GET /api/resident-record/limits: what of any record the reader is not shown, whoever it is about. */
export const limits = z.object({ items: z.array(z.object({ code: z.string(), text })) });

export type Head = z.infer<typeof head>;
export type RecordVersion = z.infer<typeof recordVersion>;
export type ResidentRecord = z.infer<typeof record>;
export type Registration = z.infer<typeof registration>;
export type Limits = z.infer<typeof limits>;
