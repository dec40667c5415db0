import type { FileTask } from './read-tasks-file.ts';

/** What a plan file decides about a row, until people decide otherwise. */
export interface FileFields {
  readonly clauses: readonly string[];
  readonly chapter: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly responsible: readonly string[];
  readonly supporting: readonly string[];
  readonly start: string | null;
  readonly due: string | null;
  /** Which of them the plan does not say: `responsible`, `due`. */
  readonly assumed: readonly string[];
}
export type FileField = keyof FileFields;

interface FileMilestone {
  readonly id: string;
  readonly place: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly due: string | null;
}

/** One task for one area, as a file wants it. */
export interface WantedRow {
  readonly id: string;
  readonly origin: string;
  readonly plan: string;
  readonly area: string;
  readonly fields: FileFields;
  readonly milestones: readonly FileMilestone[];
}

/** A row of a plan as it stands. */
export interface KnownRow {
  readonly id: string;
  readonly fields: FileFields;
  readonly touched: readonly string[];
  /** Whether people changed a field, or added anything. */
  readonly written: boolean;
  readonly retired: boolean;
  readonly milestones: readonly (FileMilestone & { readonly touched: boolean })[];
}

export interface FieldChange {
  readonly field: FileField;
  readonly before: unknown;
  readonly after: unknown;
}

interface Alignment {
  readonly insert: readonly WantedRow[];
  readonly update: readonly { readonly id: string; readonly fields: FileFields; readonly changes: readonly FieldChange[] }[];
  readonly remove: readonly string[];
  readonly retire: readonly string[];
  readonly revive: readonly string[];
  readonly milestones: {
    readonly insert: readonly (FileMilestone & { readonly task: string })[];
    readonly update: readonly FileMilestone[];
    readonly remove: readonly string[];
  };
}

/** The chapter of a plan that a clause stands in: `5` of `5.2.3-c`, `P2` of `P2.1-a`. */
export const chapterOf = (clause: string | undefined): string | null => /^[A-Z]?[0-9]+/.exec(clause ?? '')?.[0] ?? null;

/** The rows of one task of a file: one for the city, or one for each county. Without a start of its own it begins with the plan. */
export function rowsOf(
  task: FileTask,
  plan: { readonly id: string; readonly area: string; readonly start: string },
  counties: readonly string[],
): WantedRow[] {
  const origin = `${plan.id}.${task.id}`;
  const { clause: clauses, title, responsible, supporting, due } = task;
  const begins = task.start ?? (due === null || plan.start <= due ? plan.start : null);
  const assumed = [...(task.assumed ? ['responsible'] : []), ...(task['assumed-due'] ? ['due'] : [])];
  const fields: FileFields = {
    clauses,
    chapter: chapterOf(clauses[0]),
    title,
    responsible,
    supporting,
    start: begins,
    due,
    assumed,
  };
  const row = (id: string, area: string): WantedRow => ({
    id,
    origin,
    plan: plan.id,
    area,
    fields,
    milestones: task.milestones.map((one, at) => ({ id: `${id}.m${at + 1}`, place: at, ...one })),
  });
  return task.area === 'city' ? [row(origin, plan.area)] : counties.map((county) => row(`${origin}.${county}`, county));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const text = ({ zh, en }: FileFields['title']) => ({ zh, en });

function changesOf(known: KnownRow, wanted: FileFields): FieldChange[] {
  const names = ['clauses', 'chapter', 'title', 'responsible', 'supporting', 'start', 'due', 'assumed'] as const;
  return names
    .filter((field) => !known.touched.includes(field))
    .map((field) => ({
      field,
      before: field === 'title' ? text(known.fields.title) : known.fields[field],
      after: field === 'title' ? text(wanted.title) : wanted[field],
    }))
    .filter(({ before, after }) => !same(before, after));
}

/**
 * What brings the rows of the plans in line with their files. What people set stays as they set it; a row that the files have dropped
 * goes if nobody wrote on it, and is kept as retired otherwise. In line already, it is nothing.
 */
export function alignTasks(wanted: readonly WantedRow[], known: readonly KnownRow[]): Alignment {
  const there = new Map(known.map((row) => [row.id, row]));
  const ids = new Set(wanted.map(({ id }) => id));
  const dropped = known.filter(({ id }) => !ids.has(id));
  const milestones = {
    insert: [] as (FileMilestone & { task: string })[],
    update: [] as FileMilestone[],
    remove: [] as string[],
  };
  const update: Alignment['update'][number][] = [];
  for (const row of wanted) {
    const now = there.get(row.id);
    const known = new Map(now?.milestones.map((one) => [one.id, one]));
    for (const one of row.milestones) {
      const old = known.get(one.id);
      if (!old) milestones.insert.push({ ...one, task: row.id });
      else if (!old.touched && !(old.due === one.due && old.place === one.place && same(text(old.title), text(one.title))))
        milestones.update.push(one);
    }
    const kept = new Set(row.milestones.map(({ id }) => id));
    milestones.remove.push(...[...known.values()].filter(({ id, touched }) => !kept.has(id) && !touched).map(({ id }) => id));
    const changes = now ? changesOf(now, row.fields) : [];
    if (changes.length > 0) update.push({ id: row.id, fields: row.fields, changes });
  }
  return {
    insert: wanted.filter(({ id }) => !there.has(id)),
    update,
    remove: dropped.filter(({ written }) => !written).map(({ id }) => id),
    retire: dropped.filter(({ written, retired }) => written && !retired).map(({ id }) => id),
    revive: wanted.filter(({ id }) => there.get(id)?.retired).map(({ id }) => id),
    milestones,
  };
}
