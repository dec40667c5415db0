import type { Tx } from '@songhua/kernel';
import type { Grading, LogEntry, Proposal, Report, ReportDraft } from '../contract.ts';

/** What is only ever added to: reports, gradings, the log. The database refuses to change them. */

type At<T> = Omit<T, 'at'> & { at: Date };

export async function listReports(tx: Tx, event: string): Promise<Report[]> {
  const rows = await tx.query<At<Omit<Report, 'asOf'>> & { as_of: Date }>(
    `select id, number, kind, as_of, cases, deaths, exposed, hospitalised, severe, facts, situation, measures, needs, at, by_name as by
       from emergency.report where event = $1 order by number`,
    [event],
  );
  return rows.map(({ at, as_of, ...row }) => ({ ...row, at: at.toISOString(), asOf: as_of.toISOString() }));
}

export async function insertReport(
  tx: Tx,
  event: string,
  { id, number, ...draft }: ReportDraft & { readonly id: string; readonly number: number },
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into emergency.report (id, event, number, kind, as_of, cases, deaths, exposed, hospitalised, severe, facts, situation, measures,
       needs, at, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      event,
      number,
      draft.kind,
      draft.asOf,
      draft.cases,
      draft.deaths,
      draft.exposed,
      draft.hospitalised,
      draft.severe,
      JSON.stringify(draft.facts),
      draft.situation,
      draft.measures,
      draft.needs,
      now,
      by,
    ],
  );
}

export async function listGradings(tx: Tx, event: string): Promise<Grading[]> {
  const rows = await tx.query<At<Grading>>(
    `select id, level, former as before, direction, reason, issued_order as order, proposal->>'level' as proposed,
            (proposal->>'rules')::int as rules, at, by_name as by
       from emergency.grading where event = $1 order by at, id`,
    [event],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

type NewGrading = Pick<Grading, 'id' | 'level' | 'before' | 'direction' | 'reason' | 'order'> & { readonly proposal: Proposal };

export async function insertGrading(tx: Tx, event: string, grading: NewGrading, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into emergency.grading (id, event, level, former, direction, reason, issued_order, proposal, at, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      grading.id,
      event,
      grading.level,
      grading.before,
      grading.direction,
      grading.reason,
      grading.order,
      JSON.stringify(grading.proposal),
      now,
      by,
    ],
  );
}

/** The newest `limit` entries, or those before one, the oldest of them first. */
export async function listLog(tx: Tx, event: string, limit: number, before?: number): Promise<LogEntry[]> {
  const rows = await tx.query<At<LogEntry>>(
    `select n, at, by_name as by, kind, said as text from emergency.log where event = $1 and n < $3 order by n desc limit $2`,
    [event, limit, before ?? 2_147_483_647],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })).toReversed();
}

/** Who acts; null: the system by itself. */
export type By = { readonly id: string; readonly name: string } | null;

/** One line of the log. A text that a person wrote is given as it is. */
export interface NewEntry {
  readonly kind: LogEntry['kind'];
  readonly text?: LogEntry['text'] | string;
}

/** Writes one line of the log; whoever writes holds the event. */
export async function addLog(tx: Tx, event: string, { kind, text = null }: NewEntry, by: By, now: Date): Promise<void> {
  const said = typeof text === 'string' ? { zh: text, en: text } : text;
  await tx.query(
    `insert into emergency.log (event, n, at, by_id, by_name, kind, said)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6 from emergency.log where event = $1`,
    [event, now, by?.id ?? null, by?.name ?? null, kind, said && JSON.stringify(said)],
  );
}
