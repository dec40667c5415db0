import type { Tx } from '@songhua/kernel';
import type { VisitDraft } from '../contract.ts';

interface Standing {
  readonly id: string;
  readonly contact: string;
  readonly day: string;
  readonly by: string;
}

/** What stands in the way of a form: itself, if it has arrived before, or another of the same day. */
export async function findStanding(tx: Tx, visit: VisitDraft): Promise<Standing | null> {
  const [row] = await tx.query<Standing>(
    `select id, contact, day::text as day, by_name as by from investigation.visit
      where investigation = $1 and (id = $2 or (contact = $3 and day = $4)) order by (id = $2) desc limit 1`,
    [visit.investigation, visit.id, visit.contact, visit.day],
  );
  return row ?? null;
}

export async function insertVisit(tx: Tx, visit: VisitDraft, by: { id: string; name: string }, now: Date): Promise<void> {
  await tx.query(
    `insert into investigation.visit (investigation, contact, id, day, outcome, temperature, symptoms, note, entered, arrived, by_id, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[visit.investigation, visit.contact, visit.id, visit.day, visit.outcome, visit.temperature, visit.symptoms, visit.note],
      ...[visit.entered, now, by.id, by.name],
    ],
  );
}

/** The days on which a contact has been seen to, whatever came of it. */
export const daysEntered = async (tx: Tx, investigation: string, contact: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await tx.query<{ day: string }>(
        'select day::text as day from investigation.visit where investigation = $1 and contact = $2',
        [investigation, contact],
      )
    ).map(({ day }) => day),
  );
