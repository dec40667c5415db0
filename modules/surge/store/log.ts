import type { Text, Tx } from '@songhua/kernel';
import type { LogEntry } from '../contract.ts';

/** Who acts; null: the system by itself. */
export type By = { readonly id: string; readonly name: string } | null;

/** Where something was done; `ward` when it was one. */
export interface Place {
  readonly institution: string;
  readonly ward: string | null;
}

export async function addLog(tx: Tx, { institution, ward }: Place, said: Text, by: By, now: Date): Promise<void> {
  await tx.query('insert into surge.log (institution, ward, at, by_id, by_name, said) values ($1, $2, $3, $4, $5, $6)', [
    institution,
    ward,
    now,
    by?.id ?? null,
    by?.name ?? null,
    JSON.stringify(said),
  ]);
}

/** The newest lines of an institution, the newest first. */
export async function listLog(tx: Tx, institution: string, limit: number): Promise<LogEntry[]> {
  const rows = await tx.query<Omit<LogEntry, 'at'> & { at: Date }>(
    `select l.n::int as n, l.at, l.by_name as by, w.name as ward, l.said as text
       from surge.log l left join surge.ward w on w.id = l.ward where l.institution = $1 order by l.n desc limit $2`,
    [institution, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
