import { z } from 'zod';
import {
  areaCode,
  cardFields,
  cardId,
  caseKind,
  course,
  day,
  diseaseClass,
  exportFormat,
  organizationReference,
  reason,
  text,
} from './words.ts';

/** The list in force, how timely reports are, and zero reports. */

export const diseasesQuery = z.strictObject({ on: day.optional() });

/** The areas of the city down to its towns: where people live. */
export const areaChoices = z.object({
  items: z.array(z.object({ code: z.string(), parent: z.string().nullable(), level: z.string(), name: text })),
});
export type AreaChoices = z.infer<typeof areaChoices>;

/** What a card is asked beside (附卡) when it is of some subtypes, or of any. */
export const supplement = z.object({
  subtypes: z.array(z.string()).optional(),
  title: text,
  verified: z.boolean(),
  fields: z.array(
    z.object({
      key: z.string(),
      title: text,
      type: z.enum(['choice', 'text', 'number', 'day']),
      unit: z.string().optional(),
      required: z.boolean().optional(),
      options: z.array(z.object({ code: z.string(), name: text })).optional(),
      least: z.number().optional(),
      most: z.number().optional(),
    }),
  ),
});
export type Supplement = z.infer<typeof supplement>;

/** Institutions of the reader's area by a part of their name. */
export const institutionsQuery = z.strictObject({ q: z.string().trim().max(50).default('') });
export const institutionChoices = z.object({
  items: z.array(z.object({ reference: organizationReference, name: z.string(), county: text })),
});
export type InstitutionChoices = z.infer<typeof institutionChoices>;

/** What somebody has typed into a card (`new`: one that is not there yet) and not kept; null: nothing. */
const typedBoxes = z
  .record(
    z.string().max(60),
    z
      .string()
      .max(600)
      .or(z.record(z.string().max(60), z.string().max(300))),
  )
  .refine((said) => Object.keys(said).length <= 60, 'says too much')
  .refine((said) => !JSON.stringify(said).includes('\\u0000') && JSON.stringify(said).isWellFormed(), 'cannot be stored');
export const typedParams = z.object({ card: cardId.or(z.literal('new')) });
export const typedInput = z.strictObject({
  said: typedBoxes.nullable(),
  version: z.number().int().min(1).max(2_000_000_000).nullable().default(null),
});
export const typed = z.object({
  said: typedBoxes.nullable(),
  version: z.number().int().nullable(),
  at: z.iso.datetime().nullable(),
});
export type Typed = z.infer<typeof typed>;

/** The diseases that had to be reported on a day, by the list then in force. */
export const diseaseList = z.object({
  on: z.iso.date(),
  edition: z.string(),
  source: z.string(),
  /** Whether somebody has held it against the original texts. */
  verified: z.boolean(),
  items: z.array(
    z.object({
      code: z.string(),
      name: text,
      class: diseaseClass,
      managedAsA: z.boolean(),
      hours: z.number().int(),
      subtypes: z.array(z.object({ code: z.string(), name: text, hours: z.number().int(), managedAsA: z.boolean() })),
      /** Acute or chronic is asked for. */
      course: z.boolean(),
      incubationDays: z.object({ least: z.number(), most: z.number() }).nullable(),
      note: z.string().nullable(),
      supplements: z.array(supplement),
    }),
  ),
});

export const timelinessQuery = z.strictObject({
  by: z.enum(['institution', 'area', 'disease']).default('area'),
  /** Days in Beijing of the diagnosis, both included; a year at most. */
  from: day,
  to: day,
  area: areaCode.optional(),
});
export const timelinessExportQuery = timelinessQuery.extend({ format: exportFormat.default('csv') });

export const timeliness = z.object({
  asOf: z.iso.datetime(),
  rows: z.array(
    z.object({
      key: z.string(),
      name: text,
      /** Cards whose clock has run out or that are reported; the parts of them. */
      cards: z.number().int(),
      inTime: z.number().int(),
      late: z.number().int(),
      overdue: z.number().int(),
      /** Percent; null: no cards. Of all, of those due after 2 hours, and of the others. */
      rate: z.number().nullable(),
      cards2: z.number().int(),
      rate2: z.number().nullable(),
      rate24: z.number().nullable(),
      /** Medians: days from onset to the first visit, from that to the diagnosis and from onset to diagnosis, hours from diagnosis to report. */
      onsetToVisitDays: z.number().nullable(),
      visitToDiagnosisDays: z.number().nullable(),
      onsetToDiagnosisDays: z.number().nullable(),
      diagnosisToReportHours: z.number().nullable(),
    }),
  ),
});

/** Institutions whose cards are overdue, the longest first: how many cards and when the oldest was due. */
export const overdueHouses = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  more: z.boolean(),
  items: z.array(
    z.object({
      reference: organizationReference,
      name: z.string().nullable(),
      county: text.nullable(),
      cards: z.number().int(),
      due: z.iso.datetime(),
      /** day: for a day or more. */
      level: z.enum(['new', 'day']),
    }),
  ),
});
export type OverdueHouses = z.infer<typeof overdueHouses>;

/** That an institution has seen no case to report on a day or in a week (零报告); a week is named by its Monday. */
export const zeroInput = z.strictObject({ kind: z.enum(['day', 'week']), from: day });
export const zeroWithdrawal = zeroInput.extend({ reason });
export const zeroQuery = z.strictObject({
  kind: z.enum(['day', 'week']).default('day'),
  from: day,
  area: areaCode.optional(),
});
export const zeroList = z.object({
  kind: z.enum(['day', 'week']),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Whether it can be said already: a week from its Sunday on. */
  open: z.boolean(),
  /** cards: reported cases; zero: said that there were none; silent: neither. */
  counts: z.object({ cards: z.number().int(), zero: z.number().int(), silent: z.number().int() }),
  items: z.array(
    z.object({
      institution: organizationReference,
      name: z.string(),
      area: z.string(),
      state: z.enum(['cards', 'zero', 'silent']),
      /** When and by whom zero was said; late: after the day that follows the period. */
      at: z.iso.datetime().nullable(),
      by: z.string().nullable(),
      late: z.boolean(),
      /** Zero was said and taken back. */
      withdrawn: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
    }),
  ),
});

export const settings = z.object({ captureDays: z.number().int().min(0).max(365), version: z.number().int() });
export const settingsInput = z.strictObject({ captureDays: z.number().int().min(0).max(365), version: z.number().int().min(1) });

/** Resources that capture could not read: how many, the newest of them, and why; nothing of what they say. */
export const laidAside = z.object({
  total: z.number().int(),
  /** Not looked at yet, counted as far as 10,000. */
  waiting: z.number().int(),
  items: z.array(
    z.object({
      source: z.string(),
      error: z.string(),
      firstAt: z.iso.datetime(),
      at: z.iso.datetime(),
      tries: z.number().int(),
    }),
  ),
});
export type LaidAsideList = z.infer<typeof laidAside>;

/** A case as other modules count it. Nothing that names anybody but the registration. */
export const caseFact = z.object({
  card: z.string(),
  patient: z.string().nullable(),
  disease: z.string(),
  subtype: z.string().nullable(),
  kind: caseKind.nullable(),
  course: course.nullable(),
  onset: z.string().nullable(),
  diagnosed: z.iso.datetime(),
  reported: z.iso.datetime().nullable(),
  died: z.string().nullable(),
  institution: z.string().nullable(),
  reportCounty: z.string().nullable(),
  homeCounty: z.string().nullable(),
  town: z.string().nullable(),
  state: z.string(),
  version: z.number().int(),
});

/** Who a card is of, as it is written on the card; only for those who may see the card. Days and moments as in `cardFields`. */
export const casePerson = cardFields
  .pick({
    ...{ patient: true, name: true, guardian: true, number: true, sex: true, born: true, age: true, ageUnit: true },
    ...{ unit: true, phone: true, town: true, address: true, occupation: true, hospitalised: true },
  })
  .extend({ card: z.string() });

export type CasePerson = z.infer<typeof casePerson>;
export type CaseFact = z.infer<typeof caseFact>;
export type DiseaseList = z.infer<typeof diseaseList>;
export type Timeliness = z.infer<typeof timeliness>;
export type TimelinessQuery = z.output<typeof timelinessQuery>;
export type ZeroList = z.infer<typeof zeroList>;
export type ReportingSettings = z.infer<typeof settings>;
