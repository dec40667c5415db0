import type { Tx } from '@songhua/kernel';
import type { Notice, Settings } from '../contract.ts';
import { type NewNotice, type RemindedTask, usualReminding } from '../domain/decide-reminders.ts';
import { bindingDue } from './tasks.ts';

/** What may have to be reminded of: every task with a due date that binds, given and still to be done, with what was written for it. */
export const remindedTasks = (tx: Tx): Promise<RemindedTask[]> =>
  tx.query(
    `select t.id, t.state, t.due::text as due, t.assignee, t.responsible, t.supporting, t.remind_days as "remindDays",
            coalesce((select jsonb_agg(jsonb_build_object('kind', n.kind, 'due', n.due, 'step', n.step))
                        from tasks.notice n where n.task = t.id), '[]') as written
       from tasks.listed t where t.given and ${bindingDue} is not null and t.state in ('open', 'in-progress') order by t.id`,
  );

/** Writes notices, each once however often it is asked for; those that were not there yet. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], now: Date): Promise<readonly NewNotice[]> {
  if (notices.length === 0) return [];
  const rows = await tx.query<{ place: number }>(
    `with given as (
       select n.*, row_number() over () as place from jsonb_to_recordset($1::jsonb)
         as n (task text, kind text, due date, step int, days int, told jsonb)),
     written as (
       insert into tasks.notice (task, kind, due, step, days, told, at)
       select task, kind, due, step, days, told, $2 from given on conflict do nothing returning task, kind, due, step)
     select g.place::int as place from given g join written using (task, kind, due, step) order by 1`,
    [JSON.stringify(notices), now],
  );
  return rows.flatMap(({ place }) => notices[place - 1] ?? []);
}

/** To whom notices are addressed; null: whoever they are for. */
export type Addressee = { readonly username: string; readonly roles: readonly string[] } | null;

const addressed = `($1::text is null or n.told->>'assignee' = $1 or n.told->'roles' ?| $2::text[])
  and ($3::text is null or n.kind = $3) and ($4::text is null or n.task = $4)`;

interface NoticeFilter {
  readonly to: Addressee;
  readonly kind?: Notice['kind'] | undefined;
  readonly task?: string | undefined;
}
const paramsOf = ({ to, kind, task }: NoticeFilter) => [to?.username ?? null, to?.roles ?? [], kind ?? null, task ?? null];

export async function countNotices(tx: Tx, filter: NoticeFilter): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from tasks.notice n where ${addressed}`,
    paramsOf(filter),
  );
  return row?.n ?? 0;
}

export type StoredNotice = Omit<Notice, 'areaName'> & { readonly area: string };

/** The newest first. No limit: all of them. */
export async function listNotices(
  tx: Tx,
  filter: NoticeFilter,
  page: { readonly limit?: number; readonly offset?: number } = {},
): Promise<StoredNotice[]> {
  const rows = await tx.query<Omit<StoredNotice, 'title' | 'at'> & { title_zh: string; title_en: string; at: Date }>(
    `select n.task, t.title_zh, t.title_en, t.area, n.kind, n.due::text as due, n.step, n.days, n.told, n.at
       from tasks.notice n join tasks.task t on t.id = n.task where ${addressed}
      order by n.at desc, n.days, n.task, n.kind, n.step limit $5 offset $6`,
    [...paramsOf(filter), page.limit ?? null, page.offset ?? 0],
  );
  return rows.map(({ title_zh, title_en, at, ...row }) => ({
    ...row,
    title: { zh: title_zh, en: title_en },
    at: at.toISOString(),
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
