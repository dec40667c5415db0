import type { Tx } from '@songhua/kernel';
import type { Sight } from '../domain/decide-sight.ts';

export interface StoredOutbreak {
  readonly id: string;
  readonly title: string;
  readonly disease: string;
  readonly event: string | null;
  readonly area: string;
  readonly shared: readonly string[];
  readonly state: 'open' | 'closed';
  readonly followDays: number;
  readonly least: number;
  readonly most: number;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly version: number;
}

const columns = `o.id, o.title, o.disease, o.event, o.area, o.shared, o.state, o.follow_days as "followDays", o.incubation_least as least,
  o.incubation_most as most, o.opened_at as "openedAt", o.opened_by as "openedBy", o.version`;

/** One investigation; `hold` keeps it until the transaction ends. */
export async function findOutbreak(tx: Tx, id: string, hold = false): Promise<StoredOutbreak | null> {
  const [row] = await tx.query<StoredOutbreak>(
    `select ${columns} from investigation.outbreak o where o.id = $1 ${hold ? 'for update' : ''}`,
    [id],
  );
  return row ?? null;
}

interface Asked {
  readonly state?: string | undefined;
  readonly event?: string | undefined;
  readonly areas?: readonly string[] | undefined;
}

const where = `($1::text is null or o.state = $1) and ($2::text is null or o.event = $2)
  and ($3::text[] is null or o.area = any($3) or o.shared && $3) and ($4::text[] is null or o.area = any($4) or o.shared && $4)`;
const given = (sight: Sight, { state, event, areas }: Asked): unknown[] => [
  state ?? null,
  event ?? null,
  areas ?? null,
  sight.of === 'city' ? null : sight.codes,
];

export const listOutbreaks = (
  tx: Tx,
  sight: Sight,
  asked: Asked,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredOutbreak[]> =>
  tx.query<StoredOutbreak>(
    `select ${columns} from investigation.outbreak o where ${where} order by o.state desc, o.opened_at desc, o.id limit $5 offset $6`,
    [...given(sight, asked), limit, offset],
  );

export async function countOutbreaks(tx: Tx, sight: Sight, asked: Asked): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from investigation.outbreak o where ${where}`,
    given(sight, asked),
  );
  return row?.n ?? 0;
}

export async function insertOutbreak(tx: Tx, one: Omit<StoredOutbreak, 'version' | 'state'>): Promise<void> {
  await tx.query(
    `insert into investigation.outbreak (id, title, disease, event, area, shared, state, follow_days, incubation_least, incubation_most,
       last_serial, opened_at, opened_by, version) values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, 0, $10, $11, 1)`,
    [
      ...[one.id, one.title, one.disease, one.event, one.area, one.shared],
      ...[one.followDays, one.least, one.most, one.openedAt, one.openedBy],
    ],
  );
}

type Changed = Pick<StoredOutbreak, 'id' | 'title' | 'event' | 'shared' | 'state' | 'followDays'>;

export async function updateOutbreak(tx: Tx, to: Changed): Promise<void> {
  await tx.query(
    `update investigation.outbreak set title = $2, event = $3, shared = $4, state = $5, follow_days = $6, version = version + 1 where id = $1`,
    [to.id, to.title, to.event, to.shared, to.state, to.followDays],
  );
}

/** Takes so many numbers of the line list: the last one taken before. */
export async function takeSerials(tx: Tx, id: string, count: number): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    'update investigation.outbreak set last_serial = last_serial + $2 where id = $1 returning last_serial as last',
    [id, count],
  );
  return (row?.last ?? count) - count;
}

interface Counted {
  readonly key: string;
  readonly count: number;
}

const tally = (tx: Tx, id: string, column: 'classification' | 'outcome'): Promise<Counted[]> =>
  tx.query<Counted>(
    `select ${column} as key, count(*)::int as count from investigation.person where investigation = $1 group by 1 order by 1`,
    [id],
  );

/** How many cases and contacts of which kind, and how the follow-up stands on a day. */
export async function summarise(tx: Tx, id: string, today: string) {
  const byClass = await tally(tx, id, 'classification');
  const byOutcome = await tally(tx, id, 'outcome');
  const [onsets] = await tx.query<{ first: string | null; last: string | null }>(
    'select min(onset)::text as first, max(onset)::text as last from investigation.person where investigation = $1',
    [id],
  );
  const contacts = await tx.query<Counted>(
    'select state as key, count(*)::int as count from investigation.contact where investigation = $1 group by 1 order by 1',
    [id],
  );
  const [now] = await tx.query<{ due: number; overdue: number; unassigned: number }>(
    `select count(*) filter (where next_due = $2::date)::int as due, count(*) filter (where next_due < $2::date)::int as overdue,
            count(*) filter (where worker is null)::int as unassigned
       from investigation.contact where investigation = $1 and state = 'following' and next_due <= $2::date and next_due <= until`,
    [id, today],
  );
  const [open] = await tx.query<{ tasks: number; samples: number }>(
    `select (select count(*)::int from investigation.task where investigation = $1 and done_at is null) as tasks,
            (select count(*)::int from investigation.sample where investigation = $1 and result is null) as samples`,
    [id],
  );
  return {
    ...{ byClass, byOutcome, contacts, cases: byClass.reduce((sum, { count }) => sum + count, 0) },
    ...{ firstOnset: onsets?.first ?? null, lastOnset: onsets?.last ?? null },
    ...{ due: now?.due ?? 0, overdue: now?.overdue ?? 0, unassigned: now?.unassigned ?? 0 },
    ...{ openTasks: open?.tasks ?? 0, openSamples: open?.samples ?? 0 },
  };
}
