import { z } from 'zod';

/** Who is waited for: one's own follow-ups of the day, and those that others have missed. */

const count = z.number().int();

export const waiting = z.object({
  today: z.string(),
  /** Contacts of the asker, of all open investigations: due today, and not followed up on an earlier day. */
  due: count,
  overdue: count,
});

export const missedList = z.object({
  today: z.string(),
  more: z.boolean(),
  /** The most overdue first. */
  items: z.array(
    z.object({
      /** Id of an account; null: given to nobody. */
      worker: z.string().nullable(),
      name: z.string().nullable(),
      /** Where the worker is employed today, as it is registered. */
      institution: z.string().nullable(),
      due: count,
      overdue: count,
      /** The first day that nobody has entered. */
      since: z.string().nullable(),
    }),
  ),
});

export type MissedList = z.infer<typeof missedList>;
export type Waiting = z.infer<typeof waiting>;
