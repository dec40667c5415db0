import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { Warning, WarningDetail, WarningList, WarningNews } from '../contract.ts';
import type { FoundWarning } from '../domain/find-night.ts';
import type { BoardSignal } from '../domain/fuse-night.ts';

type Content = Pick<WarningDetail, 'channels' | 'silent' | 'why'>;

/** A warning as its row has it. */
export type StoredWarning = Omit<Warning, 'areaName' | 'subjectName'> & { readonly immediate: boolean };
type Row = Omit<StoredWarning, 'raisedAt' | 'dueAt' | 'answeredAt' | 'overdueAt' | 'event' | 'number'> & {
  readonly number: string;
  readonly raised_at: Date;
  readonly due_at: Date;
  readonly answered_at: Date | null;
  readonly overdue_at: Date | null;
  readonly event: string | null;
  readonly event_number: string | null;
};

const columns = `id, number, area, subject, level, state, to_char(first_day, 'YYYY-MM-DD') as "firstDay", to_char(last_day, 'YYYY-MM-DD') as "lastDay",
  speaking, p, immediate, thresholds, raised_at, due_at, answered_at, outcome, reason, event, event_number, version,
  case when answered_at is null and overdue_at >= due_at then overdue_at end as overdue_at`;

const toWarning = ({ raised_at, due_at, answered_at, overdue_at, event, event_number, number, ...rest }: Row): StoredWarning => ({
  ...rest,
  number: Number(number),
  raisedAt: raised_at.toISOString(),
  dueAt: due_at.toISOString(),
  answeredAt: answered_at?.toISOString() ?? null,
  overdueAt: overdue_at?.toISOString() ?? null,
  event: event === null ? null : { id: event, number: event_number ?? '' },
});

interface Asked {
  readonly areas: readonly string[] | undefined;
  readonly level?: string | undefined;
  readonly state?: string | undefined;
}

/** Nobody answered in time, and that was noted. */
const overdue = `(answered_at is null and state = 'new' and coalesce(overdue_at >= due_at, false))`;

const where = ({ areas, level, state }: Asked, values: unknown[]): string => {
  const given = (value: unknown): string => `$${values.push(value)}`;
  return [
    'true',
    ...(areas ? [`area = any(${given(areas)})`] : []),
    ...(level ? [`level = ${given(level)}`] : []),
    ...(state === 'open'
      ? [`state in ('new', 'verified')`]
      : state === 'overdue'
        ? [overdue]
        : state
          ? [`state = ${given(state)}`]
          : []),
  ].join(' and ');
};

/** Warnings, those that nobody answered in time first, then those without a verdict, the most pressing of them first. */
export async function listWarnings(tx: Tx, asked: Asked, limit: number, offset: number): Promise<StoredWarning[]> {
  const values: unknown[] = [];
  const rows = await tx.query<Row>(
    `select ${columns} from surveillance.warning where ${where(asked, values)}
      order by ${overdue} desc, (state = 'new') desc, array_position('{red,orange,yellow,blue}'::text[], level), due_at desc, id
      limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(toWarning);
}

export async function countWarnings(tx: Tx, asked: Asked): Promise<Pick<WarningList, 'total' | 'counts' | 'overdue'>> {
  const values: unknown[] = [];
  const { state, ...all } = asked;
  const rows = await tx.query<{ state: Warning['state']; n: number; late: number }>(
    `select state, count(*)::int as n, (count(*) filter (where ${overdue}))::int as late from surveillance.warning where ${where(all, values)} group by state`,
    values,
  );
  const counts = Object.fromEntries(rows.map((one) => [one.state, one.n])) as WarningList['counts'];
  const late = rows.reduce((sum, one) => sum + one.late, 0);
  if (state === 'overdue') return { counts, overdue: late, total: late };
  const of = state === 'open' ? ['new', 'verified'] : state ? [state] : rows.map((one) => one.state);
  return { counts, overdue: late, total: rows.reduce((sum, one) => sum + (of.includes(one.state) ? one.n : 0), 0) };
}

/** A warning with what it rests on; held, if somebody means to change it. */
export async function findWarning(
  tx: Tx,
  id: string,
  hold = false,
): Promise<{ readonly warning: StoredWarning; readonly content: Content } | null> {
  const [row] = await tx.query<Row & { content: Content }>(
    `select ${columns}, content from surveillance.warning where id = $1 ${hold ? 'for update' : ''}`,
    [id],
  );
  if (!row) return null;
  const { content, ...rest } = row;
  return { warning: toWarning(rest), content };
}

export async function listWarningSteps(tx: Tx, warning: string): Promise<WarningDetail['steps']> {
  const rows = await tx.query<{ n: number; kind: string; at: Date; by: string | null; note: string | null }>(
    'select n, kind, at, by_name as by, note from surveillance.warning_step where warning = $1 order by n',
    [warning],
  );
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}

interface Step {
  readonly kind: string;
  readonly note: string | null;
}

export async function addWarningStep(tx: Tx, warning: string, { kind, note }: Step, by: string | null, now: Date): Promise<void> {
  await tx.query(
    `insert into surveillance.warning_step (warning, n, kind, at, by_name, note)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5 from surveillance.warning_step where warning = $1`,
    [warning, kind, now, by, note],
  );
}

const tell = (tx: Tx, type: 'raised' | 'changed', news: WarningNews, now: Date) =>
  append(tx, `surveillance.warning-${type}`, news, now, `warning/${news.id}`);

export interface NewWarning extends FoundWarning {
  readonly day: string;
  readonly dueAt: Date;
}

const worse = (one: string, other: string): boolean => {
  const order = ['red', 'orange', 'yellow', 'blue'];
  return order.indexOf(one) < order.indexOf(other);
};

/**
 * Raises a warning, or lets the one that stands there speak of tonight too: one about the same county and subject that is not two weeks old. Its level only rises, and
 * then its clock begins anew; an answered one is asked again only if it gets worse. True: it is new or worse.
 */
export async function raiseWarning(tx: Tx, one: NewWarning, now: Date, newId: () => string): Promise<boolean> {
  const [known] = await tx.query<{ id: string; level: Warning['level']; state: Warning['state']; last: string }>(
    `select id, level, state, to_char(last_day, 'YYYY-MM-DD') as last from surveillance.warning where area = $1 and subject = $2
        and last_day >= $3::date - 14 and first_day <= $3::date and state <> 'closed' order by last_day desc limit 1 for update`,
    [one.area, one.subject, one.day],
  );
  const { area, subject, level, day, speaking, p, immediate, thresholds, content, dueAt } = one;
  if (!known) {
    const id = newId();
    await tx.query(
      `insert into surveillance.warning (id, area, subject, level, state, first_day, last_day, speaking, p, immediate, thresholds, content,
         raised_at, due_at, version) values ($1, $2, $3, $4, 'new', $5, $5, $6, $7, $8, $9, $10, $11, $12, 1)`,
      [id, area, subject, level, day, speaking, p, immediate, thresholds, JSON.stringify(content), now, dueAt],
    );
    await addWarningStep(tx, id, { kind: 'raised', note: level }, null, now);
    await tell(tx, 'raised', { id, area, subject, level, state: 'new' }, now);
    return true;
  }
  const rises = worse(level, known.level);
  const asks = rises && known.state === 'false';
  const state = asks ? 'new' : known.state;
  if (!rises && known.last >= day) return false;
  await tx.query(
    `update surveillance.warning set level = $2, state = $3, last_day = greatest(last_day, $4), speaking = $5, p = $6, immediate = $7,
       thresholds = $8, content = $9, due_at = case when $11 then $10 else due_at end,
       answered_at = case when $12 then null else answered_at end, outcome = case when $12 then null else outcome end, version = version + 1
     where id = $1`,
    [
      ...[known.id, rises ? level : known.level, state, day, speaking, p, immediate, thresholds, JSON.stringify(content)],
      ...[dueAt, rises, asks],
    ],
  );
  if (!rises) return false;
  await addWarningStep(tx, known.id, { kind: 'rose', note: level }, null, now);
  await tell(tx, 'changed', { id: known.id, area, subject, level, state }, now);
  return true;
}

/** Writes how a warning stands now and the step that led there; whoever writes holds it. */
export async function writeWarning(tx: Tx, to: StoredWarning, step: Step, by: string | null, now: Date): Promise<void> {
  const { id, area, subject, level, state, answeredAt, outcome, reason, event } = to;
  await tx.query(
    `update surveillance.warning set state = $2, answered_at = $3, outcome = $4, reason = $5, event = $6, event_number = $7,
       version = version + 1 where id = $1`,
    [id, state, answeredAt, outcome, reason, event?.id ?? null, event?.number ?? null],
  );
  await addWarningStep(tx, id, step, by, now);
  await tell(tx, 'changed', { id, area, subject, level, state }, now);
}

/** What people and programs told the board, not ruled out, whose window ended within so many days before a day. */
export const boardSignals = (tx: Tx, day: string, withinDays: number): Promise<BoardSignal[]> =>
  tx.query<BoardSignal>(
    `select id, channel, area, subject, (from_day - date '1970-01-01') as "from", (to_day - date '1970-01-01') as "to", observed, expected, level
       from surveillance.signal where source <> 'detection' and state not in ('false', 'merged') and to_day <= $1 and to_day > $1::date - $2::int
      order by id`,
    [day, withinDays],
  );

/** What came of warnings: verdicts and reasons, for retuning. */
export const warningOutcomes = (
  tx: Tx,
): Promise<
  { id: string; speaking: number; p: number; immediate: boolean; verdict: 'true' | 'false' | null; reason: string | null }[]
> =>
  tx.query(
    `select id, speaking, p, immediate, case when outcome in ('true', 'false') then outcome end as verdict, reason
       from surveillance.warning order by raised_at, id`,
  );
