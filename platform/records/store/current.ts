import type { Tx } from '@songhua/kernel';
import { lockByPlace, type Placed } from './by-place.ts';

/** How a version came about, as it is stored. */
export const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type ChangeMethod = (typeof methods)[number];

/** The current version of a resource as its row holds it. */
export interface Current {
  readonly rid: bigint;
  readonly v: bigint;
  readonly version: number;
  readonly updatedAt: Date;
  readonly deleted: boolean;
  readonly links: readonly bigint[];
  readonly body: string;
}

interface Row {
  readonly rid: string;
  readonly v: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly deleted: boolean;
  readonly links: readonly string[];
  readonly body: string;
}

/**
 * The current versions of these numbers, by number, locked until the transaction ends so that two writers follow each other. Locks
 * are taken in the order of numbers: two transactions that name the same resources cannot wait for each other. Who is not
 * there yet cannot be locked; the insert notices when two come at once.
 */
export async function lockCurrent(tx: Tx, placed: readonly Placed[]): Promise<ReadonlyMap<bigint, Current>> {
  if (placed.length === 0) return new Map();
  const rows = await lockByPlace<Row>(
    tx,
    placed,
    (inPlace) => `select rid, v, version, updated_at, deleted, links, body from records.resource
      where rid = any($1::bigint[])${inPlace} order by rid for update`,
    'records.lock-current',
  );
  return new Map(
    rows.map(({ rid, v, version, updated_at, deleted, links, body }) => [
      BigInt(rid),
      { rid: BigInt(rid), v: BigInt(v), version, updatedAt: updated_at, deleted, links: links.map(BigInt), body },
    ]),
  );
}
