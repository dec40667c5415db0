import type { Tx } from '@songhua/kernel';
import type { HistoryEntry } from '../contract.ts';

/** Who did it; null: the plan file. */
export type By = { readonly id: string; readonly name: string } | null;

export interface NewChange {
  readonly task: string;
  /** Of the task after a change of a field; null for what is a row of its own. */
  readonly version: number | null;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Writes changes into the histories of their tasks. */
export async function addChanges(tx: Tx, changes: readonly NewChange[], by: By, at: Date): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `insert into tasks.change (task, version, field, before, after, at, by_id, by_name)
     select n.task, n.version, n.field, n.before::jsonb, n.after::jsonb, $6, $7, $8
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[]) with ordinality
         as n (task, version, field, before, after, place) order by n.place`,
    [
      changes.map(({ task }) => task),
      changes.map(({ version }) => version),
      changes.map(({ field }) => field),
      changes.map(({ before }) => json(before)),
      changes.map(({ after }) => json(after)),
      at,
      by?.id ?? null,
      by?.name ?? null,
    ],
  );
}

/** Fields changed after this version, the oldest first, and by whom. */
export const changesSince = (tx: Tx, task: string, version: number): Promise<{ field: string; by: string | null }[]> =>
  tx.query('select field, by_name as by from tasks.change where task = $1 and version > $2 order by n', [task, version]);

export async function countChanges(tx: Tx, task: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*)::int as n from tasks.change where task = $1', [task]);
  return row?.n ?? 0;
}

/** The newest first. No limit: all of them. */
export async function listChanges(
  tx: Tx,
  task: string,
  page: { readonly limit?: number; readonly offset?: number } = {},
): Promise<HistoryEntry[]> {
  const rows = await tx.query<{ field: string; before: unknown; after: unknown; at: Date; by: string | null }>(
    'select field, before, after, at, by_name as by from tasks.change where task = $1 order by n desc limit $2 offset $3',
    [task, page.limit ?? null, page.offset ?? 0],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
