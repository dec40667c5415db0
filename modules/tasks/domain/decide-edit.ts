import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import type { TaskChanges, TaskState } from '../contract.ts';
import { isClosed, moveState } from './move-state.ts';
import { newerVersion } from './newer-version.ts';

type Field = keyof TaskChanges;

/** The fields of a task that people change, as they stand. */
export type TaskFields = {
  readonly [K in Exclude<Field, 'state'>]-?: Exclude<TaskChanges[K], undefined>;
} & { readonly state: TaskState };

/** A field that somebody has changed since the writer looked. */
export interface Meanwhile {
  readonly field: string;
  readonly by: string | null;
}

interface EditFacts {
  readonly id: string;
  readonly fields: TaskFields;
  readonly version: number;
  /** Version the writer had seen. */
  readonly seen: number;
  readonly meanwhile: readonly Meanwhile[];
  /** What the plan does not say and nobody has set since: the same value from whoever manages confirms it. */
  readonly assumed: readonly Field[];
  readonly changes: TaskChanges;
  readonly reason: string | null;
  readonly milestones: number;
  /** Whether the writer may manage, or made the task himself. */
  readonly manages: boolean;
  readonly departments: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

export interface FieldEdit {
  readonly field: Field;
  readonly before: unknown;
  readonly after: unknown;
}

/** What only those who manage set: what is asked for, of whom, and until when. */
const managed: readonly Field[] = ['title', 'responsible', 'supporting', 'start', 'due'];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);

/** Fields the writer wants otherwise than somebody else has set them meanwhile, each with both values. */
function conflictsOf({ changes, fields, meanwhile }: EditFacts): FieldError[] {
  return (Object.keys(changes) as Field[]).flatMap((field): FieldError[] => {
    const other = meanwhile.findLast((one) => one.field === field);
    if (!other || same(changes[field], fields[field])) return [];
    const [mine, now, who] = [shown(changes[field]), shown(fields[field]), other.by];
    return [
      {
        field,
        rule: 'changed-meanwhile',
        value: mine,
        current: fields[field],
        message: {
          zh: `${who ?? '规划文件'}已改为“${now}”，您写的是“${mine}”。请选定其一`,
          en: `${who ?? 'the plan file'} has set it to “${now}”, you wrote “${mine}”; choose one of them`,
        },
      },
    ];
  });
}

function refusedValue({ changes, fields, milestones, departments, accounts }: EditFacts): Result<null> {
  const next = {
    responsible: changes.responsible ?? fields.responsible,
    supporting: changes.supporting ?? fields.supporting,
    start: changes.start === undefined ? fields.start : changes.start,
    due: changes.due === undefined ? fields.due : changes.due,
  };
  for (const one of [...next.responsible, ...next.supporting])
    if (!departments.has(one) && ![...fields.responsible, ...fields.supporting].includes(one))
      return refuse('tasks.unknown-department', { department: one });
  const both = next.supporting.find((one) => next.responsible.includes(one));
  if (both !== undefined) return refuse('tasks.department-twice', { department: both });
  if (changes.assignee && !accounts.has(changes.assignee)) return refuse('tasks.unknown-account', { username: changes.assignee });
  if (next.start !== null && next.due !== null && next.start > next.due)
    return refuse('tasks.dates-reversed', { start: next.start, due: next.due });
  if (changes.percent !== undefined && milestones > 0) return refuse('tasks.percent-by-milestones', { milestones });
  return ok(null);
}

/**
 * What a change comes to, merged field by field with what others changed since the writer looked: edits of different fields all stand; of
 * the same field the writer is told both values and nothing is changed. Equal values are no change, except
 * where whoever manages confirms what was only assumed.
 */
export function decideEdit(facts: EditFacts): Result<readonly FieldEdit[]> {
  const { id, fields, version, seen, changes, reason, manages, assumed } = facts;
  if (seen > version) return refuse('tasks.unknown-version', { id, seen, version });
  const conflicts = conflictsOf(facts);
  if (conflicts.length > 0) return refuse('tasks.changed-meanwhile', { version }, [...conflicts, newerVersion(seen, version)]);
  const edits = (Object.keys(changes) as Field[])
    .filter((field) => changes[field] !== undefined)
    .filter((field) => !same(changes[field], fields[field]) || (manages && assumed.includes(field)))
    .map((field): FieldEdit => ({ field, before: fields[field], after: changes[field] }));
  const moves = edits.some(({ field }) => field === 'state');
  if (isClosed(fields.state) && edits.length > 0 && !moves) return refuse('tasks.closed', { id });
  const kept = edits.find(({ field }) => managed.includes(field) && !manages);
  if (kept) return refuse('tasks.field-not-permitted', { field: kept.field });
  if (moves) {
    const move = moveState(fields.state, changes.state ?? fields.state, reason, manages);
    if (!move.ok) return move;
  }
  const value = refusedValue(facts);
  return value.ok ? ok(edits) : value;
}
