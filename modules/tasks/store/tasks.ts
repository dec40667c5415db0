import type { Tx } from '@songhua/kernel';
import type { Task, TaskQuery } from '../contract.ts';

/** A task as it stands in the database: without what follows from today, from the names of areas and of accounts. */
export type StoredTask = Omit<Task, 'areaName' | 'assignee' | 'late' | 'level'> & {
  /** Username. */
  readonly assignee: string | null;
  readonly createdBy: string;
};

export interface Filter {
  readonly assignee?: string | undefined;
  readonly department?: string | undefined;
  readonly chapter?: string | undefined;
  readonly clause?: string | undefined;
  readonly origin?: string | undefined;
  /** The areas that will do. */
  readonly areas?: readonly string[] | undefined;
  readonly state?: TaskQuery['state'];
  readonly late?: boolean | undefined;
  readonly given?: boolean | undefined;
  readonly dueFrom?: string | undefined;
  readonly dueTo?: string | undefined;
  readonly q?: string | undefined;
}

interface Row {
  id: string;
  origin: string;
  plan: string | null;
  clauses: string[];
  chapter: string | null;
  area: string;
  title_zh: string;
  title_en: string;
  responsible: string[];
  supporting: string[];
  assignee: string | null;
  start: string | null;
  due: string | null;
  state: Task['state'];
  reason: string | null;
  progress: number;
  milestones: number;
  reached: number;
  next_due: string | null;
  remind_days: number[] | null;
  version: number;
  done_on: string | null;
  assumed: Task['assumed'];
  given: boolean;
  retired: boolean;
  created_by: string;
}

const columns = `id, origin, plan, clauses, chapter, area, title_zh, title_en, responsible, supporting, assignee,
  start::text as start, due::text as due, state, reason, progress, milestones, reached, next_due::text as next_due, remind_days,
  version, done_on::text as done_on, retired_at is not null as retired, created_by, given,
  array(select unnest(assumed) except select unnest(touched) order by 1) as assumed`;

const toTask = ({ title_zh, title_en, progress, next_due, remind_days, done_on, created_by, ...row }: Row): StoredTask => ({
  ...row,
  title: { zh: title_zh, en: title_en },
  percent: progress,
  nextMilestone: next_due,
  remindDays: remind_days,
  doneOn: done_on,
  createdBy: created_by,
});

/** A text to be searched for with `like`, in which a percent sign is a percent sign. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The due date that the plan or somebody has set: `bindingDue` of the domain for rows of `tasks.listed`. */
export const bindingDue =
  "(case when retired_at is not null or ('due' = any(assumed) and not 'due' = any(touched)) then null else due end)";
/** Given, pending and past its day; the day is the parameter named. */
const isLate = (n: number): string => `(given and state in ('open', 'in-progress') and ${bindingDue} < $${n}::date)`;

function conditions(filter: Filter, today: string): { readonly where: string; readonly params: unknown[] } {
  const params: unknown[] = [today];
  const parts = ['$1::date is not null'];
  const put = (value: unknown, condition: (n: number) => string): void => {
    if (value !== undefined) parts.push(condition(params.push(value)));
  };
  put(filter.assignee, (n) => `assignee = $${n}`);
  put(filter.department, (n) => `($${n} = any(responsible) or $${n} = any(supporting))`);
  put(filter.chapter, (n) => `chapter = $${n}`);
  put(filter.clause, (n) => `clauses @> array[$${n}::text]`);
  put(filter.origin, (n) => `origin = $${n}`);
  put(filter.areas, (n) => `area = any($${n})`);
  put(filter.given, (n) => `given = $${n}`);
  put(filter.dueFrom, (n) => `due >= $${n}::date`);
  put(filter.dueTo, (n) => `due <= $${n}::date`);
  put(
    filter.q && `%${escapeLike(filter.q)}%`,
    (n) =>
      `(title_zh ilike $${n} or title_en ilike $${n} or id ilike $${n} or exists (select from unnest(clauses) c where c ilike $${n}))`,
  );
  if (filter.state === 'active') parts.push("state in ('open', 'in-progress', 'reported')");
  else put(filter.state, (n) => `state = $${n}`);
  if (filter.late !== undefined) parts.push(filter.late ? isLate(1) : `not coalesce(${isLate(1)}, false)`);
  return { where: parts.join(' and '), params };
}

const stateOrder = "array_position(array['open', 'in-progress', 'reported', 'done', 'cancelled'], state::text)";
const orders: Readonly<Record<TaskQuery['sort'], string>> = {
  due: 'due nulls last',
  '-due': 'due desc nulls last',
  title: 'title_zh collate "C"',
  '-title': 'title_zh collate "C" desc',
  area: 'area, due nulls last',
  '-area': 'area desc, due nulls last',
  state: `${stateOrder}, due nulls last`,
  '-state': `${stateOrder} desc, due nulls last`,
  percent: 'progress, due nulls last',
  '-percent': 'progress desc, due nulls last',
  late: `coalesce(${isLate(1)}, false), due desc nulls last`,
  '-late': `coalesce(${isLate(1)}, false) desc, due nulls last`,
  changed: 'changed_at',
  '-changed': 'changed_at desc',
  chapter: 'chapter collate "C" nulls last, clauses collate "C"',
  '-chapter': 'chapter collate "C" desc nulls last, clauses collate "C" desc',
};

/** One page of the tasks, in an order that never changes between pages. No limit: all of them. */
export async function findTasks(
  tx: Tx,
  filter: Filter,
  today: string,
  page: { readonly sort: TaskQuery['sort']; readonly limit?: number; readonly offset?: number },
): Promise<StoredTask[]> {
  const { where, params } = conditions(filter, today);
  const [limit, offset] = [params.push(page.limit ?? null), params.push(page.offset ?? 0)];
  const rows = await tx.query<Row>(
    `select ${columns} from tasks.listed where ${where} order by ${orders[page.sort]}, id limit $${limit} offset $${offset}`,
    params,
  );
  return rows.map(toTask);
}

export interface Counts {
  readonly total: number;
  readonly late: number;
  readonly notGiven: number;
  readonly soon: number;
  readonly active: number;
  readonly reported: number;
  readonly done: number;
  readonly cancelled: number;
}

/** How many there are in each state and how many are late or due within thirty days. */
export async function countTasks(tx: Tx, filter: Filter, today: string): Promise<Counts> {
  const { where, params } = conditions(filter, today);
  const [row] = await tx.query<Counts>(
    `select count(*)::int as total, count(*) filter (where ${isLate(1)})::int as late,
            count(*) filter (where not given and state in ('open', 'in-progress'))::int as "notGiven",
            count(*) filter (where state in ('open', 'in-progress') and ${bindingDue} between $1::date and $1::date + 30)::int as soon,
            count(*) filter (where state in ('open', 'in-progress', 'reported'))::int as active,
            count(*) filter (where state = 'reported')::int as reported, count(*) filter (where state = 'done')::int as done,
            count(*) filter (where state = 'cancelled')::int as cancelled
       from tasks.listed where ${where}`,
    params,
  );
  return row ?? { total: 0, late: 0, notGiven: 0, soon: 0, active: 0, reported: 0, done: 0, cancelled: 0 };
}

/** True when there is no task, whatever is asked for. */
export async function noTasks(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ none: boolean }>('select not exists (select 1 from tasks.task) as none');
  return row?.none ?? true;
}

export async function findTask(tx: Tx, id: string): Promise<StoredTask | null> {
  const [row] = await tx.query<Row>(`select ${columns} from tasks.listed where id = $1`, [id]);
  return row ? toTask(row) : null;
}

/** As `findTask`, holding the task until the transaction ends: who comes next sees what this one writes. */
export async function lockTask(tx: Tx, id: string): Promise<StoredTask | null> {
  const [there] = await tx.query('select 1 from tasks.task where id = $1 for update', [id]);
  return there ? findTask(tx, id) : null;
}

/** The rows of tasks that work on any of these clauses, by origin and area. */
export async function tasksOnClauses(tx: Tx, clauses: readonly string[]): Promise<StoredTask[]> {
  const rows = await tx.query<Row>(`select ${columns} from tasks.listed where clauses && $1::text[] order by origin, area, id`, [
    clauses,
  ]);
  return rows.map(toTask);
}
