import type { Tx } from '@songhua/kernel';
import type { History, HistoryEntry, HistoryQuery } from '../contract.ts';

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

export interface ChangeFilter {
  readonly task: string;
  readonly field?: string | undefined;
  /** Name of whoever did it; `-`: the plan file. */
  readonly by?: string | undefined;
  /** Days in Beijing. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const changed = "(at at time zone 'Asia/Shanghai')::date";

function conditions({ task, field, by, from, until }: ChangeFilter): { readonly where: string; readonly params: unknown[] } {
  const params: unknown[] = [task];
  const parts = ['task = $1'];
  const put = (value: unknown, condition: (n: number) => string): void => {
    if (value !== undefined) parts.push(condition(params.push(value)));
  };
  put(field, (n) => `field = $${n}`);
  if (by === '-') parts.push('by_name is null');
  else put(by, (n) => `by_name = $${n}`);
  put(from, (n) => `${changed} >= $${n}::date`);
  put(until, (n) => `${changed} <= $${n}::date`);
  return { where: parts.join(' and '), params };
}

export async function countChanges(tx: Tx, filter: ChangeFilter): Promise<number> {
  const { where, params } = conditions(filter);
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from tasks.change where ${where}`, params);
  return row?.n ?? 0;
}

/** What of a task was ever changed and by whom; among the names null is the plan file. */
export async function changeChoices(tx: Tx, task: string): Promise<Pick<History, 'fields' | 'people'>> {
  const fields = await tx.query<{ field: string }>('select distinct field from tasks.change where task = $1 order by field', [
    task,
  ]);
  const people = await tx.query<{ by: string | null }>(
    'select distinct by_name as by from tasks.change where task = $1 order by by_name nulls last',
    [task],
  );
  return { fields: fields.map(({ field }) => field), people: people.map(({ by }) => by) };
}

const orders: Readonly<Record<HistoryQuery['sort'], string>> = {
  at: 'n',
  '-at': 'n desc',
  by: 'by_name nulls first, n desc',
  '-by': 'by_name desc nulls last, n desc',
  field: 'field, n desc',
  '-field': 'field desc, n desc',
};

/** One page of them. No limit: all of them. */
export async function listChanges(
  tx: Tx,
  filter: ChangeFilter,
  page: { readonly sort: HistoryQuery['sort']; readonly limit?: number; readonly offset?: number },
): Promise<HistoryEntry[]> {
  const { where, params } = conditions(filter);
  const [limit, offset] = [params.push(page.limit ?? null), params.push(page.offset ?? 0)];
  const rows = await tx.query<{ field: string; before: unknown; after: unknown; at: Date; by: string | null }>(
    `select field, before, after, at, by_name as by from tasks.change where ${where}
      order by ${orders[page.sort]} limit $${limit} offset $${offset}`,
    params,
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
