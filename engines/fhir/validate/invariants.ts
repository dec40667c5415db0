import type { Invariant } from '../definitions/types.ts';
import type { Run } from './run.ts';

/** One invariant, ready to judge an element of its type. */
export interface Judge extends Invariant {
  readonly holds: (value: unknown, run: Run) => boolean;
}

/** Makes an invariant's expression into a test of an element of the type; null when it cannot be judged. */
export type JudgeMaker = (invariant: Invariant, type: string) => Judge['holds'] | null;

/** Rules that the walk itself judges: no element without content, and what a narrative may hold. */
const walked = new Set(['ele-1', 'txt-1']);

/** The judges of a type's or element's invariants: by hand where one is, else as `make` says. */
export function judgesOf(
  invariants: readonly Invariant[],
  type: string,
  byHand: Readonly<Record<string, Judge['holds']>>,
  make: JudgeMaker,
): Judge[] {
  return invariants.flatMap((invariant) => {
    if (walked.has(invariant.key)) return [];
    const holds = (Object.hasOwn(byHand, invariant.key) ? byHand[invariant.key] : undefined) ?? make(invariant, type);
    return holds === null ? [] : [{ ...invariant, holds }];
  });
}
