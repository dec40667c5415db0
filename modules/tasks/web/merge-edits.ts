import type { FieldError } from '@songhua/kernel/result.ts';
import type { Task, TaskChanges } from '../contract.ts';

/** What can be typed into a task, as the form holds it. */
export type Edited = { readonly [K in Exclude<keyof TaskChanges, 'state'>]-?: Exclude<TaskChanges[K], undefined> };

/** The editable fields of a task as it was read. */
export const editedOf = ({ title, responsible, supporting, assignee, start, due, percent, remindDays }: Task): Edited => ({
  ...{ title, responsible, supporting, start, due, percent, remindDays },
  assignee: assignee?.username ?? null,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the reader has changed: only that is sent, so that edits of others in other fields stand. */
export const changesOf = (read: Edited, typed: Edited): Partial<Edited> =>
  Object.fromEntries(
    (Object.keys(read) as (keyof Edited)[]).filter((key) => !same(read[key], typed[key])).map((key) => [key, typed[key]]),
  );

export interface Conflict {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** The fields in conflict of a refused change, with both values, and the version to go on from. */
export function conflictsOf(errors: readonly FieldError[], changes: Readonly<Record<string, unknown>>) {
  const version = errors.find(({ field }) => field === 'version')?.current;
  return {
    version: typeof version === 'number' ? version : null,
    conflicts: errors
      .filter(({ field }) => field !== 'version')
      .map(({ field, current }): Conflict => ({ field, mine: changes[field], theirs: current })),
  };
}

/** What is left to send once the reader has chosen: his own value where he keeps it, and all that nobody disputed. */
export const chosenOf = (changes: Readonly<Record<string, unknown>>, theirs: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).filter(([field]) => !theirs.has(field)));
