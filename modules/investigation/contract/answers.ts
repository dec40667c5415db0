import { z } from 'zod';
import { words } from './words.ts';

/** Questions about exposure (暴露史) that a disease asks for, and what a case answered. */

const text = z.object({ zh: z.string(), en: z.string() });
const key = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const caseAnswers = z.object({
  set: key,
  title: text,
  /** From where the questions are, and whether they were held against it. */
  source: text,
  verified: z.boolean(),
  questions: z.array(z.object({ key, type: z.enum(['yes-no', 'text', 'day']), title: text })),
  /** By question; `yes`, `no` or `unknown` where it is asked for, days as they stand. Not asked yet: not there. */
  answers: z.record(z.string(), z.string()),
  /** 0: nobody has answered anything yet. */
  version: z.number().int(),
  by: z.string().nullable(),
});

export const answersInput = z.strictObject({
  version: z.number().int().min(0),
  /** Of all questions: what is left out or null is not answered. */
  answers: z.record(key, words(300).nullable()).refine((said) => Object.keys(said).length <= 40, 'says too much'),
});

export type CaseAnswers = z.infer<typeof caseAnswers>;
