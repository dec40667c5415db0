import { type Projection, type Resource, type Result, refuse } from '@songhua/kernel';
import type { Write } from './types.ts';

/** The first refusal by a rule of a module's own; null when there is none. */
export function checkWrites(projections: readonly Projection[], writes: readonly Write[], now: Date): Result<never> | null {
  for (const { type, scan, at } of writes) {
    if (!scan) continue;
    const checks = projections.filter(({ types }) => types.includes(type));
    const errors = checks.flatMap(({ check }) => check?.(scan.value as Resource, now) ?? []);
    if (errors.length === 0) continue;
    return refuse(
      'records.invalid-resource',
      {},
      at ? errors.map((error) => ({ ...error, field: `${at}.resource.${error.field}` })) : errors,
    );
  }
  return null;
}
