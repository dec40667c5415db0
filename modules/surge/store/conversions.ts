import type { Tx } from '@songhua/kernel';
import type { Conversion } from '../contract.ts';
import type { StoredStep } from '../domain/move-step.ts';

/** A conversion as it is kept; what it is called and how late it is belongs to whoever shows it. */
export type StoredConversion = Pick<
  Conversion,
  | 'id'
  | 'ward'
  | 'wardName'
  | 'institution'
  | 'from'
  | 'to'
  | 'beds'
  | 'state'
  | 'reason'
  | 'event'
  | 'proposedAt'
  | 'orderedAt'
  | 'orderedBy'
  | 'readyAt'
  | 'endedAt'
  | 'endedBy'
  | 'endReason'
  | 'version'
> & { readonly steps: readonly StoredStep[] };

interface Row extends Omit<StoredConversion, 'proposedAt' | 'orderedAt' | 'readyAt' | 'endedAt'> {
  proposed_at: Date | null;
  ordered_at: Date | null;
  ready_at: Date | null;
  ended_at: Date | null;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
/** Times inside JSON are PostgreSQL's; the page's are ISO. */
const isoOf = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

const select = `select c.id, c.ward, w.name as "wardName", w.institution, c.from_kind as "from", c.to_kind as "to", c.beds, c.state, c.reason,
    c.event, c.proposed_at, c.ordered_at, c.ordered_by as "orderedBy", c.ready_at, c.ended_at, c.ended_by as "endedBy",
    c.end_reason as "endReason", c.version,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'hours', s.hours, 'people', s.people, 'startedAt', s.started_at,
        'startedBy', s.started_by, 'doneAt', s.done_at, 'doneBy', s.done_by, 'note', s.note)
        order by array_position(array['clear', 'disinfect', 'rebuild', 'staff', 'supplies', 'open'], s.kind::text)), '[]'::jsonb)
       from surge.step s where s.conversion = c.id) as steps
  from surge.conversion c join surge.ward w on w.id = c.ward`;

function toConversion({ proposed_at, ordered_at, ready_at, ended_at, steps, ...row }: Row): StoredConversion {
  return {
    ...row,
    ...{ proposedAt: iso(proposed_at), orderedAt: iso(ordered_at), readyAt: iso(ready_at), endedAt: iso(ended_at) },
    steps: steps.map((step) => ({ ...step, startedAt: isoOf(step.startedAt), doneAt: isoOf(step.doneAt) })),
  };
}

/** Those of these institutions: proposed, under way and in force, and the newest `past` of the others. */
export async function listConversions(tx: Tx, institutions: readonly string[], past: number): Promise<StoredConversion[]> {
  const rows = await tx.query<Row>(
    `${select} where w.institution = any($1) and (c.state in ('proposed', 'ordered', 'ready') or c.id in (
        select o.id from surge.conversion o join surge.ward v on v.id = o.ward
         where v.institution = any($1) and o.state in ('declined', 'undone') order by o.ended_at desc, o.id limit $2))
      order by c.ordered_at desc nulls first, c.id`,
    [institutions, past],
  );
  return rows.map(toConversion);
}

/** Every conversion that became ready, for how long they take. */
export async function listReady(tx: Tx, institutions: readonly string[]): Promise<StoredConversion[]> {
  const rows = await tx.query<Row>(
    `${select} where w.institution = any($1) and c.ready_at is not null order by c.ready_at, c.id`,
    [institutions],
  );
  return rows.map(toConversion);
}

/** The conversion, with its ward held until the transaction ends. */
export async function lockConversion(tx: Tx, id: string): Promise<StoredConversion | null> {
  await tx.query('select 1 from surge.ward where id = (select ward from surge.conversion where id = $1) for update', [id]);
  const [row] = await tx.query<Row>(`${select} where c.id = $1`, [id]);
  return row ? toConversion(row) : null;
}

/** The one that is proposed, under way or in force. */
export async function openConversion(tx: Tx, ward: string): Promise<StoredConversion | null> {
  const [row] = await tx.query<Row>(`${select} where c.ward = $1 and c.state in ('proposed', 'ordered', 'ready')`, [ward]);
  return row ? toConversion(row) : null;
}

export async function insertConversion(tx: Tx, conversion: StoredConversion): Promise<void> {
  const { id, ward, from, to, beds, state, reason, event, proposedAt, orderedAt, orderedBy } = conversion;
  await tx.query(
    `insert into surge.conversion (id, ward, from_kind, to_kind, beds, state, reason, event, proposed_at, ordered_at, ordered_by, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)`,
    [id, ward, from, to, beds, state, reason, event, proposedAt, orderedAt, orderedBy],
  );
  await writeSteps(tx, id, conversion.steps);
}

async function writeSteps(tx: Tx, id: string, steps: readonly StoredStep[]): Promise<void> {
  await tx.query(
    `insert into surge.step (conversion, kind, hours, people, started_at, started_by, done_at, done_by, note)
     select $1, kind, hours, people, "startedAt", "startedBy", "doneAt", "doneBy", note
       from jsonb_to_recordset($2::jsonb) as s(kind text, hours float8, people int, "startedAt" timestamptz, "startedBy" text,
                                               "doneAt" timestamptz, "doneBy" text, note text)
     on conflict (conversion, kind) do update set started_at = excluded.started_at, started_by = excluded.started_by,
       done_at = excluded.done_at, done_by = excluded.done_by, note = excluded.note`,
    [id, JSON.stringify(steps)],
  );
}

/** The conversion as it now is; its version rises. */
export async function updateConversion(tx: Tx, to: StoredConversion): Promise<void> {
  await tx.query(
    `update surge.conversion set state = $2, reason = $3, ordered_at = $4, ordered_by = $5, ready_at = $6, ended_at = $7, ended_by = $8,
       end_reason = $9, version = version + 1 where id = $1`,
    [to.id, to.state, to.reason, to.orderedAt, to.orderedBy, to.readyAt, to.endedAt, to.endedBy, to.endReason],
  );
  await writeSteps(tx, to.id, to.steps);
}

/** Wards that are being converted, or for which this event was spoken of before, whatever became of it. */
export async function wardsInUse(tx: Tx, event: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ ward: string }>(
    "select distinct ward from surge.conversion where event = $1 or state in ('proposed', 'ordered', 'ready')",
    [event],
  );
  return new Set(rows.map(({ ward }) => ward));
}
