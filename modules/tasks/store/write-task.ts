import type { Tx } from '@songhua/kernel';
import type { FieldEdit } from '../domain/decide-edit.ts';

export interface NewTask {
  readonly id: string;
  readonly origin: string;
  readonly plan: string | null;
  readonly clauses: readonly string[];
  readonly chapter: string | null;
  readonly area: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly responsible: readonly string[];
  readonly supporting: readonly string[];
  readonly assignee: string | null;
  readonly start: string | null;
  readonly due: string | null;
  readonly assumed?: readonly string[];
}

/** Makes tasks, each open and at version 1. */
export async function insertTasks(tx: Tx, tasks: readonly NewTask[], createdBy: string, now: Date): Promise<void> {
  if (tasks.length === 0) return;
  await tx.query(
    `insert into tasks.task (id, origin, plan, clauses, chapter, area, title_zh, title_en, responsible, supporting, assignee, start,
            due, state, percent, version, touched, created_by, created_at, changed_at, assumed)
     select n.id, n.origin, n.plan, array(select jsonb_array_elements_text(n.clauses)), n.chapter, n.area, n.title_zh, n.title_en,
            array(select jsonb_array_elements_text(n.responsible)), array(select jsonb_array_elements_text(n.supporting)),
            n.assignee, n.start, n.due, 'open', 0, 1, '{}', $2, $3, $3, array(select jsonb_array_elements_text(coalesce(n.assumed, '[]')))
       from jsonb_to_recordset($1::jsonb) as n (id text, origin text, plan text, clauses jsonb, chapter text, area text, title_zh text,
            title_en text, responsible jsonb, supporting jsonb, assignee text, start date, due date, assumed jsonb)`,
    [JSON.stringify(tasks.map(({ title, ...rest }) => ({ ...rest, title_zh: title.zh, title_en: title.en }))), createdBy, now],
  );
}

/** How a field stands in the row: its columns, and what goes into them. */
const columnsOf: Readonly<
  Record<FieldEdit['field'] | 'clauses' | 'chapter' | 'assumed', (value: unknown) => Readonly<Record<string, unknown>>>
> = {
  title: (value) => {
    const { zh, en } = value as { zh: string; en: string };
    return { title_zh: zh, title_en: en };
  },
  clauses: (value) => ({ clauses: value }),
  chapter: (value) => ({ chapter: value }),
  assumed: (value) => ({ assumed: value }),
  responsible: (value) => ({ responsible: value }),
  supporting: (value) => ({ supporting: value }),
  assignee: (value) => ({ assignee: value }),
  start: (value) => ({ start: value }),
  due: (value) => ({ due: value }),
  state: (value) => ({ state: value }),
  percent: (value) => ({ percent: value }),
  remindDays: (value) => ({ remind_days: value }),
};

export interface TaskUpdate {
  readonly id: string;
  readonly edits: readonly { readonly field: keyof typeof columnsOf; readonly after: unknown }[];
  /** Whether people did it: the plan file then leaves these fields alone. */
  readonly touches: boolean;
  /** Columns beside those of the fields. */
  readonly more?: Readonly<Partial<Record<'reason' | 'done_on', string | null>>>;
}

/** Changes fields of one task and raises its version; returns the new one. */
export async function updateTask(tx: Tx, { id, edits, touches, more = {} }: TaskUpdate, now: Date): Promise<number> {
  const values = { ...Object.assign({}, ...edits.map(({ field, after }) => columnsOf[field](after))), ...more } as Record<
    string,
    unknown
  >;
  const params: unknown[] = [id, now, touches ? edits.map(({ field }) => field) : []];
  const sets = Object.entries(values).map(([column, value]) => `${column} = $${params.push(value)}`);
  const [row] = await tx.query<{ version: number }>(
    `update tasks.task set version = version + 1, changed_at = $2,
            touched = array(select distinct unnest(touched || $3::text[]))${sets.map((set) => `, ${set}`).join('')}
      where id = $1 returning version`,
    params,
  );
  return row?.version ?? 0;
}

/** Says that something of a task changed that is no field of it, and holds the task until the transaction ends. */
export async function touchTask(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (await tx.query('update tasks.task set changed_at = $2 where id = $1 returning id', [id, now])).length > 0;
}
