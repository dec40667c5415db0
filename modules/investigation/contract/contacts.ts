import { exportFormat, moment } from '@songhua/module-reporting/contract.ts';
import { z } from 'zod';
import {
  age,
  contactKind,
  contactState,
  countedTo,
  day,
  id,
  identity,
  phone,
  sex,
  symptom,
  townCode,
  version,
  visitOutcome,
  words,
} from './words.ts';

/** Contacts (密切接触者) and their follow-up (随访). */

const free = (most: number) => words(most).nullable().default(null);

export const contactDraft = z.strictObject({
  /** The case that they were in contact with; null: of the event or a place. */
  source: id.nullable().default(null),
  place: free(200),
  kind: contactKind,
  /** A case that is known already: what the case says of the person is taken over. */
  existing: id.nullable().default(null),
  name: words(60).nullable().default(null),
  number: identity.nullable().default(null),
  sex: sex.nullable().default(null),
  age: age.nullable().default(null),
  phone: phone.nullable().default(null),
  town: townCode.nullable().default(null),
  address: free(200),
  lastExposure: day,
  /** Who follows them up: an id of those who signed on, or `me`. */
  worker: z.string().trim().min(1).max(100).nullable().default(null),
});

/** How a contact's follow-up stands today. */
export const dueState = z.enum(['due', 'overdue', 'done', 'over']);

export const contact = z.object({
  id,
  source: z.object({ id, serial: z.number().int(), name: z.string().nullable() }).nullable(),
  place: z.string().nullable(),
  kind: contactKind,
  name: z.string(),
  sex: sex.nullable(),
  age: z.number().nullable(),
  phone: z.string().nullable(),
  town: z.string().nullable(),
  address: z.string().nullable(),
  lastExposure: z.string(),
  begins: z.string(),
  until: z.string(),
  nextDue: z.string(),
  worker: z.string().nullable(),
  workerName: z.string().nullable(),
  state: contactState,
  due: dueState,
  symptoms: z.boolean(),
  asCase: z.string().nullable(),
  version: z.number().int(),
});

const filter = {
  state: contactState.optional(),
  /** Only those who are due today or overdue. */
  waiting: z.enum(['due', 'overdue', 'unassigned', 'symptoms']).optional(),
  kind: contactKind.optional(),
  source: id.optional(),
  worker: z.string().max(100).optional(),
  q: z.string().trim().min(1).max(50).optional(),
};
export const contactsQuery = z.object({
  ...filter,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(countedTo).default(0),
});
export const contactsExportQuery = z.object({ ...filter, format: exportFormat.default('csv') });
export const contactList = z.object({
  total: z.number().int(),
  more: z.boolean(),
  items: z.array(contact),
  /** Who follows up here, with how many due today and overdue. */
  workers: z.array(z.object({ worker: z.string(), name: z.string(), due: z.number().int(), overdue: z.number().int() })),
});

export const assignInput = z.strictObject({
  contacts: z.array(id).min(1).max(500),
  worker: z.string().trim().min(1).max(100).nullable(),
});
export const endInput = z.strictObject({ version, state: z.enum(['lost', 'withdrawn', 'following']) });
export const becomeInput = z.strictObject({ version, onset: day.nullable().default(null) });

export const visitDraft = z.strictObject({
  /** Made by the device when the form was saved: what arrives twice is written once. */
  id,
  investigation: id,
  contact: id,
  day,
  outcome: visitOutcome,
  temperature: z.number().min(30).max(45).multipleOf(0.1).nullable().default(null),
  symptoms: z.array(symptom).max(20).default([]),
  note: free(500),
  entered: moment,
});
export const visitsInput = z.strictObject({ visits: z.array(z.unknown()).min(1).max(500) });
/** What became of each form: kept, known (it had arrived before), conflict (the day has another), refused. */
export const visitAnswer = z.object({
  id: z.string(),
  became: z.enum(['kept', 'known', 'conflict', 'refused']),
  /** Why it was refused, or what stands there in its place. */
  why: z.object({ zh: z.string(), en: z.string() }).nullable(),
});
export const visitsAnswer = z.object({ items: z.array(visitAnswer) });

/** One line of one's own list of a day, with what a visit needs: name and phone in full. */
export const errand = z.object({
  investigation: id,
  title: z.string(),
  contact: id,
  name: z.string(),
  sex: sex.nullable(),
  age: z.number().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  kind: contactKind,
  lastExposure: z.string(),
  until: z.string(),
  /** The first day that nobody has entered yet. */
  nextDue: z.string(),
  due: dueState,
});
export const errandList = z.object({
  today: z.string(),
  asOf: z.iso.datetime(),
  more: z.boolean(),
  items: z.array(errand),
});

export type Contact = z.infer<typeof contact>;
export type ContactList = z.infer<typeof contactList>;
export type DueState = z.infer<typeof dueState>;
export type Errand = z.infer<typeof errand>;
export type ErrandList = z.infer<typeof errandList>;
export type VisitAnswer = z.infer<typeof visitAnswer>;
export type VisitDraft = z.output<typeof visitDraft>;
