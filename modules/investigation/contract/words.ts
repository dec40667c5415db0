import { caseKind, day, sex, words } from '@songhua/module-reporting/contract.ts';
import { z } from 'zod';

/** What line lists, contacts and follow-ups are made of. */

export { day, sex, words };
export const id = z.guid();
export const version = z.number().int().min(1);
/** Counts are exact up to here; `more` says that there are further ones. */
export const countedTo = 10_000;

/** suspected 疑似, clinical 临床诊断, confirmed 确诊, carrier 病原携带者, excluded 排除. */
export const classification = z.enum([...caseKind.exclude(['positive']).options, 'excluded']);
export const outcome = z.enum(['ill', 'recovered', 'died', 'unknown']);
export const contactKind = z.enum(['household', 'work', 'school', 'transport', 'health-care', 'social', 'other']);
/** following 随访中, finished 期满解除, lost 失访, withdrawn 误列, case 转为病例. */
export const contactState = z.enum(['following', 'finished', 'lost', 'withdrawn', 'case']);
export const visitOutcome = z.enum(['seen', 'not-reached', 'refused']);
export const symptom = z.enum(['fever', 'cough', 'sore-throat', 'rash', 'vomiting', 'diarrhoea', 'jaundice', 'fatigue', 'other']);

const normal = (value: string): string => value.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
/** An identity number as it is stored: no spaces, X in capitals. */
export const identity = z
  .string()
  .max(40)
  .transform(normal)
  .pipe(z.string().regex(/^[A-Z0-9]{5,20}$/));
export const phone = z
  .string()
  .max(40)
  .transform(normal)
  .pipe(z.string().regex(/^\+?\d{5,15}$/));
export const age = z.number().int().min(0).max(130);
export const townCode = z.string().regex(/^\d{9}$/);

export const outbreakParams = z.object({ id });
export const personParams = z.object({ id, person: z.guid() });
export const contactParams = z.object({ id, contact: z.guid() });

export type Classification = z.infer<typeof classification>;
export type ContactKind = z.infer<typeof contactKind>;
export type ContactState = z.infer<typeof contactState>;
export type Outcome = z.infer<typeof outcome>;
