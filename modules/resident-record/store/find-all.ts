import { ok, type ReachedStore, type Result, type StoredResource, type Tx } from '@songhua/kernel';
import type { Stored } from '../domain/fhir.ts';

export interface Found<T extends Stored> {
  readonly resources: readonly T[];
  /** There are more. */
  readonly isCut: boolean;
}

const asOne = (resources: readonly StoredResource[]) => resources as unknown as readonly Stored[];

/**
 * A search page after page, up to so many resources. A type that the reader may not search at all gives nothing: what is not reached is as if
 * it were not there.
 */
export async function findAll<T extends Stored>(
  tx: Tx,
  store: Pick<ReachedStore, 'find'>,
  query: string,
  most: number,
): Promise<Result<Found<T>>> {
  const resources: T[] = [];
  let asked: string | undefined = `${query}&_count=${Math.min(most, 1_000)}`;
  while (asked !== undefined && resources.length < most) {
    const page = await store.find(tx, asked);
    if (!page.ok) return page.error.code === 'records.scope-too-small' ? ok({ resources, isCut: false }) : page;
    resources.push(...(asOne(page.value.resources) as readonly T[]));
    asked = page.value.next;
  }
  return ok({ resources: resources.slice(0, most), isCut: asked !== undefined || resources.length > most });
}
