import type { Tx } from '@songhua/kernel';
import type { Plan, Response, ResponseTask } from '../contract.ts';
import { lateHours, type NewTask } from '../domain/start-response.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

interface ResponseRow {
  id: string;
  plan: string;
  plan_version: number;
  title: Plan['title'];
  level: Response['level'];
  started_at: Date;
  started_by: string | null;
  ended_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
}

/** The oldest first. */
export async function listResponses(tx: Tx, event: string): Promise<Response[]> {
  const rows = await tx.query<ResponseRow>(
    `select r.id, r.plan, r.plan_version, p.body->'title' as title, r.level, r.started_at, r.started_by, r.ended_at, r.ended_by, r.end_reason
       from emergency.response r join emergency.plan p on p.id = r.plan and p.version = r.plan_version
      where r.event = $1 order by r.started_at, r.id`,
    [event],
  );
  return rows.map((row) => ({
    ...{ id: row.id, plan: row.plan, planVersion: row.plan_version, planTitle: row.title, level: row.level },
    ...{ startedAt: row.started_at.toISOString(), startedBy: row.started_by },
    ...{ endedAt: iso(row.ended_at), endedBy: row.ended_by, endReason: row.end_reason },
  }));
}

export async function insertResponse(
  tx: Tx,
  event: string,
  { id, plan, level }: { readonly id: string; readonly plan: Pick<Plan, 'id' | 'version'>; readonly level: Response['level'] },
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    'insert into emergency.response (id, event, plan, plan_version, level, started_at, started_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, event, plan.id, plan.version, level, now, by],
  );
}

/** Ends the response under way, if there is one. */
export async function closeResponse(tx: Tx, event: string, reason: string | null, by: string, now: Date): Promise<void> {
  await tx.query(
    'update emergency.response set ended_at = $2, ended_by = $3, end_reason = $4 where event = $1 and ended_at is null',
    [event, now, by, reason],
  );
}

interface TaskRow {
  id: string;
  template: string;
  title_zh: string;
  title_en: string;
  department: ResponseTask['department'];
  party: ResponseTask['party'];
  due_at: Date;
  state: ResponseTask['state'];
  percent: number;
  note: string | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  done_at: Date | null;
  done_by: string | null;
  cancelled_at: Date | null;
}

function toTask(row: TaskRow, now: Date): ResponseTask {
  const { title_zh, title_en, due_at, acknowledged_at, acknowledged_by, done_at, done_by, cancelled_at, ...rest } = row;
  const task = { ...rest, dueAt: due_at.toISOString(), doneAt: iso(done_at), cancelledAt: iso(cancelled_at) };
  return {
    ...task,
    title: { zh: title_zh, en: title_en },
    acknowledgedAt: iso(acknowledged_at),
    acknowledgedBy: acknowledged_by,
    doneBy: done_by,
    lateHours: lateHours(task, now),
  };
}

async function selectTasks(tx: Tx, event: string, now: Date, more: string): Promise<ResponseTask[]> {
  const rows = await tx.query<TaskRow>(
    `select id, template, title_zh, title_en, department, party, due_at, state, percent, note, acknowledged_at, acknowledged_by, done_at,
            done_by, cancelled_at from emergency.task where event = $1 ${more} order by due_at, template, id`,
    [event],
  );
  return rows.map((row) => toTask(row, now));
}

/** By deadline. */
export const listTasks = (tx: Tx, event: string, now: Date): Promise<ResponseTask[]> => selectTasks(tx, event, now, '');

/** Those of the response under way and of the levels it had before; what an ended response has done is no part of it. */
export const listStanding = (tx: Tx, event: string, now: Date): Promise<ResponseTask[]> =>
  selectTasks(
    tx,
    event,
    now,
    `and response in (select id from emergency.response where event = $1 and end_reason is null and started_at >= coalesce(
       (select max(ended_at) from emergency.response where event = $1 and end_reason is not null), '-infinity'))`,
  );

export async function insertTasks(
  tx: Tx,
  event: string,
  response: string,
  tasks: readonly (NewTask & { readonly id: string })[],
): Promise<void> {
  await tx.query(
    `insert into emergency.task (id, event, response, template, title_zh, title_en, department, party, due_at, state, percent)
     select n.id, $1, $2, n.template, n.zh, n.en, n.department, n.party, n.due, 'waiting', 0
       from jsonb_to_recordset($3::jsonb) as n (id uuid, template text, zh text, en text, department text, party text, due timestamptz)`,
    [event, response, JSON.stringify(tasks.map(({ title, dueAt, ...task }) => ({ ...task, ...title, due: dueAt })))],
  );
}

export async function cancelTasks(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.query("update emergency.task set state = 'cancelled', cancelled_at = $2 where id = any($1)", [ids, now]);
}

/** What nobody has done is cancelled when the response ends. */
export async function cancelOpenTasks(tx: Tx, event: string, now: Date): Promise<void> {
  await tx.query(
    "update emergency.task set state = 'cancelled', cancelled_at = $2 where event = $1 and state in ('waiting', 'acknowledged')",
    [event, now],
  );
}

type Moved = Pick<ResponseTask, 'id' | 'state' | 'percent' | 'note' | 'acknowledgedAt' | 'acknowledgedBy' | 'doneAt' | 'doneBy'>;

export async function updateTask(tx: Tx, task: Moved): Promise<void> {
  await tx.query(
    `update emergency.task set state = $2, percent = $3, note = $4, acknowledged_at = $5, acknowledged_by = $6, done_at = $7, done_by = $8
      where id = $1`,
    [task.id, task.state, task.percent, task.note, task.acknowledgedAt, task.acknowledgedBy, task.doneAt, task.doneBy],
  );
}
