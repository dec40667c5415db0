import { areaCode } from '@songhua/module-registry/contract.ts';
import { z } from 'zod';
import { channel, day, id, text } from './words.ts';

/** How signals are answered and events met 7-1-7, beside what is published of the national system. */

export const figuresQuery = z.object({ area: areaCode.optional(), from: day.optional(), to: day.optional() });
const share = z.number().nullable();
export const signalFigures = z.object({
  signals: z.number().int(),
  perCountyWeek: share,
  answered: share,
  within2Hours: share,
  within24Hours: share,
  medianHours: share,
  suspected: share,
  confirmed: share,
});
export const figures = z.object({
  from: day,
  to: day,
  counties: z.number().int(),
  weeks: z.number(),
  all: signalFigures,
  byChannel: z.array(signalFigures.extend({ channel })),
  byWeek: z.array(signalFigures.extend({ week: day })),
  published: z.array(signalFigures.partial().extend({ title: text, source: z.string(), verified: z.boolean() })),
  events: z.object({
    /** Each event by itself, the newest first; 500 at most. */
    items: z.array(
      z.object({
        id,
        number: z.string(),
        title: z.string(),
        phases: z.array(
          z.object({
            phase: z.enum(['detect', 'notify', 'respond']),
            days: z.number().nullable(),
            state: z.enum(['met', 'late', 'open', 'overdue', 'unknown', 'disordered']),
          }),
        ),
      }),
    ),
    judged: z.number().int(),
    met: z.number().int(),
    phases: z.array(
      z.object({
        phase: z.enum(['detect', 'notify', 'respond']),
        limitDays: z.number(),
        over: z.number().int(),
        met: z.number().int(),
        share,
        medianDays: z.number().nullable(),
      }),
    ),
  }),
});
export type Figures = z.infer<typeof figures>;
