import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { channel, day, id, signalLevel, subjectCode, text, words } from './words.ts';

/** Intake by forms and files (填报与上传): each form is data, and the same form is a page, a template and a check of files. */

export const formIds = [
  'school-absence',
  'medicine-sales',
  'citizen-report',
  'clinic-unusual',
  'laboratory-finding',
  'animal-event',
  'sewage-finding',
  'port-finding',
  'food-complaint',
  'media-item',
] as const;
export const formId = z.enum(formIds);

export const formField = z.object({
  name: z.string(),
  title: text,
  kind: z.enum(['count', 'text', 'choice']),
  required: z.boolean(),
  unit: text.optional(),
  choices: z.array(z.object({ value: z.string(), title: text })).optional(),
  most: z.number().optional(),
});
export const form = z.object({
  id: formId,
  title: text,
  channel,
  level: signalLevel,
  /** What it may be about; the first unless chosen. */
  subjects: z.array(z.object({ code: subjectCode, name: text })),
  fields: z.array(formField),
  /** The fields that say how many there were, and how many are usual. */
  observed: z.string(),
  expected: z.string().nullable(),
});

/** What everybody says who fills in a form: where, when and what. */
export const formHead = {
  area: areaCode,
  town: areaCode.nullable().default(null),
  place: z.union([words(200), z.null()]).default(null),
  subject: subjectCode.optional(),
  from: day,
  to: day,
  said: z.union([words(4000), z.null()]).default(null),
};
export const filledForm = z.strictObject({
  /** Made by who fills it in: sent twice, it is one signal. */
  key: id,
  ...formHead,
  answers: z.record(z.string().max(40), z.union([z.string().max(2000), z.number()])),
});
export const formParams = z.object({ form: formId });
export const raised = z.object({ id, isNew: z.boolean() });

export const fileQuery = z.object({ take: z.stringbool().default(false) });
export const fileFault = z.object({
  /** Line of the file, from 1; the header's own is 1. */
  line: z.number().int(),
  field: z.string(),
  rule: z.string(),
  value: z.string(),
  message: text,
});
export const fileResult = z.object({
  taken: z.boolean(),
  rows: z.array(
    z.object({
      line: z.number().int(),
      area: areaCode,
      areaName: text,
      place: z.string().nullable(),
      subjectName: text,
      from: day,
      to: day,
      observed: z.number().int(),
      expected: z.number().nullable(),
      /** The signal it became; null before it is taken. */
      signal: id.nullable(),
      isNew: z.boolean().nullable(),
    }),
  ),
  faults: z.array(fileFault),
});

export type FormSpec = z.infer<typeof form>;
export type FormField = z.infer<typeof formField>;
export type FilledForm = z.infer<typeof filledForm>;
export type FileFault = z.infer<typeof fileFault>;
export type FileResult = z.infer<typeof fileResult>;
export const areaList = z.object({
  items: z.array(z.object({ code: areaCode, parent: areaCode.nullable(), level: z.string(), name: text })),
});
export type AreaList = z.infer<typeof areaList>;
