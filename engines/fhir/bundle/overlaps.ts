import { fieldError, type Result, refuse } from '../refusal.ts';
import type { Step } from './step.ts';

/** Where an entry's resource stands: known from its address, or once the store has found or created it. */
export interface Place {
  readonly type: string;
  readonly id: string;
}

/** The resource a step writes, if that is known: from its address, or from what the store found for its condition. */
function writes(step: Step, found: ReadonlyMap<number, readonly Place[]>): readonly Place[] {
  if (step.kind === 'fetch' || step.kind === 'operation') return [];
  // A conditional create that found something writes nothing.
  if (step.kind === 'create') return [];
  return 'id' in step.target ? [step.target] : (found.get(step.index) ?? []);
}

/**
 * Refused when two steps of a transaction write the same resource (http.html#trules). Call it again with what the conditions of
 * updates, patches and deletes found, by index of entry, before anything is written.
 */
export function checkOverlaps(steps: readonly Step[], found: ReadonlyMap<number, readonly Place[]>): Result<null> {
  const seen = new Map<string, number>();
  for (const step of steps) {
    for (const { type, id } of writes(step, found)) {
      const resource = `${type}/${id}`;
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
