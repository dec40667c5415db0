import type { Tx } from '@songhua/kernel';
import type { EmergencyEvent, EventQuery } from '../contract.ts';

type Shown = EmergencyEvent;
export type StoredEvent = Omit<Shown, 'areaName'>;

interface Row extends Omit<StoredEvent, 'source' | 'times' | 'tasks' | 'openedAt' | 'openedBy' | 'asOf'> {
  warning: string | null;
  first_case_at: Date | null;
  detected_at: Date | null;
  notified_at: Date | null;
  responded_at: Date | null;
  as_of: Date | null;
  task_total: number;
  task_done: number;
  task_late: number;
  opened_at: Date;
  opened_by: string | null;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function toEvent(row: Row): StoredEvent {
  const { warning, first_case_at, detected_at, notified_at, responded_at, as_of, opened_at, opened_by, ...rest } = row;
  const { task_total, task_done, task_late, ...event } = rest;
  return {
    ...event,
    source: { kind: warning === null ? 'hand' : 'warning', warning },
    times: {
      firstCaseAt: iso(first_case_at),
      detectedAt: iso(detected_at),
      notifiedAt: iso(notified_at),
      respondedAt: iso(responded_at),
    },
    asOf: iso(as_of),
    tasks: { total: task_total, done: task_done, late: task_late },
    openedAt: opened_at.toISOString(),
    openedBy: opened_by,
  };
}

/** `$1`: now. */
const select = `select e.id, e.number, e.title, e.kind, e.disease, e.agent, e.area, e.place, e.longitude, e.latitude, e.warning, e.state,
    e.level, e.first_case_at, e.detected_at, e.notified_at, e.responded_at, e.opened_at, e.opened_by, e.version,
    r.cases, r.deaths, r.exposed, r.as_of, t.total as task_total, t.done as task_done, t.late as task_late
  from emergency.event e
  left join lateral (select cases, deaths, exposed, as_of from emergency.report where event = e.id order by number desc limit 1) r on true
  cross join lateral (
    select count(*)::int as total, (count(*) filter (where state = 'done'))::int as done,
           (count(*) filter (where state in ('waiting', 'acknowledged') and due_at < $1))::int as late
      from emergency.task where event = e.id and state <> 'cancelled') t`;

export interface EventFilter extends Omit<EventQuery, 'area' | 'limit' | 'offset'> {
  /** The areas that will do. */
  readonly areas?: readonly string[] | undefined;
}

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function conditions({ areas, kind, level, state, q }: EventFilter, params: unknown[]): string {
  const parts = ['true'];
  const put = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined) parts.push(condition(`$${params.push(value)}`));
  };
  put(areas, (place) => `e.area = any(${place})`);
  put(kind, (place) => `e.kind = ${place}`);
  put(level, (place) => `e.level = ${place}`);
  if (state === 'active') parts.push("e.state not in ('closed', 'discarded')");
  else put(state, (place) => `e.state = ${place}`);
  put(q && `%${literally(q)}%`, (place) => `(e.title ilike ${place} or e.number ilike ${place} or e.agent ilike ${place})`);
  return parts.join(' and ');
}

/** What is under way first, the worst level first, then the newest. */
export async function listEvents(
  tx: Tx,
  filter: EventFilter,
  now: Date,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<StoredEvent[]> {
  const params: unknown[] = [now];
  const where = conditions(filter, params);
  const [most, from] = [params.push(limit), params.push(offset)];
  const rows = await tx.query<Row>(
    `${select} where ${where}
      order by e.state in ('closed', 'discarded'), e.level nulls last, e.opened_at desc, e.id limit $${most} offset $${from}`,
    params,
  );
  return rows.map(toEvent);
}

export interface EventCounts {
  readonly total: number;
  readonly active: number;
  readonly responding: number;
  readonly ungraded: number;
  readonly lateTasks: number;
}

export async function countEvents(tx: Tx, filter: EventFilter, now: Date): Promise<EventCounts> {
  const params: unknown[] = [now];
  const [row] = await tx.query<EventCounts>(
    `select count(*)::int as total, (count(*) filter (where state not in ('closed', 'discarded')))::int as active,
            (count(*) filter (where state = 'responding'))::int as responding,
            (count(*) filter (where state in ('reported', 'verified') and level is null))::int as ungraded,
            coalesce(sum(task_late), 0)::int as "lateTasks"
       from (${select} where ${conditions(filter, params)}) as found`,
    params,
  );
  return row ?? { total: 0, active: 0, responding: 0, ungraded: 0, lateTasks: 0 };
}

/** Events opened in a span of time, the oldest first. */
export async function listOpened(
  tx: Tx,
  { areas, from, to }: { readonly areas?: readonly string[]; readonly from: Date; readonly to: Date },
  now: Date,
): Promise<StoredEvent[]> {
  const rows = await tx.query<Row>(
    `${select} where e.opened_at >= $2 and e.opened_at < $3 and ($4::text[] is null or e.area = any($4)) order by e.opened_at, e.id`,
    [now, from, to, areas ?? null],
  );
  return rows.map(toEvent);
}

/** How many of them are under way in each county. */
export const countActive = (tx: Tx, filter: EventFilter): Promise<{ area: string; count: number }[]> => {
  const params: unknown[] = [];
  const where = conditions(filter, params);
  return tx.query(
    `select left(area, 6) as area, count(*)::int as count from emergency.event e
      where ${where} and state not in ('closed', 'discarded') group by 1 order by 1`,
    params,
  );
};

export async function findEvent(tx: Tx, id: string, now: Date): Promise<StoredEvent | null> {
  const [row] = await tx.query<Row>(`${select} where e.id = $2`, [now, id]);
  return row ? toEvent(row) : null;
}

/** The event, held until the transaction ends: what is written on it has an order. */
export async function lockEvent(tx: Tx, id: string, now: Date): Promise<StoredEvent | null> {
  await tx.query('select 1 from emergency.event where id = $1 for update', [id]);
  return findEvent(tx, id, now);
}

export async function findByWarning(tx: Tx, warning: string): Promise<string | null> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('emergency.warning ' || $1, 0))", [warning]);
  const [row] = await tx.query<{ id: string }>('select id from emergency.event where warning = $1', [warning]);
  return row?.id ?? null;
}

/** The next number of an area in a year, each given once: `220221-2026-001`. */
export async function nextNumber(tx: Tx, area: string, year: number): Promise<string> {
  const [row] = await tx.query<{ last: number }>(
    `insert into emergency.serial as s (area, year, last) values ($1, $2, 1)
     on conflict (area, year) do update set last = s.last + 1 returning last`,
    [area, year],
  );
  return `${area}-${year}-${String(row?.last ?? 0).padStart(3, '0')}`;
}

export type NewEvent = Pick<
  StoredEvent,
  'id' | 'number' | 'title' | 'kind' | 'disease' | 'agent' | 'area' | 'place' | 'longitude' | 'latitude' | 'times'
> & { readonly warning: string | null };

export async function insertEvent(tx: Tx, event: NewEvent, by: string, now: Date): Promise<void> {
  const { times } = event;
  await tx.query(
    `insert into emergency.event (id, number, title, kind, disease, agent, area, place, longitude, latitude, warning, state,
       first_case_at, detected_at, notified_at, responded_at, opened_at, opened_by, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'reported', $12, $13, $14, $15, $16, $17, 1)`,
    [
      event.id,
      event.number,
      event.title,
      event.kind,
      event.disease,
      event.agent,
      event.area,
      event.place,
      event.longitude,
      event.latitude,
      event.warning,
      times.firstCaseAt,
      times.detectedAt,
      times.notifiedAt,
      times.respondedAt,
      now,
      by,
    ],
  );
}

type Changed = Pick<
  StoredEvent,
  'title' | 'kind' | 'disease' | 'agent' | 'area' | 'place' | 'longitude' | 'latitude' | 'times' | 'state' | 'level'
>;

/** Writes the event as it now is; its version rises. */
export async function updateEvent(tx: Tx, id: string, to: Changed): Promise<void> {
  const { times } = to;
  await tx.query(
    `update emergency.event set title = $2, kind = $3, disease = $4, agent = $5, area = $6, place = $7, longitude = $8, latitude = $9,
       state = $10, level = $11, first_case_at = $12, detected_at = $13, notified_at = $14, responded_at = $15, version = version + 1
      where id = $1`,
    [
      id,
      to.title,
      to.kind,
      to.disease,
      to.agent,
      to.area,
      to.place,
      to.longitude,
      to.latitude,
      to.state,
      to.level,
      times.firstCaseAt,
      times.detectedAt,
      times.notifiedAt,
      times.respondedAt,
    ],
  );
}
