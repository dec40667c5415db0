import { z } from 'zod';
import {
  countyCode,
  exportFormat,
  grade,
  organizationReference,
  page,
  patientId,
  reason,
  registration,
  scored,
  uuid,
} from './words.ts';

/** Pairs of registrations that the machine leaves to people (人工审核). */

/** withdrawn: nothing is left to decide, because one of them changed, went, or they became one person otherwise. */
export const reviewState = z.enum(['open', 'linked', 'apart', 'withdrawn']);

/** pair: two people so far, who may be one; drift: of one person, of whom one has changed so that it contradicts the other. */
export const reviewKind = z.enum(['pair', 'drift']);

/** open: without those that somebody has laid aside until a day that has not come; deferred: those, whose own state is open. */
export const reviewFilterState = z.enum([...reviewState.options, 'deferred']);

const filter = {
  state: reviewFilterState.default('open'),
  grade: grade.optional(),
  kind: reviewKind.optional(),
  institution: organizationReference.optional(),
  county: countyCode.optional(),
  patient: patientId.optional(),
  /** weight: likeliest first with `-weight`. */
  sort: z.enum(['opened', '-opened', 'weight', '-weight']).default('opened'),
};
export const reviewsQuery = z.strictObject({ ...filter, ...page });
export const reviewsExportQuery = z.strictObject({ ...filter, format: exportFormat.default('csv') });

const head = {
  id: z.string(),
  kind: reviewKind,
  /** Of a drift: the registration that has changed, and is taken out when they are two. */
  drifted: z.string().nullable(),
  state: reviewState,
  grade,
  weight: z.number(),
  vetoes: z.array(z.string()),
  opened: z.iso.datetime(),
  decided: z.iso.datetime().nullable(),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Laid aside until then by somebody (稍后再判); null where it waits with the others. */
  deferred: z
    .object({ until: z.iso.datetime(), at: z.iso.datetime(), by: z.object({ id: z.string(), name: z.string() }) })
    .nullable(),
  /** Goes up with every change; a decision names the one it was made on. */
  version: z.number().int(),
};

export const reviewList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  more: z.boolean(),
  counts: z.record(reviewFilterState, z.number().int()),
  items: z.array(z.object({ ...head, one: registration, other: registration })),
});

export const reviewParams = z.object({ id: uuid });

/** A registration of the review in whole, with the person it belongs to so far. */
const side = registration.extend({
  person: z.string(),
  mother: z.string().nullable(),
  /** Other registrations of that person. */
  others: z.array(registration),
  /** How much hangs on this registration: what a wrong decision would bring to a stranger. No more of it is told. Null: more than is counted. */
  records: z.object({
    visits: z.number().int().nullable(),
    results: z.number().int().nullable(),
    diagnoses: z.number().int().nullable(),
    medicines: z.number().int().nullable(),
    immunisations: z.number().int().nullable(),
    /** Day of the latest of them (ISO, or its month or year). */
    latest: z.string().nullable(),
  }),
});

export const reviewDetail = z.object({
  ...head,
  ...scored,
  reason: z.string().nullable(),
  one: side,
  other: side,
  /** Registrations at the same address or phone that are neither: twins, spouses, children. */
  household: z.array(registration),
  /** The next open review under the same order, to go on with; null: none. */
  next: z.string().nullable(),
});

export const decideInput = z.strictObject({
  outcome: z.enum(['link', 'apart']),
  reason,
  version: z.number().int().min(1),
});

export const deferInput = z.strictObject({
  /** Day of Beijing (ISO) on which it waits again; null: at once. */
  until: z.iso.date().nullable(),
  version: z.number().int().min(1),
});
export const deferred = z.object(head);

export const modelDetail = z.object({
  version: z.string(),
  /** Bits: from `link` on they are linked by themselves, from `review` on laid before a person. */
  thresholds: z.object({ link: z.number(), review: z.number() }),
  comparisons: z.array(
    z.object({
      field: z.string(),
      levels: z.array(
        z.object({
          code: z.string(),
          /** Chance that two records of one person, of two people, compare like this. */
          same: z.number(),
          other: z.number(),
          weight: z.number(),
        }),
      ),
    }),
  ),
  /** When it was put to use; null: the one that comes along. */
  since: z.iso.datetime().nullable(),
  counts: z.object({
    registrations: z.number().int(),
    people: z.number().int(),
    linked: z.number().int(),
    provisional: z.number().int(),
    reviews: z.number().int(),
  }),
});

export type ReviewFilterState = z.infer<typeof reviewFilterState>;
export type ReviewKind = z.infer<typeof reviewKind>;
export type ReviewState = z.infer<typeof reviewState>;
export type ReviewList = z.infer<typeof reviewList>;
export type ReviewItem = ReviewList['items'][number];
export type ReviewDetail = z.infer<typeof reviewDetail>;
export type ReviewSide = z.infer<typeof side>;
export type ModelDetail = z.infer<typeof modelDetail>;
