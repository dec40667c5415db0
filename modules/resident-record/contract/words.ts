import { z } from 'zod';

/** Words that several answers share. */

export const text = z.object({ zh: z.string(), en: z.string() });
/** Id of a Patient, without `Patient/`. */
export const patientId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
/** A date or an instant as it was recorded: `2026`, `2026-03`, `2026-03-01`, `2026-03-01T08:00:00+08:00`. */
export const when = z.string();

export const institution = z.object({ id: z.string().nullable(), name: z.string() });

/** Where something stands: the resource, whose registration it belongs to, and which institution told it. */
export const source = z.object({
  /** `Type/id`. */
  resource: z.string(),
  patient: z.string(),
  institution,
  /** Null: the resource bears no date of care. */
  at: when.nullable(),
  /** Came since the reader last looked. */
  isNew: z.boolean(),
});

export const coded = z.object({
  name: z.string(),
  code: z.string().nullable(),
  system: z.string().nullable(),
});

/** What the laboratory or the device said about a value, or what follows from its own reference range. */
export const interpretations = ['normal', 'low', 'high', 'critical-low', 'critical-high', 'abnormal'] as const;
export const interpretation = z.enum(interpretations);

export const referenceRange = z.object({
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string().nullable(),
  /** As it was written, where it is no pair of numbers. */
  text: z.string().nullable(),
});

export const measured = z.object({
  /** Null: the result is a text. */
  value: z.number().nullable(),
  /** `<` and the like, before the number. */
  comparator: z.string().nullable(),
  unit: z.string().nullable(),
  /** The result as it is read aloud: `6.1 mmol/L`, `阴性`. */
  text: z.string(),
});

export type Coded = z.infer<typeof coded>;
export type InstitutionName = z.infer<typeof institution>;
export type Interpretation = z.infer<typeof interpretation>;
export type Measured = z.infer<typeof measured>;
export type ReferenceRange = z.infer<typeof referenceRange>;
export type Source = z.infer<typeof source>;
