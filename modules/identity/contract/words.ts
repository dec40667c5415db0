import { z } from 'zod';

/** What everything about people and their registrations is made of. */

export const text = z.object({ zh: z.string(), en: z.string() });

/** The message of a refusal in both languages, as JSON, with the value refused: whoever checks input takes it apart again. */
export const said = (message: z.infer<typeof text>) => ({
  error: ({ input }: { readonly input?: unknown }): string => JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
});

const storable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** One or more characters that PostgreSQL and JSON can hold. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(storable, said({ zh: '含有无法保存的字符', en: 'holds a character that cannot be stored' }));

/** Id of a Patient resource: one registration (居民注册记录). */
export const patientId = z.string().regex(
  /^[A-Za-z0-9.-]{1,64}$/,
  said({
    zh: '居民登记编号由 1 至 64 个字母、数字、点或连字符组成',
    en: 'the id of a registration has 1 to 64 letters, digits, dots or hyphens',
  }),
);
export const organizationReference = z
  .string()
  .regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/, said({ zh: '应为 Organization/编号', en: 'is written Organization/id' }));
export const countyCode = z.string().regex(/^\d{6}$/, said({ zh: '县区代码为六位数字', en: 'a county’s code has six digits' }));
export const countyList = z.object({ items: z.array(z.object({ code: z.string(), name: text })) });
export const uuid = z.guid(said({ zh: '编号应为 UUID', en: 'the id is a UUID' }));
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const exportFormat = z.enum(['csv', 'xlsx']);

/** Why somebody decided: kept for as long as the decision is. */
export const reason = words(500).refine(
  (value) => value.length >= 2,
  said({ zh: '请写明理由，至少 2 个字', en: 'say why, in at least two characters' }),
);

export const page = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
};

/** Counts are exact up to here; `more` says that there are further ones. */
export const countedTo = 10_000;

export const sex = z.enum(['male', 'female']);

/** unknown: somebody who could not say who they are (无名氏); newborn: a child without a number yet (新生儿). */
export const provisionalKind = z.enum(['unknown', 'newborn']);

export const institution = z.object({ reference: z.string(), name: z.string().nullable() });

/** How sure it is that two registrations are one person; FHIR's match grades. */
export const grade = z.enum(['certain', 'probable', 'possible', 'certainly-not']);

/** One registration as a list shows it: what the reader's policies mask is masked. */
export const registration = z.object({
  patient: z.string(),
  /** `Patient/…`: the audit log names whom an answer showed by it. */
  reference: z.string(),
  name: z.string(),
  sex: sex.nullable(),
  /** ISO day. */
  born: z.string().nullable(),
  number: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  institution: institution.nullable(),
  provisional: provisionalKind.nullable(),
  active: z.boolean(),
  /** Since when it says what it says. */
  recorded: z.iso.datetime(),
});

/** One field's part in a score. `field` and `level` are codes of the linkage engine; null where one side says nothing. */
export const evidence = z.object({
  field: z.string(),
  level: z.string().nullable(),
  /** Bits for (above 0) or against (below 0) one person. */
  weight: z.number(),
  /** Part of the weight that is due to how rare or common the value is. */
  rarity: z.number(),
});

export const scored = {
  grade,
  /** log2 of the odds that it is one person. */
  weight: z.number(),
  /** Bits taken away because people of one household agree as much. */
  relatives: z.number(),
  evidence: z.array(evidence),
  /** Codes of what speaks against an automatic link whatever the score: the engine's vetoes. */
  vetoes: z.array(z.string()),
  /** Version of the model that scored it. */
  model: z.string(),
};

export type Registration = z.infer<typeof registration>;
export type Grade = z.infer<typeof grade>;
export type EvidenceRow = z.infer<typeof evidence>;
export type CountyList = z.infer<typeof countyList>;
