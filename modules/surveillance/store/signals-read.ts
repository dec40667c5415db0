import type { Tx } from '@songhua/kernel';
import type { Signal, SignalList, SignalNews, SignalQuery, SignalState } from '../contract.ts';
import { followMerges, type Mergeable } from '../domain/follow-merges.ts';
import type { Judged } from '../domain/summarise-figures.ts';

/** A signal as its row has it: areas and subjects without their names. */
export type StoredSignal = Omit<Signal, 'areaName' | 'townName' | 'subjectName'>;

interface Row
  extends Omit<StoredSignal, 'raisedAt' | 'raisedBy' | 'dueAt' | 'answeredAt' | 'owner' | 'mergedInto' | 'event' | 'number'> {
  number: string;
  raised_at: Date;
  raised_by: string | null;
  due_at: Date;
  answered_at: Date | null;
  owner_id: string | null;
  owner_name: string | null;
  merged_into: string | null;
  event: string | null;
  event_number: string | null;
  event_state: string | null;
}

function toSignal(row: Row): StoredSignal {
  const {
    raised_at,
    raised_by,
    due_at,
    answered_at,
    owner_id,
    owner_name,
    merged_into,
    event,
    event_number,
    event_state,
    ...rest
  } = row;
  return {
    ...rest,
    number: Number(row.number),
    raisedAt: raised_at.toISOString(),
    raisedBy: raised_by,
    dueAt: answered_at || rest.state === 'merged' ? null : due_at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
    owner: owner_name === null ? null : { id: owner_id ?? '', name: owner_name },
    mergedInto: merged_into,
    event: event === null ? null : { id: event, number: event_number ?? '', state: event_state ?? '' },
  };
}

const selectWith = (
  evidence: string,
): string => `select s.id, s.number, s.channel, s.source, s.reference, s.area, s.town, s.place, s.subject,
    to_char(s.from_day, 'YYYY-MM-DD') as "from", to_char(s.to_day, 'YYYY-MM-DD') as "to", s.observed, s.expected, s.p, s.level, s.method,
    s.said, ${evidence} as evidence, s.state, s.raised_at, s.raised_by, s.due_at, s.answered_at, s.outcome, s.owner_id, s.owner_name, s.merged_into,
    s.event, s.event_number, s.event_state, s.version
  from surveillance.signal s`;
const select = selectWith('s.evidence');
/** Evidence may be long, and lists of thousands do not show it. */
const selectShort = selectWith('null::jsonb');

export interface SignalFilter extends Omit<SignalQuery, 'area' | 'limit' | 'offset'> {
  /** The areas that will do; undefined: all. */
  readonly areas?: readonly string[] | undefined;
  /** Subjects that the words of `q` name. */
  readonly named?: readonly string[];
}

const open = "s.state not in ('closed', 'false', 'merged')";
const unanswered = `(${open} and s.answered_at is null)`;

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function conditions(filter: SignalFilter, now: Date, params: unknown[], withState = true): string {
  const parts = ['true'];
  const put = (value: unknown, condition: (place: string) => string): void => {
    if (value !== undefined) parts.push(condition(`$${params.push(value)}`));
  };
  const { areas, channel, source, subject, level, state, from, to, q, named = [] } = filter;
  put(areas, (place) => `(s.area = any(${place}) or s.town = any(${place}))`);
  put(channel, (place) => `s.channel = ${place}`);
  put(source, (place) => `s.source = ${place}`);
  put(subject, (place) => `s.subject = ${place}`);
  put(level, (place) => `s.level = ${place}`);
  put(from && new Date(`${from}T00:00:00+08:00`), (place) => `s.raised_at >= ${place}`);
  put(to && new Date(Date.parse(`${to}T00:00:00+08:00`) + 86_400_000), (place) => `s.raised_at < ${place}`);
  if (q) {
    const [words, subjects] = [params.push(`%${literally(q)}%`), params.push(named)];
    parts.push(
      `(s.place ilike $${words} or s.said ilike $${words} or s.number::text = ltrim($${params.push(q)}, '#') or s.subject = any($${subjects}))`,
    );
  }
  if (!withState || state === undefined) return parts.join(' and ');
  if (state === 'open') parts.push(open);
  else if (state === 'unanswered') parts.push(unanswered);
  else if (state === 'overdue') put(now, (place) => `${unanswered} and s.due_at < ${place}`);
  else put(state, (place) => `s.state = ${place}`);
  return parts.join(' and ');
}

/** What waits for its first verdict first, the longest overdue at the top; then what is open, the newest first; then the rest; without evidence. */
export async function listSignals(
  tx: Tx,
  filter: SignalFilter,
  now: Date,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<StoredSignal[]> {
  const params: unknown[] = [];
  const where = conditions(filter, now, params);
  const rows = await tx.query<Row>(
    `${selectShort} where ${where}
      order by not ${unanswered}, not ${open}, case when ${unanswered} then s.due_at end, s.raised_at desc, s.id
      limit $${params.push(limit)} offset $${params.push(offset)}`,
    params,
  );
  return rows.map(toSignal);
}

/** How many there are under the filter, and of all under it but the state how they stand. */
export async function countSignals(tx: Tx, filter: SignalFilter, now: Date): Promise<Pick<SignalList, 'total' | 'counts'>> {
  const params: unknown[] = [];
  const where = conditions(filter, now, params, false);
  const late = params.push(now);
  const rows = await tx.query<{ state: SignalState; count: number; unanswered: number; overdue: number }>(
    `select s.state, count(*)::int as count, (count(*) filter (where ${unanswered}))::int as unanswered,
            (count(*) filter (where ${unanswered} and s.due_at < $${late}))::int as overdue
       from surveillance.signal s where ${where} group by s.state`,
    params,
  );
  const own: unknown[] = [];
  const [all] = await tx.query<{ total: number }>(
    `select count(*)::int as total from surveillance.signal s where ${conditions(filter, now, own)}`,
    own,
  );
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const over: readonly SignalState[] = ['closed', 'false', 'merged'];
  return {
    total: all?.total ?? 0,
    counts: {
      byState: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
      open: sum(({ state, count }) => (over.includes(state) ? 0 : count)),
      unanswered: sum((row) => row.unanswered),
      overdue: sum((row) => row.overdue),
    },
  };
}

/** How many are open in each county. */
export function countOpen(tx: Tx, filter: SignalFilter, now: Date): Promise<{ area: string; count: number }[]> {
  const params: unknown[] = [];
  const where = conditions(filter, now, params, false);
  return tx.query(
    `select s.area, count(*)::int as count from surveillance.signal s where ${where} and ${open} group by s.area order by s.area`,
    params,
  );
}

export async function findSignal(tx: Tx, id: string): Promise<StoredSignal | null> {
  const [row] = await tx.query<Row>(`${select} where s.id = $1`, [id]);
  return row ? toSignal(row) : null;
}

/** The signal, held until the transaction ends. */
export async function lockSignal(tx: Tx, id: string): Promise<StoredSignal | null> {
  await tx.query('select 1 from surveillance.signal where id = $1 for update', [id]);
  return findSignal(tx, id);
}

/** Others that are open, of the same county, whose windows lie within two weeks of this one: of the same subject first. */
export async function similarSignals(tx: Tx, { id, area, subject, from, to }: StoredSignal): Promise<StoredSignal[]> {
  const rows = await tx.query<Row>(
    `${select} where s.id <> $1 and s.area = $2 and ${open} and s.from_day <= $4::date + 14 and s.to_day >= $3::date - 14
      order by s.subject <> $5, s.raised_at desc, s.id limit 10`,
    [id, area, from, to, subject],
  );
  return rows.map(toSignal);
}

export async function mergedSignals(tx: Tx, id: string): Promise<StoredSignal[]> {
  const rows = await tx.query<Row>(`${select} where s.merged_into = $1 order by s.raised_at, s.id limit 100`, [id]);
  return rows.map(toSignal);
}

export async function signalsOfEvent(tx: Tx, event: string): Promise<StoredSignal[]> {
  const rows = await tx.query<Row>(`${select} where s.event = $1 order by s.id for update of s`, [event]);
  return rows.map(toSignal);
}

const selectFate = `select s.id, s.raised_at as raised, s.answered_at as answered, s.outcome, s.event_state as event, s.channel, s.merged_into as into,
    case when s.merged_into is not null then
      (select max(t.at) from surveillance.step t where t.signal = s.id and t.kind = 'merged') end as "mergedAt"
  from surveillance.signal s`;

interface Fate extends Omit<Mergeable, 'merged'> {
  readonly into: string | null;
  readonly mergedAt: Date | null;
}
const toFate = ({ into, mergedAt, ...one }: Fate): Mergeable => ({
  ...one,
  merged: into === null ? null : { into, at: mergedAt ?? one.raised },
});

/** What became of the signals raised in a period, for the figures; merged ones share the fate of the one they were merged into, whenever that was raised. */
export async function answeredSignals(
  tx: Tx,
  asked: { readonly areas: readonly string[] | undefined; readonly from: Date; readonly until: Date },
): Promise<Judged[]> {
  const rows = await tx.query<Fate>(
    `${selectFate} where s.raised_at >= $1 and s.raised_at < $2 and ($3::text[] is null or s.area = any($3) or s.town = any($3))
      order by s.raised_at limit 1000000`,
    [asked.from, asked.until, asked.areas ?? null],
  );
  const inside = new Set(rows.map(({ id }) => id));
  const missing = [...new Set(rows.flatMap(({ into }) => (into !== null && !inside.has(into) ? [into] : [])))];
  const others = await tx.query<Fate>(
    `with recursive other (id) as (
       select unnest($1::uuid[]) union select s.merged_into from other join surveillance.signal s using (id) where s.merged_into is not null)
     ${selectFate} where s.id in (select id from other)`,
    [missing],
  );
  return followMerges(rows.map(toFate), others.map(toFate));
}

export const newsOf = ({ id, channel, area, subject, state }: StoredSignal): SignalNews => ({
  id,
  channel,
  area,
  subject,
  state,
});
