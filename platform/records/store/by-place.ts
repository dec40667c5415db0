import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from './literals.ts';

/** A resource's number and where it lies. */
export interface Placed {
  readonly rid: bigint;
  readonly place: number;
}

/** A statement on `records.resource` by its numbers ($1), and by a place ($2) where `inPlace` is not empty. */
export type LockText = (inPlace: string) => string;

/**
 * Runs a statement that locks the rows of these numbers: all at once, or on a spread database place by place, for Citus locks in one
 * place at a time. Places and numbers go in their order, so that two transactions cannot wait for each other.
 */
export async function lockByPlace<R extends object>(
  tx: Tx,
  placed: readonly Placed[],
  text: LockText,
  name: string,
): Promise<R[]> {
  if (!tx.spread) return tx.query<R>(text(''), [numbersLiteral(placed.map(({ rid }) => rid))], name);
  const byPlace = Map.groupBy(placed, ({ place }) => place);
  const rows: R[] = [];
  for (const place of [...byPlace.keys()].sort((a, b) => a - b)) {
    const rids = numbersLiteral((byPlace.get(place) ?? []).map(({ rid }) => rid));
    rows.push(...(await tx.query<R>(text(' and place = $2'), [rids, place], `${name}-in-place`)));
  }
  return rows;
}

/**
 * A bigint[] out of its text `{…}` in a column. Citus lets no stable function see columns in an update, and reading an array's text is
 * one; taking the text apart is not.
 */
export const numbersOfText = (tx: Tx, column: string): string =>
  tx.spread ? `string_to_array(btrim(${column}, '{}'), ',')::bigint[]` : `${column}::bigint[]`;

/** Where resources of these numbers lie; those that are not there are left out. */
export async function findPlaces(tx: Tx, rids: readonly bigint[]): Promise<Placed[]> {
  const rows = await tx.query<{ rid: string; place: number }>(
    'select rid, place from records.resource where rid = any($1::bigint[])',
    [numbersLiteral(rids)],
    'records.find-places',
  );
  return rows.map(({ rid, place }) => ({ rid: BigInt(rid), place }));
}
