import { type FieldError, type Projection, type Resource, type Result, refuse } from '@songhua/kernel';
import type { TellRefused, Write } from './types.ts';

/** What in a resource breaks a rule of a module's own. */
export const objections = (projections: readonly Projection[], resource: Resource, now: Date): readonly FieldError[] =>
  projections.flatMap(({ types, check }) => (types.includes(resource.resourceType) ? (check?.(resource, now) ?? []) : []));

/** The first refusal by a rule of a module's own; null when there is none. */
export function checkWrites(
  projections: readonly Projection[],
  writes: readonly Write[],
  now: Date,
  tell?: TellRefused,
): Result<never> | null {
  let first: Result<never> | null = null;
  for (const [place, { scan, at }] of writes.entries()) {
    if (!scan) continue;
    const errors = objections(projections, scan.value as Resource, now);
    if (errors.length === 0) continue;
    const refused = refuse(
      'records.invalid-resource',
      {},
      at ? errors.map((error) => ({ ...error, field: `${at}.resource.${error.field}` })) : errors,
    );
    if (!refused.ok) tell?.(place, refused.error);
    first ??= refused;
    if (!tell) break;
  }
  return first;
}
