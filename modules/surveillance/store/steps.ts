import type { Tx } from '@songhua/kernel';
import type { Step } from '../contract.ts';

/** Steps of signals: only ever added to, which the database sees to. */

/** Who acts; null: the system by itself. */
export type By = { readonly id: string; readonly name: string } | null;

export interface NewStep {
  readonly kind: Step['kind'];
  readonly note?: string | null | undefined;
  readonly detail?: Step['detail'];
}

/** Writes one step of a signal; whoever writes holds the signal. */
export async function addStep(
  tx: Tx,
  signal: string,
  { kind, note = null, detail = null }: NewStep,
  by: By,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into surveillance.step (signal, n, kind, at, by_id, by_name, note, detail)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7 from surveillance.step where signal = $1`,
    [signal, kind, now, by?.id ?? null, by?.name ?? null, note, detail === null ? null : JSON.stringify(detail)],
  );
}

export async function listSteps(tx: Tx, signal: string): Promise<Step[]> {
  const rows = await tx.query<Omit<Step, 'at'> & { at: Date }>(
    'select n, kind, at, by_name as by, note, detail from surveillance.step where signal = $1 order by n',
    [signal],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
