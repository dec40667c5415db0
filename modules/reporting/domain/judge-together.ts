import type { Together } from './match-rule.ts';
import { codingsIn, momentIn } from './read-element.ts';

/** A prescription of the same person, as it is written. */
type Prescription = Readonly<Record<string, unknown>> & { readonly meta: { readonly lastUpdated: string } };

const day = 24 * 3_600_000;
const untrue: readonly unknown[] = ['entered-in-error', 'cancelled', 'draft'];

/**
 * Whether medicines that speak for a disease only with one another were prescribed together, as the beginning of a treatment. `prescriptions`: those
 * of the person with any code of the rule, the one found among them. What does not say when it was authored was when it was written.
 */
export function isTogether({ any, withinDays, newFor }: Together, prescriptions: readonly Prescription[], found: Date): boolean {
  const given = prescriptions
    .filter(({ status }) => !untrue.includes(status))
    .map((one) => ({
      codes: codingsIn(one['medicationCodeableConcept']).map(({ code }) => code),
      days: ((momentIn(one['authoredOn']) ?? new Date(one.meta.lastUpdated)).getTime() - found.getTime()) / day,
    }));
  const near = new Set(given.filter(({ days }) => Math.abs(days) <= withinDays).flatMap(({ codes }) => codes));
  const goesOn = given.some(({ days }) => days < -withinDays && days >= -withinDays - newFor);
  return !goesOn && any.some((set) => set.every((code) => near.has(code)));
}
