import type { Actor, Tx } from '@songhua/kernel';
import { ofRecords } from './of-records.ts';

export type ObjectionState = 'open' | 'reviewing' | 'justified' | 'breach';
export type AnomalyState = 'open' | 'explained' | 'escalated';

export interface ReviewNote {
  readonly at: Date;
  readonly by: string;
  readonly state: string;
  readonly note: string;
}

export interface Objection {
  readonly id: string;
  readonly entry: number;
  readonly patient: string;
  readonly account: string;
  readonly accountName: string | null;
  readonly at: Date;
  readonly reason: string;
  readonly state: ObjectionState;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Opens a review of an access; false when the same person objected to it before. */
export async function addObjection(
  tx: Tx,
  { id, entry, patient, account, reason }: Omit<Objection, 'at' | 'state' | 'accountName'>,
  now: Date,
): Promise<boolean> {
  const made = await tx.query(
    `insert into access.objection (id, entry, patient, account, at, reason, state) values ($1, $2, $3, $4, $5, $6, 'open')
     on conflict (entry, patient, account) do nothing returning id`,
    [id, entry, patient, account, now, reason],
  );
  return made.length > 0;
}

/** Objections in these states, or to an entry among these, or with this id; newest first. */
export async function listObjections(
  tx: Tx,
  {
    states,
    entries,
    id,
    patients,
  }: { states?: readonly string[]; entries?: readonly number[]; id?: string; patients?: readonly string[] },
  { limit, offset }: Page,
): Promise<{ readonly total: number; readonly items: readonly Objection[] }> {
  const rows = await tx.query<Omit<Objection, 'entry'> & { entry: string; total: string }>(
    `select o.id, o.entry, o.patient, o.account, a.name as "accountName", o.at, o.reason, o.state, count(*) over () as total
       from access.objection o left join access.account a on a.id = o.account
      where ($1::text[] is null or o.state = any($1)) and ($2::bigint[] is null or o.entry = any($2)) and ($3::text is null or o.id = $3)
        and ($4::text[] is null or o.patient = any($4))
      order by o.at desc, o.id limit $5 offset $6`,
    [states ?? null, entries ?? null, id ?? null, patients ?? null, limit, offset],
  );
  return {
    total: Number(rows[0]?.total ?? 0),
    items: rows.map(({ total: _, entry, ...rest }) => ({ ...rest, entry: Number(entry) })),
  };
}

export interface Anomaly {
  /** The same for what is found again. */
  readonly id: string;
  readonly kind: string;
  /** The local day, `2026-11-22`. */
  readonly day: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly severity: number;
  readonly evidence: unknown;
}

export interface KeptAnomaly extends Anomaly {
  readonly foundAt: Date;
  readonly state: AnomalyState;
}

/** Writes down what was found; what was found before keeps its state and gets the newer evidence. */
export async function keepAnomalies(tx: Tx, found: readonly Anomaly[], now: Date): Promise<void> {
  if (found.length === 0) return;
  await tx.query(
    `insert into access.anomaly (id, kind, day, actor_id, actor_name, severity, evidence, found_at, state)
     select id, kind, day::date, actor, name, severity, evidence::jsonb, $8, 'open'
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[]) as t (id, kind, day, actor, name, severity, evidence)
     on conflict (id) do update set evidence = excluded.evidence, severity = excluded.severity, actor_name = excluded.actor_name`,
    [
      found.map(({ id }) => id),
      found.map(({ kind }) => kind),
      found.map(({ day }) => day),
      found.map(({ actorId }) => actorId),
      found.map(({ actorName }) => actorName),
      found.map(({ severity }) => severity),
      found.map(({ evidence }) => JSON.stringify(evidence)),
      now,
    ],
  );
}

export async function listAnomalies(
  tx: Tx,
  { states, kind, actor, id }: { states?: readonly string[]; kind?: string; actor?: string; id?: string },
  { limit, offset, sort }: Page & { readonly sort?: 'severity' },
): Promise<{ readonly total: number; readonly items: readonly KeptAnomaly[] }> {
  const rows = await tx.query<KeptAnomaly & { total: string }>(
    `select id, kind, day::text, actor_id as "actorId", actor_name as "actorName", severity, evidence, found_at as "foundAt", state,
            count(*) over () as total
       from access.anomaly
      where ($1::text[] is null or state = any($1)) and ($2::text is null or kind = $2)
        and ($3::text is null or actor_id = $3 or actor_name = $3) and ($4::text is null or id = $4)
      order by ${sort === 'severity' ? 'severity desc, ' : ''}day desc, id limit $5 offset $6`,
    [states ?? null, kind ?? null, actor ?? null, id ?? null, limit, offset],
  );
  return { total: Number(rows[0]?.total ?? 0), items: rows.map(({ total: _, ...rest }) => rest) };
}

/** Whether a review is about what this account did, or is asked for by it: somebody else settles it. */
const aboutOneself = {
  objection: `select 1 from access.objection o left join access.audit a on a.entry = o.entry
    where o.id = $1 and (o.account = $2 or a.actor_id = $2)`,
  anomaly: 'select 1 from access.anomaly where id = $1 and actor_id = $2',
} as const;

/** Gives an objection or an anomaly a state, with what was said; `unknown` when there is none of this id, `own` when it is about oneself. */
export async function review(
  tx: Tx,
  { kind, id, state, note }: { kind: 'objection' | 'anomaly'; id: string; state: string; note: string },
  { actor, now, noteId }: { readonly actor: Pick<Actor, 'id' | 'name'>; readonly now: Date; readonly noteId: string },
): Promise<'done' | 'unknown' | 'own'> {
  const own = await tx.query(aboutOneself[kind], [id, actor.id]);
  if (own.length > 0) return 'own';
  const changed = await tx.query(`update access.${kind} set state = $2 where id = $1 returning id`, [id, state]);
  if (changed.length === 0) return 'unknown';
  await tx.query(
    'insert into access.review_note (subject, at, id, account, account_name, state, note) values ($1, $2, $3, $4, $5, $6, $7)',
    [`${kind}/${id}`, now, noteId, actor.id, actor.name, state, note],
  );
  return 'done';
}

/** What was said of an objection or an anomaly, oldest first. */
export const notesOfReview = (tx: Tx, kind: 'objection' | 'anomaly', id: string): Promise<readonly ReviewNote[]> =>
  tx.query<ReviewNote>(
    `select at, account_name as "by", state, note from access.review_note where subject = $1 order by at, id`,
    [`${kind}/${id}`],
  );

/** People whose records are watched. */
export const listWatched = (tx: Tx): Promise<readonly { patient: string; reason: string; since: Date }[]> =>
  tx.query('select patient, reason, since from access.watched order by since desc, patient');

export const watch = (tx: Tx, patient: string, reason: string, account: string, now: Date): Promise<unknown> =>
  tx.query(
    `insert into access.watched (patient, reason, account, since) values ($1, $2, $3, $4)
     on conflict (patient) do update set reason = excluded.reason`,
    [patient, reason, account, now],
  );

export const unwatch = async (tx: Tx, patient: string): Promise<boolean> =>
  (await tx.query('delete from access.watched where patient = $1 returning patient', [patient])).length > 0;

/** One look of a person at people's records. */
export interface Look {
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly roles: string | null;
  readonly patients: readonly string[];
  readonly way: string | null;
  readonly purpose: string | null;
  readonly emergency: boolean;
}

/** What people (not programs) saw of others' records between two moments. */
export const looksBetween = (tx: Tx, from: Date, until: Date): Promise<readonly Look[]> =>
  tx.query<Look>(
    `select at, actor_id as "actorId", actor_name as "actorName", roles, patients, way, purpose, emergency from access.audit a
      where at >= $1 and at < $2 and event = 'request' and actor_kind = 'person' and status < 400 and patients is not null
        and coalesce(purpose, '') <> 'personal' and ${ofRecords}
      order by entry limit 200000`,
    [from, until],
  );

/** How many people's records each person saw on each day (of UTC+8) before a moment. */
export const daysBefore = (
  tx: Tx,
  from: Date,
  until: Date,
): Promise<readonly { readonly actorId: string; readonly day: string; readonly people: number }[]> =>
  tx.query(
    `select actor_id as "actorId", ((at at time zone 'UTC') + interval '8 hours')::date::text as day, count(distinct p)::int as people
       from access.audit a, unnest(patients) as p
      where at >= $1 and at < $2 and event = 'request' and actor_kind = 'person' and status < 400
        and coalesce(purpose, '') <> 'personal' and ${ofRecords}
      group by 1, 2`,
    [from, until],
  );
