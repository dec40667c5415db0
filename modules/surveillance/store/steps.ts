import type { Tx } from '@songhua/kernel';

/** Who acts; null: the system by itself. */
export type By = { readonly id: string; readonly name: string } | null;

export interface NewStep {
  readonly kind: string;
  readonly note?: string | null;
  readonly detail?: unknown;
}

/** Writes one step of a signal; whoever writes holds the signal. */
export async function addStep(tx: Tx, signal: string, { kind, note = null, detail = null }: NewStep, by: By, now: Date) {
  await tx.query(
    `insert into surveillance.step (signal, n, kind, at, by_id, by_name, note, detail)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7 from surveillance.step where signal = $1`,
    [signal, kind, now, by?.id ?? null, by?.name ?? null, note, detail === null ? null : JSON.stringify(detail)],
  );
}
