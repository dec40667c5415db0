import { allOf, type Condition } from './condition.ts';
import type { Compiling } from './searching.ts';

/** A condition on resources of a type, and that whoever asks reaches them. */
export function withinReach(compiling: Compiling, condition: Condition): Condition {
  const reached = compiling.reached?.(compiling.type);
  return reached ? allOf([condition, reached], condition.rest) : condition;
}
