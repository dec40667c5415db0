import { z } from 'zod';
import {
  areaCode,
  cardFields,
  cardId,
  cardSource,
  cardState,
  caseKind,
  classification,
  countedTo,
  day,
  diseaseClass,
  diseaseCode,
  exportFormat,
  flag,
  moment,
  organizationReference,
  reason,
  text,
} from './words.ts';

/** Report cards: as they are listed, shown, and what is decided of them. */

export const cardParams = z.object({ id: cardId });

/** How a card stands to its clock: done reported in time, late reported too late, overdue not reported and too late already. */
export const timing = z.enum(['open', 'soon', 'overdue', 'done', 'late']);

const filter = {
  state: z
    .array(cardState)
    .or(cardState.transform((one) => [one]))
    .optional(),
  disease: diseaseCode.optional(),
  class: diseaseClass.optional(),
  kind: caseKind.optional(),
  institution: organizationReference.optional(),
  /** County, urban area or the city: where the person lives or from where it was reported. */
  area: areaCode.optional(),
  /** Days in Beijing, both included, of the diagnosis. */
  from: day.optional(),
  to: day.optional(),
  /** Reported too late, or not reported and too late already. */
  late: flag.optional(),
  /** Only what waits for the reader: of an institution what is to be reported or was returned, of disease control what it reviews. */
  waiting: flag.optional(),
  /** A name from its beginning, or a whole number. */
  q: z.string().trim().min(1).max(50).optional(),
};

/** due: what is due first stands first. */
export const cardSort = z.enum(['-diagnosed', 'diagnosed', 'due', '-due']);

export const cardsQuery = z.strictObject({
  ...filter,
  sort: cardSort.default('-diagnosed'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(countedTo).default(0),
});
export const cardsExportQuery = z.strictObject({
  ...filter,
  sort: cardSort.default('-diagnosed'),
  format: exportFormat.default('csv'),
});

const named = z.object({ reference: z.string(), name: z.string().nullable() });

const head = {
  id: z.string(),
  /** `Patient/…` where known: the audit log names whom an answer showed by it. */
  reference: z.string().nullable(),
  state: cardState,
  source: cardSource,
  disease: z.string(),
  diseaseName: text,
  subtype: z.string().nullable(),
  subtypeName: text.nullable(),
  class: diseaseClass,
  kind: caseKind.nullable(),
  sex: cardFields.shape.sex.unwrap(),
  onset: z.string().nullable(),
  diagnosed: z.iso.datetime(),
  /** By when it must have been reported: the diagnosis and the hours of the list in force that day. */
  due: z.iso.datetime(),
  reported: z.iso.datetime().nullable(),
  timing,
  /** While it waits for the county: until when; from then on the city may review it. */
  reviewBy: z.iso.datetime().nullable(),
  died: z.string().nullable(),
  institution: named.nullable(),
  /** County from where it was reported, county and town where the person lives; null: not known, or not in this city. */
  reportCounty: z.string().nullable(),
  homeCounty: z.string().nullable(),
  town: z.string().nullable(),
  /** Goes up with every change; a decision names the one it was made on. */
  version: z.number().int(),
};

/** A card in a list: numbers and phones in part. */
export const cardItem = z.object({
  ...head,
  name: z.string(),
  /** Whole years at the diagnosis. */
  age: z.number().nullable(),
  number: z.string().nullable(),
  phone: z.string().nullable(),
});

export const cardList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  more: z.boolean(),
  items: z.array(cardItem),
});

export const cardStep = z.enum([
  'prepare',
  'fill',
  'report',
  'correct',
  'approve',
  'return',
  'dismiss',
  'merge',
  'delete',
  'death',
  'evidence',
]);

/** One line of a card's history; nothing of it is ever changed. */
export const cardChange = z.object({
  version: z.number().int(),
  step: cardStep,
  state: cardState,
  at: z.iso.datetime(),
  by: z.object({ kind: z.enum(['person', 'rule']), id: z.string(), name: z.string() }),
  reason: z.string().nullable(),
  /** What was said before and since, by field. */
  changed: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

/** What in the record store fulfilled which rule in which version. */
export const cardEvidence = z.object({ source: z.string(), rule: z.string(), version: z.string(), at: z.iso.datetime() });

export const cardDetail = z.object({
  ...head,
  fields: cardFields,
  classification,
  created: z.iso.datetime(),
  /** By phone or fax: when it was told to disease control, who has two hours to enter it. */
  received: z.iso.datetime().nullable(),
  enteredLate: z.boolean(),
  duplicateOf: z.string().nullable(),
  evidence: z.array(cardEvidence),
  history: z.array(cardChange),
  /** What the reader may do with it as it stands. */
  steps: z.array(cardStep),
});

export const cardDraft = z.strictObject({
  fields: cardFields,
  /** false keeps a draft. */
  report: z.boolean().default(true),
  /** It is another person, or another illness, than the card that the answer named. */
  anew: z.boolean().default(false),
  /** Of disease control, who enter for an institution what it told them. */
  told: z.strictObject({ by: z.enum(['phone', 'fax']), institution: organizationReference, at: moment }).optional(),
});

const version = z.number().int().min(1);

export const fillInput = z.strictObject({ fields: cardFields, report: z.boolean().default(false), version });
export const correctInput = z.strictObject({ fields: cardFields, reason, version });
export const reviewInput = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approve'), version }),
  z.strictObject({ outcome: z.literal('return'), reason, version }),
]);
export const reasonInput = z.strictObject({ reason, version });
export const mergeInput = z.strictObject({ into: cardId, reason, version });
export const deathInput = z.strictObject({ died: day, remark: reason.nullable().default(null), version });

/** Cards that may tell of the same illness of the same person, likeliest first, and why. */
export const similarCards = z.object({
  items: z.array(cardItem.extend({ because: z.array(z.enum(['patient', 'number', 'name-born', 'name-phone', 'name-town'])) })),
});

/** What waits for the reader: of their institution, or of the area they look after. */
export const workSummary = z.object({
  asOf: z.iso.datetime(),
  draft: z.number().int(),
  soon: z.number().int(),
  overdue: z.number().int(),
  returned: z.number().int(),
  /** Waiting for the reader's own review. */
  toReview: z.number().int(),
  /** Of these, past the clock of the review. */
  reviewLate: z.number().int(),
  more: z.boolean(),
});

export type CardItem = z.infer<typeof cardItem>;
export type CardList = z.infer<typeof cardList>;
export type CardDetail = z.infer<typeof cardDetail>;
export type CardChange = z.infer<typeof cardChange>;
export type CardStep = z.infer<typeof cardStep>;
export type CardSort = z.infer<typeof cardSort>;
export type CardsQuery = z.output<typeof cardsQuery>;
export type SimilarCards = z.infer<typeof similarCards>;
export type Timing = z.infer<typeof timing>;
export type WorkSummary = z.infer<typeof workSummary>;
