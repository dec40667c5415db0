import { z } from 'zod';
import { coded, institution, interpretation, measured, referenceRange, source, text, when } from './words.ts';

/** The parts of a record, as the doctor's page, the resident's page and the summary show them. */

/** Health flags 个人健康标识 of the front page of 2024: maternal and child, elderly, chronic and key diseases, notifiable, weight, blood type. */
export const flagKinds = ['pregnancy', 'child', 'elderly', 'chronic', 'notifiable', 'weight', 'blood-type'] as const;
export const flag = z.object({
  kind: z.enum(flagKinds),
  /** Unique within a record: `chronic.hypertension`, `weight.obese`. */
  code: z.string(),
  title: text,
  /** The figures it rests on: `BMI 28.4`, `孕 20 周`. */
  detail: text.nullable(),
  level: z.enum(['plain', 'attention', 'warning']),
  since: when.nullable(),
  /** The resources it follows from. */
  follows: z.array(source),
});

/** One condition, told by however many institutions. */
export const problem = coded.extend({
  key: z.string(),
  state: z.enum(['active', 'past']),
  /** Nobody has confirmed it: suspected, differential. */
  unconfirmed: z.boolean(),
  first: when.nullable(),
  last: when.nullable(),
  isNew: z.boolean(),
  /** Newest first. */
  sources: z.array(source),
});

export const medicine = coded.extend({
  key: z.string(),
  state: z.enum(['current', 'past']),
  dosage: z.string().nullable(),
  from: when.nullable(),
  until: when.nullable(),
  /** How often it was prescribed or dispensed. */
  times: z.number().int(),
  isNew: z.boolean(),
  sources: z.array(source),
});

export const allergy = coded.extend({
  key: z.string(),
  state: z.enum(['active', 'past']),
  unconfirmed: z.boolean(),
  category: z.enum(['food', 'medication', 'environment', 'biologic']).nullable(),
  criticality: z.enum(['low', 'high', 'unable-to-assess']).nullable(),
  reactions: z.array(z.string()),
  first: when.nullable(),
  isNew: z.boolean(),
  sources: z.array(source),
});
/** known: listed; none-known: somebody asked and there are none; not-recorded: nobody says. */
export const allergyState = z.enum(['known', 'none-known', 'not-recorded']);

/** Active allergies beside medicines taken now or until lately, compared by codes; it says what the record says, and advises nothing. */
export const medicineCheck = z.object({
  conflicts: z.array(
    z.object({
      allergy: z.object({
        name: z.string(),
        criticality: allergy.shape.criticality,
        unconfirmed: z.boolean(),
        source,
      }),
      medicine: z.object({ name: z.string(), state: medicine.shape.state, until: when.nullable(), source }),
      /**
       * same: both bear the same code; class: the medicine's lies in the class that the allergy names; contains: one of the two is a combination
       * that holds what the other names; kindred: two substances of a class whose members are told as one allergy (penicillins).
       */
      how: z.enum(['same', 'class', 'contains', 'kindred']),
      /** The allergy's code by which they meet; of a combination the substance in it. */
      code: z.string(),
    }),
  ),
  /** How many allergies and medicines there were to compare, and how many pairs of them could be. */
  of: z.object({ allergies: z.number().int(), medicines: z.number().int(), pairs: z.number().int() }),
  /** Names of those whose codes are missing or too broad to be compared, and of combinations of which not all contents are known. */
  unchecked: z.object({
    allergies: z.array(z.string()),
    medicines: z.array(z.string()),
    combinations: z.array(z.string()),
  }),
});

export const immunisation = coded.extend({
  dose: z.string().nullable(),
  lot: z.string().nullable(),
  given: z.boolean(),
  source,
});

/** The latest of one measurement, with what it was before. */
export const latestResult = coded.extend({
  /** What `results?codes=` takes. */
  key: z.string(),
  group: z.enum(['vital-signs', 'laboratory', 'imaging', 'exam', 'other']),
  latest: measured,
  range: referenceRange.nullable(),
  interpretation: interpretation.nullable(),
  /** The one before, of the same unit. */
  previous: measured.extend({ at: when.nullable() }).nullable(),
  trend: z.enum(['up', 'down', 'same']).nullable(),
  /** How many there are. */
  count: z.number().int(),
  /** Up to ten latest, oldest first: for a small line. */
  points: z.array(z.object({ at: when, value: z.number() })),
  source,
});

export const admission = z.object({
  /** Id of the Encounter. */
  id: z.string(),
  from: when.nullable(),
  until: when.nullable(),
  days: z.number().int().nullable(),
  status: z.string(),
  department: z.string().nullable(),
  diagnoses: z.array(z.string()),
  disposition: z.string().nullable(),
  source,
});

export const programme = coded.extend({
  /** contract: family doctor 家庭医生签约; programme: management of a disease or group. */
  kind: z.enum(['contract', 'programme']),
  state: z.enum(['active', 'past']),
  from: when.nullable(),
  until: when.nullable(),
  manager: z.string().nullable(),
  source,
});

export const procedure = coded.extend({ status: z.string(), source });

/** A row of basic information 个人基本健康信息. */
export const basicFact = z.object({
  key: z.string(),
  title: text,
  value: text,
  /** Who says otherwise: the same of other registrations, when they differ. */
  others: z.array(z.object({ value: text, institution })),
});

export const newsKinds = [
  'encounter',
  'admission',
  'problem',
  'medicine',
  'result',
  'report',
  'allergy',
  'immunisation',
  'procedure',
  'programme',
  'document',
] as const;
export const newsItem = z.object({
  kind: z.enum(newsKinds),
  title: z.string(),
  detail: z.string().nullable(),
  interpretation: interpretation.nullable(),
  source,
});
/** What came since the reader last looked. */
export const news = z.object({
  /** Null: never looked; then it is what happened in the last 90 days. */
  since: z.string().nullable(),
  from: z.string(),
  total: z.number().int(),
  kinds: z.array(z.object({ kind: z.enum(newsKinds), count: z.number().int() })),
  /** Abnormal results and admissions first, then the latest; at most 50. */
  items: z.array(newsItem),
});

export type Admission = z.infer<typeof admission>;
export type Allergy = z.infer<typeof allergy>;
export type BasicFact = z.infer<typeof basicFact>;
export type Flag = z.infer<typeof flag>;
export type FlagKind = Flag['kind'];
export type Immunisation = z.infer<typeof immunisation>;
export type LatestResult = z.infer<typeof latestResult>;
export type MedicineCheck = z.infer<typeof medicineCheck>;
export type Medicine = z.infer<typeof medicine>;
export type News = z.infer<typeof news>;
export type NewsItem = z.infer<typeof newsItem>;
export type NewsKind = NewsItem['kind'];
export type Problem = z.infer<typeof problem>;
export type Procedure = z.infer<typeof procedure>;
export type Programme = z.infer<typeof programme>;
