import { z } from 'zod';
import { areaCode, caseKind, course, day, diseaseClass, exportFormat, organizationReference, text } from './words.ts';

/** The list in force, how timely reports are, and zero reports. */

export const diseasesQuery = z.strictObject({ on: day.optional() });

/** The areas of the city down to its towns: where people live. */
export const areaChoices = z.object({
  items: z.array(z.object({ code: z.string(), parent: z.string().nullable(), level: z.string(), name: text })),
});
export type AreaChoices = z.infer<typeof areaChoices>;

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
      /** Percent; null: no cards. */
      rate: z.number().nullable(),
      /** Medians: days from onset to diagnosis, hours from diagnosis to report. */
      onsetToDiagnosisDays: z.number().nullable(),
      diagnosisToReportHours: z.number().nullable(),
    }),
  ),
});

/** That an institution has seen no case to report on a day or in a week (零报告); a week is named by its Monday. */
export const zeroInput = z.strictObject({ kind: z.enum(['day', 'week']), from: day });
export const zeroQuery = z.strictObject({
  kind: z.enum(['day', 'week']).default('day'),
  from: day,
  area: areaCode.optional(),
});
export const zeroList = z.object({
  kind: z.enum(['day', 'week']),
  from: z.iso.date(),
  to: z.iso.date(),
  /** cards: reported cases; zero: said that there were none; silent: neither. */
  counts: z.object({ cards: z.number().int(), zero: z.number().int(), silent: z.number().int() }),
  items: z.array(
    z.object({
      institution: organizationReference,
      name: z.string(),
      area: z.string(),
      state: z.enum(['cards', 'zero', 'silent']),
      at: z.iso.datetime().nullable(),
      by: z.string().nullable(),
    }),
  ),
});

export const settings = z.object({ captureDays: z.number().int().min(0).max(365), version: z.number().int() });
export const settingsInput = z.strictObject({ captureDays: z.number().int().min(0).max(365), version: z.number().int().min(1) });

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

export type CaseFact = z.infer<typeof caseFact>;
export type DiseaseList = z.infer<typeof diseaseList>;
export type Timeliness = z.infer<typeof timeliness>;
export type TimelinessQuery = z.output<typeof timelinessQuery>;
export type ZeroList = z.infer<typeof zeroList>;
export type ReportingSettings = z.infer<typeof settings>;
