import type { Tx } from '@songhua/kernel';
import type { Notice, NoticeQuery, Settings } from '../contract.ts';
import { type NewNotice, type RemindedTask, usualReminding } from '../domain/decide-reminders.ts';
import type { Revision, Withdrawn } from '../domain/revise-notices.ts';
import { bindingDue, escapeLike } from './tasks.ts';

/** Held to the end of the transaction: what the notices become is decided by one at a time. */
export async function lockNotices(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('tasks.notices', 0))`);
}

const asked = `t.given and ${bindingDue} is not null and t.state in ('open', 'in-progress')`;

/**
 * What has to be looked at: every task with a due date that binds, given and still to be done, and every task of which a notice stands;
 * with all that was written for it. A due date that does not bind, or of what nobody was given, is none.
 */
export const remindedTasks = (tx: Tx): Promise<RemindedTask[]> =>
  tx.query(
    `select t.id, t.state, (case when t.given then ${bindingDue} end)::text as due, t.assignee, t.responsible, t.supporting,
            t.remind_days as "remindDays",
            coalesce((select jsonb_agg(jsonb_build_object('kind', n.kind, 'due', n.due, 'step', n.step, 'days', n.days,
                                                          'withdrawn', n.withdrawn_at is not null))
                        from tasks.notice n where n.task = t.id), '[]') as written
       from tasks.listed t
      where (${asked}) or exists (select from tasks.notice n where n.task = t.id and n.withdrawn_at is null) order by t.id`,
  );

/** Writes notices, each once however often it is asked for; those that were not there yet, or stood no more. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], now: Date): Promise<readonly NewNotice[]> {
  if (notices.length === 0) return [];
  const rows = await tx.query<{ place: number }>(
    `with given as (
       select n.*, row_number() over () as place from jsonb_to_recordset($1::jsonb)
         as n (task text, kind text, due date, step int, days int, told jsonb)),
     written as (
       insert into tasks.notice as n (task, kind, due, step, days, told, at)
       select task, kind, due, step, days, told, $2 from given
       on conflict (task, kind, due, step) do update
          set days = excluded.days, told = excluded.told, at = excluded.at, withdrawn_at = null, withdrawn_why = null
        where n.withdrawn_at is not null
       returning task, kind, due, step)
     select g.place::int as place from given g join written using (task, kind, due, step) order by 1`,
    [JSON.stringify(notices), now],
  );
  return rows.flatMap(({ place }) => notices[place - 1] ?? []);
}

/** Marks notices as withdrawn, with why, and lets others stand again as they were. */
export async function markNotices(
  tx: Tx,
  { withdraw, restore }: Pick<Revision, 'withdraw' | 'restore'>,
  now: Date,
): Promise<void> {
  const marks = [...withdraw, ...restore.map((one) => ({ ...one, why: null }))];
  if (marks.length === 0) return;
  await tx.query(
    `update tasks.notice n set withdrawn_at = case when m.why is not null then $2::timestamptz end, withdrawn_why = m.why
       from jsonb_to_recordset($1::jsonb) as m (task text, kind text, due date, step int, why text)
      where n.task = m.task and n.kind = m.kind and n.due = m.due and n.step = m.step`,
    [JSON.stringify(marks), now],
  );
}

/** To whom notices are addressed; null: whoever they are for. */
export type Addressee = { readonly username: string; readonly roles: readonly string[] } | null;

interface NoticeFilter {
  readonly to: Addressee;
  readonly kind?: Notice['kind'] | undefined;
  readonly task?: string | undefined;
  readonly standing?: boolean | undefined;
  /** The areas that will do. */
  readonly areas?: readonly string[] | undefined;
  /** Words of the task's title. */
  readonly q?: string | undefined;
  /** Days in Beijing on which it was written. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const wrote = "(n.at at time zone 'Asia/Shanghai')::date";

function conditions({ to, kind, task, standing, areas, q, from, until }: NoticeFilter): {
  readonly where: string;
  readonly params: unknown[];
} {
  const params: unknown[] = [to?.username ?? null, to?.roles ?? []];
  const parts = ["($1::text is null or n.told->>'assignee' = $1 or n.told->'roles' ?| $2::text[])"];
  const put = (value: unknown, condition: (n: number) => string): void => {
    if (value !== undefined) parts.push(condition(params.push(value)));
  };
  put(kind, (n) => `n.kind = $${n}`);
  put(task, (n) => `n.task = $${n}`);
  put(standing, (n) => `(n.withdrawn_at is null) = $${n}`);
  put(areas, (n) => `t.area = any($${n})`);
  put(q && `%${escapeLike(q)}%`, (n) => `(t.title_zh ilike $${n} or t.title_en ilike $${n} or t.id ilike $${n})`);
  put(from, (n) => `${wrote} >= $${n}::date`);
  put(until, (n) => `${wrote} <= $${n}::date`);
  return { where: parts.join(' and '), params };
}

const source = 'tasks.notice n join tasks.task t on t.id = n.task';

export async function countNotices(tx: Tx, filter: NoticeFilter): Promise<number> {
  const { where, params } = conditions(filter);
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from ${source} where ${where}`, params);
  return row?.n ?? 0;
}

const newest = 'n.at desc, n.days';
const orders: Readonly<Record<NoticeQuery['sort'], string>> = {
  at: 'n.at, n.days desc',
  '-at': newest,
  due: `n.due, ${newest}`,
  '-due': `n.due desc, ${newest}`,
  title: `t.title_zh collate "C", ${newest}`,
  '-title': `t.title_zh collate "C" desc, ${newest}`,
  area: `t.area, ${newest}`,
  '-area': `t.area desc, ${newest}`,
  // How pressing it is: reminders by their days before, then the levels.
  kind: `n.kind desc, case when n.kind = 'reminder' then -n.step else n.step end, ${newest}`,
  '-kind': `n.kind, case when n.kind = 'reminder' then -n.step else n.step end desc, ${newest}`,
};

export type StoredNotice = Omit<Notice, 'areaName'> & { readonly area: string };

/** One page of them, the newest first unless asked otherwise. No limit: all of them. */
export async function listNotices(
  tx: Tx,
  filter: NoticeFilter,
  page: { readonly sort?: NoticeQuery['sort']; readonly limit?: number; readonly offset?: number } = {},
): Promise<StoredNotice[]> {
  const { where, params } = conditions(filter);
  const [limit, offset] = [params.push(page.limit ?? null), params.push(page.offset ?? 0)];
  type Row = Omit<StoredNotice, 'title' | 'at' | 'withdrawn'> & {
    title_zh: string;
    title_en: string;
    at: Date;
    withdrawn_at: Date | null;
    withdrawn_why: Withdrawn | null;
  };
  const rows = await tx.query<Row>(
    `select n.task, t.title_zh, t.title_en, t.area, n.kind, n.due::text as due, n.step, n.days, n.told, n.at, n.withdrawn_at,
            n.withdrawn_why
       from ${source} where ${where}
      order by ${orders[page.sort ?? '-at']}, n.task, n.kind, n.due, n.step limit $${limit} offset $${offset}`,
    params,
  );
  return rows.map(({ title_zh, title_en, at, withdrawn_at, withdrawn_why, ...row }) => ({
    ...row,
    title: { zh: title_zh, en: title_en },
    at: at.toISOString(),
    withdrawn: withdrawn_at && withdrawn_why ? { at: withdrawn_at.toISOString(), why: withdrawn_why } : null,
  }));
}

/** When reminders and escalation happen: as somebody has set it, else the usual. */
export async function readSettings(tx: Tx): Promise<Settings> {
  const [row] = await tx.query<{ value: Omit<Settings, 'version'>; version: number }>(
    "select value, version from tasks.setting where name = 'reminders'",
  );
  const { remindDays, escalateDays } = row?.value ?? usualReminding;
  return { remindDays: [...remindDays], escalateDays: [...escalateDays], version: row?.version ?? 0 };
}

/** Sets them unless somebody else has meanwhile: false then. */
export async function saveSettings(tx: Tx, { version, ...value }: Settings, by: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into tasks.setting as s (name, value, version, at, by_name) select 'reminders', $1::jsonb, 1, $3, $4
      where $2 = 0 or exists (select 1 from tasks.setting where name = 'reminders')
     on conflict (name) do update set value = excluded.value, version = s.version + 1, at = $3, by_name = $4
      where s.version = $2 returning version`,
    [JSON.stringify(value), version, now, by],
  );
  return rows.length > 0;
}
