/**
 * All that other modules and the pages may know of the person index (主索引). Routes, each under /api/identity:
 *
 * GET people, people/export, people/:patient · POST candidates, people/link, people/unlink
 * GET reviews, reviews/export, reviews/:id · POST reviews/:id/decide, reviews/:id/defer
 * GET decisions, decisions/export · POST decisions/:id/undo · GET model, counties
 */
import { z } from 'zod';

export * from './contract/people.ts';
export * from './contract/reviews.ts';
export * from './contract/words.ts';

/** Payload of `identity.registered`: registrations that say something new. */
export const registered = z.object({ patients: z.array(z.string()) });

/** Payload of `identity.people-changed`: who is who from now on, for all whom a decision touched. */
export const peopleChanged = z.object({
  people: z.array(z.object({ person: z.string(), members: z.array(z.string()) })),
  /** `auto`, `link`, `unlink`, `undo`. */
  cause: z.string(),
});

/** Payload of `identity.review-opened`. */
export const reviewOpened = z.object({ review: z.string(), one: z.string(), other: z.string() });

/** Payload of `identity.review-deferred`: laid aside until a moment; null: waiting again before it. */
export const reviewDeferred = z.object({ review: z.string(), until: z.iso.datetime().nullable() });

export type PeopleChanged = z.infer<typeof peopleChanged>;
