import type { Text, Tx } from '@songhua/kernel';
import type { Happening, Milestone, Remark, RunHead, Script } from '../contract.ts';
import type { DrillTime } from '../domain/measure-time.ts';

export interface StoredRun extends DrillTime {
  readonly id: string;
  readonly script: Script;
  readonly state: RunHead['state'];
  readonly participants: string;
  readonly houses: readonly string[];
  readonly startedBy: string;
  readonly endedAt: Date | null;
  readonly version: number;
}

const select = `select r.id, r.script, r.speed::float8 as speed, r.state, r.participants, r.houses, r.started_at as "startedAt", r.started_by as "startedBy",
    r.ended_at as "endedAt", r.version, coalesce(p.pauses, '[]') as pauses
  from drill.run r
  left join lateral (
    select jsonb_agg(jsonb_build_object('from', from_at, 'until', until_at) order by from_at) as pauses from drill.pause where run = r.id) p on true`;

type Row = Omit<StoredRun, 'pauses'> & { readonly pauses: readonly { from: string; until: string | null }[] };

const toRun = ({ pauses, ...row }: Row): StoredRun => ({
  ...row,
  pauses: pauses.map(({ from, until }) => ({ from: new Date(from), until: until === null ? null : new Date(until) })),
});

/** The newest first. */
export async function listRuns(tx: Tx, limit: number): Promise<StoredRun[]> {
  return (await tx.query<Row>(`${select} order by r.started_at desc, r.id limit $1`, [limit])).map(toRun);
}

export async function findRun(tx: Tx, id: string): Promise<StoredRun | null> {
  const [row] = await tx.query<Row>(`${select} where r.id = $1`, [id]);
  return row ? toRun(row) : null;
}

/** The run that has not ended. */
export async function findLiveRun(tx: Tx): Promise<StoredRun | null> {
  const [row] = await tx.query<Row>(`${select} where r.state <> 'ended'`);
  return row ? toRun(row) : null;
}

/** The run that has not ended, held until the transaction ends. */
export async function holdLiveRun(tx: Tx): Promise<StoredRun | null> {
  const [held] = await tx.query<{ id: string }>("select id from drill.run where state <> 'ended' for update");
  return held ? findRun(tx, held.id) : null;
}

/** A run, held until the transaction ends. */
export async function holdRun(tx: Tx, id: string): Promise<StoredRun | null> {
  await tx.query('select 1 from drill.run where id = $1 for update', [id]);
  return findRun(tx, id);
}

/** Lets one start at a time decide whether another run is live. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('drill.run', 0))");
}

type NewRun = Pick<StoredRun, 'id' | 'script' | 'speed' | 'participants' | 'houses' | 'startedBy'>;

export async function insertRun(
  tx: Tx,
  { id, script, speed, participants, houses, startedBy }: NewRun,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into drill.run (id, script, speed, state, participants, houses, started_at, started_by, version)
     values ($1, $2, $3, 'running', $4, $5, $6, $7, 1)`,
    [id, JSON.stringify(script), speed, participants, houses, now, startedBy],
  );
}

export async function moveRunTo(tx: Tx, id: string, to: RunHead['state'], by: string, now: Date): Promise<void> {
  await tx.query(
    `update drill.run set state = $2, version = version + 1, ended_at = case when $2 = 'ended' then $3::timestamptz end,
       ended_by = case when $2 = 'ended' then $4 end where id = $1`,
    [id, to, now, by],
  );
  await tx.query('update drill.pause set until_at = $2 where run = $1 and until_at is null', [id, now]);
  if (to === 'paused') await tx.query('insert into drill.pause (run, from_at) values ($1, $2)', [id, now]);
}

export interface Played {
  readonly inject: string;
  readonly at: string;
  readonly hours: number;
}

export async function listPlayed(tx: Tx, run: string): Promise<Played[]> {
  const rows = await tx.query<Omit<Played, 'at'> & { at: Date }>(
    'select inject, at, hours::float8 as hours from drill.played where run = $1 order by hours, inject',
    [run],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function insertPlayed(tx: Tx, run: string, inject: string, hours: number, now: Date): Promise<void> {
  await tx.query('insert into drill.played (run, inject, at, hours) values ($1, $2, $3, $4)', [run, inject, now, hours]);
}

export async function listHappened(tx: Tx, run: string): Promise<Happening[]> {
  const rows = await tx.query<Omit<Happening, 'at'> & { at: Date }>(
    `select n, milestone, subject, at, hours::float8 as hours, by_name as by, said from drill.happened where run = $1 order by hours, n`,
    [run],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

interface NewHappening {
  readonly milestone: Milestone;
  readonly subject: string;
  readonly at: Date;
  readonly hours: number;
  readonly by: string | null;
  readonly said: Text | null;
}

/** Whoever writes holds the run. The same again changes nothing. */
export async function insertHappened(tx: Tx, run: string, one: NewHappening): Promise<void> {
  await tx.query(
    `insert into drill.happened (run, n, milestone, subject, at, hours, by_name, said)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7 from drill.happened where run = $1
     on conflict (run, milestone, subject) do nothing`,
    [run, one.milestone, one.subject, one.at, one.hours, one.by, one.said && JSON.stringify(one.said)],
  );
}

/** When the last happening of a kind was whose subject begins so; null: there is none. */
export async function lastNoted(tx: Tx, run: string, milestone: Milestone, subject: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    'select max(at) as at from drill.happened where run = $1 and milestone = $2 and starts_with(subject, $3)',
    [run, milestone, subject],
  );
  return row?.at ?? null;
}

export async function listRemarks(tx: Tx, run: string): Promise<Remark[]> {
  const rows = await tx.query<Omit<Remark, 'at'> & { at: Date }>(
    'select id, kind, text, at, by_name as by from drill.remark where run = $1 order by at, id',
    [run],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function insertRemark(tx: Tx, run: string, remark: Omit<Remark, 'at'>, now: Date): Promise<void> {
  await tx.query('insert into drill.remark (id, run, kind, text, at, by_name) values ($1, $2, $3, $4, $5, $6)', [
    ...[remark.id, run, remark.kind, remark.text, now, remark.by],
  ]);
}

export async function isDrillHouse(tx: Tx): Promise<boolean> {
  return (await tx.query('select 1 from drill.house')).length > 0;
}

/** Sets this database apart for drills; again it changes nothing. */
export async function markHouse(tx: Tx, by: string, now: Date): Promise<void> {
  await tx.query('insert into drill.house (single, at, by_name) values (true, $1, $2) on conflict do nothing', [now, by]);
}
