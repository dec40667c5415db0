import { z } from 'zod';

/** What report cards (传染病报告卡) are made of. Lists of words follow the national card; recalled, not checked against its printed edition. */

export const text = z.object({ zh: z.string(), en: z.string() });

const storable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** One or more characters that PostgreSQL and JSON can hold. */
export const words = (most: number) =>
  z.string().trim().min(1).max(most).refine(storable, 'holds a character that cannot be stored');

/** Why somebody decided: kept for as long as the decision is. */
export const reason = words(500).refine((value) => value.length >= 2, 'say why, in at least two characters');

export const cardId = z.guid();
export const organizationReference = z.string().regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/);
const patientReference = z.string().regex(/^Patient\/[A-Za-z0-9.-]{1,64}$/);
/** GB/T 2260 code: the city, its urban area, or a county. */
export const areaCode = z.string().regex(/^\d{6}$/);
const townCode = z.string().regex(/^\d{9}$/);
export const diseaseCode = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const exportFormat = z.enum(['csv', 'xlsx']);

/** Counts are exact up to here; `more` says that there are further ones. */
export const countedTo = 10_000;

/** 甲类, 乙类, 丙类; other: what is reported beside the list (unknown and new diseases). */
export const diseaseClass = z.enum(['A', 'B', 'C', 'other']);

/** suspected 疑似病例, clinical 临床诊断病例, confirmed 确诊病例, carrier 病原携带者, positive 阳性检测. */
export const caseKind = z.enum(['suspected', 'clinical', 'confirmed', 'carrier', 'positive']);
export const course = z.enum(['acute', 'chronic', 'untyped']);
export const sex = z.enum(['male', 'female']);
export const ageUnit = z.enum(['year', 'month', 'day']);

/** 病人属于: this county, another of this city, of the province, of the country, Hong Kong, Macao or Taiwan, another country. */
export const belonging = z.enum(['county', 'city', 'province', 'country', 'hk-mo-tw', 'foreign']);

/** 人群分类. */
export const occupation = z.enum([
  'kindergarten-child',
  'child-at-home',
  'student',
  'teacher',
  'nursery-worker',
  'food-trade',
  'business-service',
  'medical-worker',
  'worker',
  'migrant-worker',
  'farmer',
  'herder',
  'fisher',
  'official',
  'retired',
  'household-unemployed',
  'other',
  'unknown',
]);

/** Of these the unit (学校、托幼机构、单位) is asked for. */
export const withUnit: readonly string[] = ['kindergarten-child', 'student', 'teacher', 'nursery-worker', 'medical-worker'];

/** hand: filled in by the institution; automatic: prepared by a rule; phone, fax: told to the county's disease control, who entered it. */
export const cardSource = z.enum(['hand', 'automatic', 'phone', 'fax']);

/**
 * draft: prepared, not reported · reported: waits for the county · returned: to be put right by the institution · checked: approved by the
 * county, waits for the city · approved · dismissed: a draft that is no case · duplicate: stands in another card · deleted: taken out by decision.
 */
export const cardState = z.enum(['draft', 'reported', 'returned', 'checked', 'approved', 'dismissed', 'duplicate', 'deleted']);

/** Years that anything here speaks of: what lies beyond is a slip of the pen, and no database holds all of it. */
const inYears = (value: string): boolean => value >= '1900' && value < '2101';
const outside = 'lies outside the years 1900 to 2100';

/** A day of the calendar. */
export const day = z.iso.date().refine(inYears, outside);
/** A moment with its zone. */
export const moment = z.iso.datetime({ offset: true }).refine(inYears, outside);

/** What the supplementary card of a disease asks for, by its keys (`domain/supplements.json`). */
const extra = z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), words(200));

/** What a card says of the person and the illness, in the order of the paper. What is not known yet is null. */
export const cardFields = z.strictObject({
  /** The registration of the person, when they are in the record store. */
  patient: patientReference.nullable().default(null),
  name: words(50),
  /** Of children of up to 14 (患儿家长姓名). */
  guardian: words(50).nullable().default(null),
  /** Of any document; upper case, as citizen numbers end in X. */
  number: words(30).toUpperCase().nullable().default(null),
  sex: sex.nullable().default(null),
  born: day.nullable().default(null),
  /** When the day of birth is not known. */
  age: z.number().int().min(0).max(150).nullable().default(null),
  ageUnit: ageUnit.nullable().default(null),
  unit: words(100).nullable().default(null),
  phone: words(30).nullable().default(null),
  belongs: belonging.nullable().default(null),
  /** The town (乡镇、街道) of the city where the person lives now. */
  town: townCode.nullable().default(null),
  address: words(200).nullable().default(null),
  occupation: occupation.nullable().default(null),
  kind: caseKind.nullable().default(null),
  course: course.nullable().default(null),
  onset: day.nullable().default(null),
  /** The first visit for it (初诊). */
  visited: day.nullable().default(null),
  diagnosed: moment,
  died: day.nullable().default(null),
  /** Admitted for it; not on the printed card, but rules on clusters count those who were. */
  hospitalised: z.enum(['yes', 'no']).nullable().default(null),
  disease: diseaseCode,
  subtype: diseaseCode.nullable().default(null),
  doctor: words(50).nullable().default(null),
  remark: words(500).nullable().default(null),
  extra: extra.refine((said) => Object.keys(said).length <= 30, 'says too much').default({}),
});

/** Who or what said of which disease and of which kind a case is: a person, or a rule in one of its versions. */
export const classification = z.object({
  by: z.enum(['person', 'rule']),
  /** Account or client; the rule's id. */
  id: z.string(),
  name: z.string(),
  /** Of the rule. */
  version: z.string().nullable(),
  at: z.iso.datetime(),
});

export type CardFields = z.output<typeof cardFields>;
export type CardSource = z.infer<typeof cardSource>;
export type CardState = z.infer<typeof cardState>;
export type CaseKind = z.infer<typeof caseKind>;
export type Classification = z.infer<typeof classification>;
export type DiseaseClass = z.infer<typeof diseaseClass>;
