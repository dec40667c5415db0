import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import type { Milestone } from '../contract.ts';
import { newerVersion } from './newer-version.ts';

interface MilestonePatch {
  readonly version: number;
  readonly title?: Milestone['title'] | undefined;
  readonly due?: string | null | undefined;
  readonly doneOn?: string | null | undefined;
}

const fields = ['title', 'due', 'doneOn'] as const;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);

/**
 * The milestone after a change. Whoever had not seen its last version is told both values of what he wants otherwise; a milestone has three
 * fields, so which of them the other changed is not kept.
 */
export function mergeMilestone(now: Milestone, patch: MilestonePatch): Result<Milestone> {
  const wanted = fields.filter((field) => patch[field] !== undefined && !same(patch[field], now[field]));
  if (patch.version !== now.version && wanted.length > 0) {
    const errors = wanted.map((field): FieldError => {
      const [mine, current] = [shown(patch[field]), shown(now[field])];
      return {
        field,
        rule: 'changed-meanwhile',
        value: mine,
        current: now[field],
        message: {
          zh: `现为“${current}”，您写的是“${mine}”。请选定其一`,
          en: `it now says “${current}”, you wrote “${mine}”; choose one of them`,
        },
      };
    });
    return refuse('tasks.changed-meanwhile', { version: now.version }, [...errors, newerVersion(patch.version, now.version)]);
  }
  return ok({ ...now, ...Object.fromEntries(wanted.map((field) => [field, patch[field]])) });
}
