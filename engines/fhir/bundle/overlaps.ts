import { fieldError, type Result, refuse } from '../refusal.ts';
import type { Step } from './step.ts';

/** Where an entry's resource stands: known from its address, or once the store has found or created it. */
export interface Place {
  readonly type: string;
  readonly id: string;
}

/** What a step writes, as far as it is known: a resource by its address, a condition, and what the store found for that. */
function writes(step: Step, found: ReadonlyMap<number, readonly Place[]>): readonly string[] {
  // A conditional create that found something writes nothing, and otherwise a resource that nobody else knows.
  if (step.kind === 'fetch' || step.kind === 'operation' || step.kind === 'create') return [];
  const { target } = step;
  if ('id' in target) return [`${target.type}/${target.id}`];
  const places = found.get(step.index) ?? [];
  return [`${target.type}?${target.criteria}`, ...places.map(({ type, id }) => `${type}/${id}`)];
}

/**
 * Refused when two steps of a transaction write the same resource, or what the same condition finds (http.html#trules). Call it again with what the conditions of
 * updates, patches and deletes found, by index of entry, before anything is written.
 */
export function checkOverlaps(steps: readonly Step[], found: ReadonlyMap<number, readonly Place[]>): Result<null> {
  const seen = new Map<string, number>();
  for (const step of steps) {
    for (const resource of writes(step, found)) {
      const other = seen.get(resource);
      if (other === undefined) {
        seen.set(resource, step.index);
        continue;
      }
      const [first, second] = [Math.min(other, step.index), Math.max(other, step.index)];
      return refuse(
        'records.same-resource-twice',
        { resource, entry: `Bundle.entry[${second}]`, other: `Bundle.entry[${first}]` },
        [
          fieldError(
            `Bundle.entry[${second}].request.url`,
            'once-per-transaction',
            resource,
            `Bundle.entry[${first}] 也写入 ${resource}`,
            `Bundle.entry[${first}] writes ${resource} too`,
          ),
        ],
      );
    }
  }
  return { ok: true, value: null };
}
