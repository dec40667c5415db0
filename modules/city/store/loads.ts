import type { Tx } from '@songhua/kernel';
import type { CityOrder } from '../domain/order.ts';
import type { CitySummary } from '../domain/summarise-town.ts';

export type LoadHome = 'server' | 'command';
export type LoadState = 'waiting' | 'running' | 'paused' | 'done' | 'failed';

export interface Load extends CityOrder {
  readonly id: string;
  readonly home: LoadHome;
  readonly state: LoadState;
  readonly holder: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly failure: string | null;
}

export interface TownOfLoad {
  readonly at: number;
  readonly code: string;
  readonly county: string;
  readonly countyName: string;
  readonly name: string;
  readonly residents: number;
  readonly line: number;
  readonly finishedAt: Date | null;
  readonly summary: CitySummary | null;
}

const columns = `id, home, seed, scale, until::text as until, registrations_only as "registrationsOnly", state, holder,
  asked_at as "askedAt", started_at as "startedAt", finished_at as "finishedAt", failure`;

/** The newest load; null when there was none. */
export async function newestLoad(tx: Tx): Promise<Load | null> {
  const [load] = await tx.query<Load>(`select ${columns} from city.load order by asked_at desc, id limit 1`);
  return load ?? null;
}

export async function readTowns(tx: Tx, load: string): Promise<readonly TownOfLoad[]> {
  const rows = await tx.query<Omit<TownOfLoad, 'line'> & { readonly line: string }>(
    `select at, code, county, county_name as "countyName", name, residents, line, finished_at as "finishedAt", summary
       from city.town where load = $1 order by at`,
    [load],
  );
  return rows.map((row) => ({ ...row, line: Number(row.line) }));
}

interface NewLoad extends CityOrder {
  readonly id: string;
  readonly home: LoadHome;
}

type NewTown = Pick<TownOfLoad, 'code' | 'county' | 'countyName' | 'name' | 'residents'>;

/** Enters a load with its towns; false when another is under way. */
export async function addLoad(tx: Tx, load: NewLoad, towns: readonly NewTown[], now: Date): Promise<boolean> {
  const { id, home, seed, scale, until, registrationsOnly } = load;
  const added = await tx.query(
    `insert into city.load (id, home, seed, scale, until, registrations_only, state, asked_at)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $7) on conflict ((true)) where state in ('waiting', 'running', 'paused') do nothing
     returning id`,
    [id, home, seed, scale, until, registrationsOnly, now],
  );
  if (added.length === 0) return false;
  await tx.query(
    `insert into city.town (load, at, code, county, county_name, name, residents, line)
     select $1, at - 1, code, county, county_name, name, residents, 0
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[]) with ordinality
         as t(code, county, county_name, name, residents, at)`,
    [
      id,
      towns.map(({ code }) => code),
      towns.map(({ county }) => county),
      towns.map(({ countyName }) => countyName),
      towns.map(({ name }) => name),
      towns.map(({ residents }) => residents),
    ],
  );
  return true;
}

interface Lease {
  readonly holder: string;
  readonly until: Date;
}

/** Takes up the load of this home that waits or whose process is gone (its lease is over, or `dead` held it); null when there is none. */
export async function takeLoad(tx: Tx, home: LoadHome, lease: Lease, now: Date, dead = ''): Promise<Load | null> {
  const [load] = await tx.query<Load>(
    `update city.load set state = 'running', holder = $2, lease_until = $3, started_at = coalesce(started_at, $4), failure = null
      where home = $1 and state in ('waiting', 'running') and (lease_until is null or lease_until < $4 or holder = $5)
      returning ${columns}`,
    [home, lease.holder, lease.until, now, dead],
  );
  return load ?? null;
}

const held = `id = $1 and holder = $2 and state = 'running'`;

/** Says that the holder is at work; false when the load is no longer its own, or was paused. */
export async function renewLoad(tx: Tx, id: string, { holder, until }: Lease): Promise<boolean> {
  const rows = await tx.query(`update city.load set lease_until = $3 where ${held} returning id`, [id, holder, until]);
  return rows.length > 0;
}

/** Lets another take it up at once. */
export async function releaseLoad(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.query(`update city.load set lease_until = null where ${held}`, [id, holder]);
}

export interface TownStep {
  readonly code: string;
  readonly line: number;
  /** When everything of it is in. */
  readonly summary: CitySummary | null;
}

/** Notes how far towns are, in the transaction that wrote it; false when the load is no longer this holder's: then nothing of it may stay. */
export async function noteTowns(tx: Tx, id: string, holder: string, steps: readonly TownStep[], now: Date): Promise<boolean> {
  await tx.query(
    `update city.town t set line = s.line, summary = s.summary, finished_at = case when s.summary is null then null else $2::timestamptz end
       from (select code, line, summary from unnest($3::text[], $4::bigint[], $5::jsonb[]) as u(code, line, summary)) s
      where t.load = $1 and t.code = s.code`,
    [
      id,
      now,
      steps.map(({ code }) => code),
      steps.map(({ line }) => line),
      steps.map(({ summary }) => summary && JSON.stringify(summary)),
    ],
  );
  // Last, for this row is what a pause and the heartbeat wait for.
  const rows = await tx.query(`update city.load set failure = null where ${held} returning id`, [id, holder]);
  return rows.length > 0;
}

/** Ends a load that is complete, or that cannot be completed. */
export async function endLoad(tx: Tx, id: string, holder: string, failure: string | null, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update city.load set state = $3, failure = $4, finished_at = $5, lease_until = null where ${held} returning id`,
    [id, holder, failure === null ? 'done' : 'failed', failure, now],
  );
  return rows.length > 0;
}

/** Says what went wrong while it is tried again. */
export async function noteTrouble(tx: Tx, id: string, holder: string, failure: string): Promise<void> {
  await tx.query(`update city.load set failure = $3 where ${held}`, [id, holder, failure]);
}

/** From one of these states to another; false when it was in none of them. */
export async function turnLoad(tx: Tx, id: string, from: readonly LoadState[], to: LoadState): Promise<boolean> {
  const rows = await tx.query(
    `update city.load set state = $3, holder = null, lease_until = null, failure = null where id = $1 and state = any($2) returning id`,
    [id, from, to],
  );
  return rows.length > 0;
}
