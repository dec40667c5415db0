import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { channel, count, day, id, moment, subjectCode, text, words } from './words.ts';

/** Sentinels (哨点): who counts what, day by day or week by week, and whether the counts come. */

export const sentinelKinds = [
  'fever-clinic',
  'primary-care',
  'pharmacy',
  'school',
  'laboratory',
  'sewage-point',
  'animal-site',
  'port',
] as const;
export const sentinelKind = z.enum(sentinelKinds);

/** For which institution it counts: its people may report for it. Null: only those who keep sentinels. */
const institution = z
  .string()
  .trim()
  .regex(/^Organization\/[A-Za-z0-9.-]{1,64}$/)
  .nullable();

const head = {
  name: words(100),
  kind: sentinelKind,
  area: areaCode,
  town: areaCode.nullable().default(null),
  /** What it counts. */
  subjects: z.array(subjectCode).min(1).max(20),
  every: z.enum(['day', 'week']),
  since: day,
  until: day.nullable().default(null),
  contact: z.union([words(200), z.null()]).default(null),
  institution: institution.default(null),
};
export const sentinelDraft = z.strictObject(head);
/** All that it then is; when it began stays, and its institution unless another or none is named. */
export const sentinelPatch = z.strictObject({
  version: z.number().int(),
  to: sentinelDraft.omit({ since: true }).extend({ institution: institution.optional() }),
});
export const sentinelParams = z.object({ id });
export const sentinelQuery = z.object({
  area: areaCode.optional(),
  kind: sentinelKind.optional(),
  /** Only those from whom two due periods or more in a row are missing. */
  silent: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

/** How completely the counts of the last periods came. */
export const completeness = z.object({
  due: z.number().int(),
  came: z.number().int(),
  /** Came after the day following the period. */
  late: z.number().int(),
  /** How many due periods in a row, up to the last one, are missing. */
  missing: z.number().int(),
  last: day.nullable(),
});
export const sentinel = z.object({
  id,
  ...head,
  channel,
  areaName: text,
  institutionName: z.string().nullable(),
  subjectNames: z.array(text),
  completeness,
  version: z.number().int(),
});
export const sentinelList = z.object({
  /** Of all under the filter, of which the items are a part. */
  total: z.number().int(),
  silent: z.number().int(),
  /** Share of due periods that came, of all shown; null where none was due. */
  complete: z.number().nullable(),
  items: z.array(sentinel),
});
/** A count that was said otherwise later: what it was and what it became. */
export const correction = z.object({
  day,
  subject: subjectCode,
  before: count,
  after: count,
  populationBefore: count.nullable(),
  populationAfter: count.nullable(),
  at: moment,
  by: z.string().nullable(),
});
export const sentinelDetail = z.object({
  sentinel,
  /** Whether whoever asks may report for it: who keeps sentinels, and the people of its institution. */
  mayReport: z.boolean(),
  /** The last periods, the newest first; of a week its Monday. */
  periods: z.array(
    z.object({
      day,
      came: z.boolean(),
      at: moment.nullable(),
      by: z.string().nullable(),
      population: count.nullable(),
      counts: z.array(z.object({ subject: subjectCode, count })),
      /** How often what was told of it was told otherwise, and when and by whom last; null: never. */
      corrected: z.object({ times: z.number().int(), at: moment, by: z.string().nullable() }).nullable(),
    }),
  ),
  /** What was corrected, of whatever period, the newest first; 200 at most. */
  corrections: z.array(correction),
});
/** The sentinels that whoever asks may report for; 50 at most. */
export const ownSentinels = z.object({ items: z.array(sentinelDetail) });
export const sentinelCounts = z.strictObject({
  day,
  /** Of how many: visits, pupils, samples, customers. */
  population: count.nullable().default(null),
  counts: z
    .array(z.strictObject({ subject: subjectCode, count }))
    .min(1)
    .max(20),
});

/** Counts that programs send: each row replaces what the same source said of the same day, area, channel and subject. */
export const countsBatch = z.strictObject({
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  items: z
    .array(
      z.strictObject({
        day,
        area: areaCode,
        town: areaCode.nullable().default(null),
        channel,
        subject: subjectCode,
        count,
        population: count.nullable().default(null),
      }),
    )
    .min(1)
    .max(5000),
});

export type Sentinel = z.infer<typeof sentinel>;
export type SentinelDraft = z.infer<typeof sentinelDraft>;
export type SentinelList = z.infer<typeof sentinelList>;
export type SentinelDetail = z.infer<typeof sentinelDetail>;
export type OwnSentinels = z.infer<typeof ownSentinels>;
export type Completeness = z.infer<typeof completeness>;
