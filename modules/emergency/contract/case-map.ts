import { z } from 'zod';
import { day, id, text } from './words.ts';

/**
 * Cases of an event by county and town. From the line lists of its investigations; without any, reported cases of the disease it names; without
 * that, nothing is counted.
 */
export const caseMap = z.object({
  source: z.enum(['line-list', 'reported', 'none']),
  /** Of reported cases: what was counted and of which days of diagnosis. */
  disease: text.nullable(),
  from: day.nullable(),
  to: day.nullable(),
  total: z.number().int(),
  /** Cases whose place is not known, or lies outside the city. */
  elsewhere: z.number().int(),
  /** Counties, each with its towns in it. */
  counties: z.array(z.object({ area: z.string(), cases: z.number().int() })),
  towns: z.array(z.object({ area: z.string(), cases: z.number().int() })),
});
export const caseMapParams = z.object({ id });

export type CaseMap = z.infer<typeof caseMap>;
