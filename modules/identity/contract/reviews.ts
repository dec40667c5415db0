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

const filter = {
  state: reviewState.default('open'),
  grade: grade.optional(),
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
  state: reviewState,
  grade,
  weight: z.number(),
  vetoes: z.array(z.string()),
  opened: z.iso.datetime(),
  decided: z.iso.datetime().nullable(),
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Goes up with every change; a decision names the one it was made on. */
  version: z.number().int(),
};

export const reviewList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  more: z.boolean(),
  counts: z.record(reviewState, z.number().int()),
  items: z.array(z.object({ ...head, one: registration, other: registration })),
});

export const reviewParams = z.object({ id: uuid });

/** A registration of the review in whole, with the person it belongs to so far. */
const side = registration.extend({
  person: z.string(),
  mother: z.string().nullable(),
  /** Other registrations of that person. */
  others: z.array(registration),
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

export type ReviewState = z.infer<typeof reviewState>;
export type ReviewList = z.infer<typeof reviewList>;
export type ReviewItem = ReviewList['items'][number];
export type ReviewDetail = z.infer<typeof reviewDetail>;
export type ReviewSide = z.infer<typeof side>;
export type ModelDetail = z.infer<typeof modelDetail>;
