import type { Pair, Search } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import type { FhirStore } from './fhir-store.ts';
import { checkSearch } from './http/types-asked.ts';
import type { Work } from './interactions/types.ts';
import { cursorName, mostCount, readCursor, usualCount } from './search/cursor.ts';

export interface Asked {
  readonly type: string | null;
  readonly compartment?: { readonly type: string; readonly id: string };
  readonly query: readonly Pair[];
  readonly lenient: boolean;
}

export interface AskedPage {
  readonly search: Search;
  readonly page: Extract<Awaited<ReturnType<FhirStore['findPage']>>, { readonly ok: true }>['value'];
}

/** A page of what a query asks, by its own count and mark, of what the reader reaches; refused where the reader may not search so. */
export async function findAsked(
  { store, tx, reader, now }: Pick<Work, 'store' | 'tx' | 'reader' | 'now'>,
  asked: Asked,
): Promise<Result<AskedPage>> {
  const search = await store.understand(tx, { ...asked, elsewhere: [cursorName] }, now);
  if (!search.ok) return search;
  const may = checkSearch({ store, reader }, asked.type, search.value);
  if (!may.ok) return may;
  const mark = asked.query.findLast(([name]) => name === cursorName)?.[1];
  const cursor = mark === undefined ? undefined : readCursor(mark);
  if (mark !== undefined && !cursor) return refuse('records.invalid-cursor');
  const limit = Math.min(search.value.count ?? usualCount, mostCount);
  const page = await store.findPage(tx, search.value, { limit, cursor }, reader);
  return page.ok ? ok({ search: search.value, page: page.value }) : page;
}
