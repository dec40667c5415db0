import { exportFormat } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { bedKind, beds, by, id, isoDay, moment, surgeKind, surgeKinds, text, words } from './words.ts';

/** How many beds of which kind an outbreak will ask for, and which ward must convert by when. */

const share = z.number().min(0).max(1);
/** A figure that is not checked against its source says so. */
const sourced = <T extends z.ZodType>(value: T) => z.strictObject({ value, source: words(300), verified: z.boolean() });
const duration = z.strictObject({ mean: z.number().min(0).max(120), deviation: z.number().min(0).max(120) });
const byAge = z.array(share).min(1).max(20);

/** What a disease asks of hospitals; lists have one value for each age group, the youngest first. */
export const courseDraft = z.strictObject({
  title: z.strictObject({ zh: words(100), en: words(100) }),
  /** Lower bounds of the age groups, years. */
  from: z.array(z.number().int().min(0).max(120)).min(1).max(20),
  ages: sourced(byAge),
  admission: sourced(byAge),
  /** Of the admitted, who needs intensive care. */
  critical: sourced(byAge),
  delay: sourced(duration),
  /** Stay of those who need no intensive care. */
  stay: sourced(duration),
  /** Of those who do: before, in, and after intensive care. */
  before: sourced(duration),
  icu: sourced(duration),
  after: sourced(duration),
  /** Generation interval, days. */
  interval: sourced(z.strictObject({ mean: z.number().gt(1).max(60), deviation: z.number().min(0.3).max(60) })),
});
export const course = courseDraft.extend({ id: z.string() });

export const scenarioKinds = ['now', 'worse', 'intervention', 'own'] as const;
/** From a forecast day on, transmission is that of now times the factor. */
export const scenarioStep = z.strictObject({
  day: z.number().int().min(1).max(120),
  factor: z.number().min(0).max(10),
});

export const caseDay = z.strictObject({ day: isoDay, cases: z.number().int().min(0).max(1_000_000) });

export const forecastDraft = z.strictObject({
  title: words(200),
  scenario: z.enum(scenarioKinds),
  steps: z.array(scenarioStep).max(20).default([]),
  /** Reported cases by day without a gap, the newest last. */
  cases: z.array(caseDay).min(7).max(180),
  /** Where the cases come from, e.g. a disease's code, or that they were entered. */
  caseSource: words(200),
  /** Null: estimated from the cases. */
  reproduction: z
    .strictObject({ mean: z.number().gt(0).max(20), deviation: z.number().min(0).max(10) })
    .nullable()
    .default(null),
  reported: z.number().min(0.01).max(1).default(1),
  /** Size of the negative binomial; null: Poisson. */
  dispersion: z.number().gt(0).max(1_000).nullable().default(10),
  days: z.number().int().min(7).max(90).default(42),
  runs: z.number().int().min(20).max(1_000).default(200),
  /** Beds are planned for so many of the runs. */
  quantile: z.number().min(0.5).max(0.99).default(0.9),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  course: courseDraft,
});

/** By day: lowest, low, median, high, highest of the bands. */
const band = z.array(z.number()).length(5);
export const bandShares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** One ward that must convert. */
export const dueConversion = z.object({
  ward: id,
  wardName: z.string(),
  institution: z.string(),
  institutionName: z.string(),
  from: bedKind,
  to: surgeKind,
  beds,
  /** First day on which the beds would not do without it. */
  neededOn: isoDay,
  leadHours: z.number(),
  /** Last day on which the order is in time. */
  orderBy: isoDay,
  /** Days by which that has passed; 0: in time. */
  lateDays: z.number().int(),
  /** How many beds are short on that day without it. */
  short: z.number().int(),
});
export const withheld = z.object({
  ward: id,
  wardName: z.string(),
  institutionName: z.string(),
  group: bedKind,
  reason: text,
});
export const kindOutlook = z.object({
  kind: surgeKind,
  /** Beds of the kind now, and in use by others than patients of this outbreak. */
  beds: z.number().int(),
  others: z.number().int().nullable(),
  /** Needed on the worst day, at the quantile planned for. */
  peak: z.number(),
  peakOn: isoDay,
  /** First day on which what there is now does not do; null: it does. */
  shortFrom: isoDay.nullable(),
  /** Beds that are short on the worst day when all that can convert has. */
  left: z.number().int(),
  leftOn: isoDay.nullable(),
});

/** The answer in words: which ward must convert by when. */
export const forecastAnswer = z.object({
  id,
  title: z.string(),
  scenario: z.enum(scenarioKinds),
  at: moment,
  by,
  from: isoDay,
  quantile: z.number(),
  kinds: z.array(kindOutlook),
  due: z.array(dueConversion),
  withheld: z.array(withheld),
  sentences: z.array(text),
});

export const forecastResult = z.object({
  reproduction: z.object({ mean: z.number(), deviation: z.number(), estimated: z.boolean() }),
  days: z.array(isoDay),
  reported: z.array(band),
  admitted: z.array(band),
  /** The first is today, then `days`. */
  needed: z.object(
    Object.fromEntries(surgeKinds.map((kind) => [kind, z.array(band)])) as Record<
      (typeof surgeKinds)[number],
      z.ZodArray<typeof band>
    >,
  ),
  /** At the quantile that is planned for, from today on. */
  planned: z.object(
    Object.fromEntries(surgeKinds.map((kind) => [kind, z.array(z.number())])) as Record<
      (typeof surgeKinds)[number],
      z.ZodArray<z.ZodNumber>
    >,
  ),
});

export const forecastState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export const forecastHead = z.object({
  id,
  title: z.string(),
  scenario: z.enum(scenarioKinds),
  at: moment,
  by,
  state: forecastState,
  /** Runs done, of all. */
  done: z.number().int(),
  runs: z.number().int(),
});
/** A line of capacity by day, with the conversions that are proposed. */
export const capacityLine = z.object({
  kind: surgeKind,
  beds: z.array(z.number().int()),
  withConversions: z.array(z.number().int()),
});
export const forecast = forecastHead.extend({
  draft: forecastDraft,
  result: forecastResult.nullable(),
  answer: forecastAnswer.nullable(),
  capacity: z.array(capacityLine),
});
export const forecastList = z.object({ mayManage: z.boolean(), items: z.array(forecastHead) });
export const forecastParams = z.object({ id });
export const forecastExportQuery = z.object({ format: exportFormat.default('csv') });

/** What a forecast of a disease starts from. */
export const startQuery = z.object({ disease: words(20).optional(), days: z.coerce.number().int().min(14).max(180).default(42) });
export const forecastStart = z.object({
  today: isoDay,
  mayManage: z.boolean(),
  disease: z.string().nullable(),
  diseases: z.array(z.object({ code: z.string(), name: text })),
  cases: z.array(caseDay),
  total: z.number().int(),
  courses: z.array(course),
});

export type Course = z.infer<typeof course>;
export type CourseDraft = z.infer<typeof courseDraft>;
export type ForecastDraft = z.infer<typeof forecastDraft>;
export type ForecastResult = z.infer<typeof forecastResult>;
export type ForecastAnswer = z.infer<typeof forecastAnswer>;
export type ForecastHead = z.infer<typeof forecastHead>;
export type Forecast = z.infer<typeof forecast>;
export type ForecastList = z.infer<typeof forecastList>;
export type ForecastStart = z.infer<typeof forecastStart>;
export type DueConversion = z.infer<typeof dueConversion>;
export type Withheld = z.infer<typeof withheld>;
export type KindOutlook = z.infer<typeof kindOutlook>;
