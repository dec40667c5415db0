import { z } from 'zod';
import { by, count, day, diseaseGroup, eventKind, id, level, moment, text, words } from './words.ts';

const said = (most: number) => z.strictObject({ zh: words(most), en: words(most) });

/** How events are graded I–IV: rules as data, the proposal, the decision. */

/** Counted facts. `county…` are those of the county with most, `city…` those of the whole prefecture. */
export const countedFacts = [
  'cases',
  'deaths',
  /** Within one average incubation period 一个平均潜伏期内. */
  'countyPeriodCases',
  'cityPeriodCases',
  /** Within one week. */
  'countyWeekCases',
  'cityWeekCases',
  'counties',
  'prefectures',
  'provinces',
  /** Counties with cases that are linked 有流行病学联系. */
  'linkedCounties',
  /** Weekly level in the county with the highest, as a multiple of its mean of the same period in the last 5 years (1 = equal). */
  'ratio',
  /** The same in the county with the second highest. */
  'secondRatio',
] as const;
export const statedFacts = [
  'spreading',
  'bigCity',
  'firstInCityCentre',
  'suspected',
  'confirmed',
  'imported',
  'groupReaction',
  'agentVirulent',
  'severeHarm',
] as const;
export type CountedFact = (typeof countedFacts)[number];
export type StatedFact = (typeof statedFacts)[number];
/** What a proposal may lack; of an infectious disease also which one it is. */
export type FactName = CountedFact | StatedFact | 'disease';

const shares = ['ratio', 'secondRatio'] as const;
const further = countedFacts.filter((one) => one !== 'cases' && one !== 'deaths');
type Further = Exclude<CountedFact, 'cases' | 'deaths'>;

/** What a report may say beside its counts; what is not said is not known. */
export const gradingFacts = z.strictObject({
  ...(Object.fromEntries(
    further.map((name) => [name, (shares.some((one) => one === name) ? z.number().min(0).max(100_000) : count).optional()]),
  ) as Record<Further, z.ZodOptional<z.ZodNumber>>),
  ...(Object.fromEntries(statedFacts.map((name) => [name, z.boolean().optional()])) as Record<
    StatedFact,
    z.ZodOptional<z.ZodBoolean>
  >),
});

/** A limit that a fact reaches, with the words it was read from; or something that holds. */
export const condition = z.union([
  z.strictObject({ fact: z.enum(countedFacts), atLeast: z.number(), wording: words(200).optional() }),
  z.strictObject({ fact: z.enum(statedFacts) }),
]);

export const gradingRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  level,
  kinds: z.array(eventKind).min(1),
  /** Of an infectious disease; left out: any. */
  diseases: z.array(diseaseGroup).min(1).optional(),
  /** One of these lists holds entirely. */
  when: z.array(z.array(condition).min(1)).min(1),
  /** Our summary of the sentence. */
  summary: said(500),
  /** Where the sentence stands in the source. */
  locator: words(200),
  /** Whether somebody compared it with the original text. */
  verified: z.boolean(),
});

const ruleSetBody = {
  edition: said(200),
  source: words(500),
  verified: z.boolean(),
  from: day,
  rules: z.array(gradingRule).min(1).max(200),
};
export const ruleSetDraft = z.strictObject(ruleSetBody);
/** One edition of the rules; the newest in force is used, the older ones are kept. */
export const ruleSet = z.object({ version: z.number().int(), ...ruleSetBody, at: moment, by });
export const ruleSets = z.object({ current: ruleSet.nullable(), items: z.array(ruleSet) });

const found = z.object({ rule: z.string(), level, summary: text, locator: z.string(), verified: z.boolean() });

export const proposal = z.object({
  /** Version of the rules. */
  rules: z.number().int(),
  edition: text,
  source: z.string(),
  /** The highest level of which a rule applies; null: none applies. */
  level: level.nullable(),
  /** Rules that apply, the worst level first. */
  applies: z.array(found),
  /** Rules of a worse level that facts still missing would decide. */
  open: z.array(found.extend({ missing: z.array(z.enum([...countedFacts, ...statedFacts, 'disease'])) })),
});

export const gradingDraft = z.strictObject({
  /** Null: it is not, or no longer, an event of any level. */
  level: level.nullable(),
  reason: words(2000),
  /** Document of the province or the State by which a level II or I was decided. */
  order: words(200).optional(),
  /** Version of the event that was seen. */
  version: z.number().int(),
});

/** A decision. `direction` is against the one before it: first 初次定级, up 升级, down 降级, same 维持. */
export const grading = z.object({
  id,
  level: level.nullable(),
  before: level.nullable(),
  direction: z.enum(['first', 'up', 'down', 'same']),
  reason: z.string(),
  order: z.string().nullable(),
  proposed: level.nullable(),
  rules: z.number().int(),
  at: moment,
  by,
});

export type GradingFacts = z.infer<typeof gradingFacts>;
export type GradingRule = z.infer<typeof gradingRule>;
export type RuleSet = z.infer<typeof ruleSet>;
export type RuleSetDraft = z.infer<typeof ruleSetDraft>;
export type RuleSets = z.infer<typeof ruleSets>;
export type Proposal = z.infer<typeof proposal>;
export type Grading = z.infer<typeof grading>;
