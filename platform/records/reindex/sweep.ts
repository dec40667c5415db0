import type { Tx } from '@songhua/kernel';
import { keyRange, ridOf } from '../domain/keys.ts';
import { labelled, patients } from '../domain/parameter-codes.ts';
import type { FhirStore } from '../fhir-store.ts';
import { holdResources } from '../store/held.ts';
import type { Job, Step } from '../store/index-jobs.ts';
import { boundOf, deleteStrange, indexTables, type Removed, type RowBound } from '../store/strange-rows.ts';
import { noteUnpacked } from '../store/unpacked.ts';
import type { View } from '../view.ts';
import { type Wanted, wantedRows } from './index-missing.ts';

/** Every number under which resources of a type have rows: the list of all, and each parameter's. */
export function numbersOf(view: View, type: string): number[] {
  const index = view.index(type);
  const parameters = [...(view.catalogue.types.get(type)?.values() ?? [])].filter(({ code, storedAs }) =>
    storedAs.includes(code),
  );
  const codes = [...parameters.map(({ code }) => code), labelled, patients];
  return [index.list, ...codes.map((code) => index.number(code))].sort((a, b) => a - b);
}

/** Parts of a sweep; for its progress. */
export const sweepEnd = (view: View, { type }: Pick<Job, 'type'>): number => numbersOf(view, type).length * indexTables.length;

/** Tells the packed lists which postings resources have lost; of one that was deleted none are wanted. */
function noteRemoved(tx: Tx, removed: readonly Removed[], wanted: readonly Wanted[]): void {
  const kept = new Map(wanted.map(({ held, rows }) => [held.rid, rows.keys]));
  noteUnpacked(
    tx,
    [...Map.groupBy(removed, ({ v }) => ridOf(v))].map(([rid, rows]) => ({
      rid,
      place: rows[0]?.place ?? 0,
      keys: kept.get(rid) ?? [],
      gone: rows.map(({ key }) => key),
    })),
  );
}

/**
 * Removes the next index rows by which nobody should be found any more: walks the rows of each parameter in each table, works out
 * what the resources they belong to should be found by, and removes what is not among it. Parts count from 1: parameter by
 * parameter, table by table.
 */
export async function sweep(
  { view, writing }: FhirStore,
  tx: Tx,
  { type, step }: Pick<Job, 'type' | 'step'>,
  size: number,
): Promise<{ readonly next?: Step; readonly count: number }> {
  const numbers = numbersOf(view, type);
  const number = numbers[Math.floor((step.part - 1) / indexTables.length)];
  const table = indexTables[(step.part - 1) % indexTables.length];
  if (number === undefined || !table) return { count: 0 };
  const bounds: RowBound = { table, parameter: number, keys: keyRange(number), after: step.row };
  const { last, rids } = await boundOf(tx, bounds, size);
  if (rids.length > 0) {
    const held = await holdResources(tx, rids);
    const wanted = await wantedRows(writing, view, tx, type, held);
    const removed = await deleteStrange(
      tx,
      { ...bounds, last },
      rids,
      wanted.map(({ rows, held: one }) => ({ rows, v: one.v })),
    );
    noteRemoved(tx, removed, wanted);
  }
  return last === undefined ? { count: 1, next: { part: step.part + 1 } } : { count: 0, next: { part: step.part, row: last } };
}
