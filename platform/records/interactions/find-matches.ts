import { hash } from 'node:crypto';
import type { Matches } from '@songhua/engine-fhir/http/decide-conditional.ts';
import type { Subject } from '@songhua/engine-fhir/search/matches.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { headOf } from '../http/stored-text.ts';
import { checkSearch } from '../http/types-asked.ts';
import type { Work } from './types.ts';

/** Two are enough to know that there are several. */
const enough = 2;
/** A conditional delete of many takes at most so many at once. */
const mostDeleted = 1_000;

/** Holds off everybody else who acts on the same condition until the transaction ends; whoever waited sees what was written. */
async function lockCondition(tx: Tx, type: string, query: readonly (readonly [string, string])[]): Promise<void> {
  // However it was escaped and ordered, one condition is one lock.
  const same = JSON.stringify([type, ...query.map((pair) => JSON.stringify(pair)).sort()]);
  const key = hash('sha1', same, 'buffer').readBigInt64BE(0);
  await tx.query('select pg_advisory_xact_lock($1)', [key], 'records.lock-condition');
}

export interface Sought {
  /** More than two are asked for. */
  readonly all?: boolean;
  /** Ids that this transaction deletes or writes anew: as they are in the database they do not count. */
  readonly without?: ReadonlySet<string>;
  /** Resources of the type that this transaction writes, as they will be. */
  readonly coming?: readonly Subject[];
}

const none: ReadonlySet<string> = new Set();

/** The ids of what a condition finds, with the condition locked. */
export async function findMatches(
  work: Work,
  type: string,
  criteria: string,
  { all = false, without = none, coming = [] }: Sought = {},
): Promise<Result<Matches>> {
  const query = [...new URLSearchParams(criteria)];
  const search = await work.store.understand(work.tx, { type, query, lenient: false }, work.now);
  if (!search.ok) return search;
  const scope = checkSearch(work, type, search.value);
  if (!scope.ok) return scope;
  const condition = { ...search.value, sort: [], includes: [], revincludes: [], total: 'none', summary: 'false' } as const;
  if (condition.filters.length === 0) return refuse('records.empty-criteria', { type });
  await lockCondition(work.tx, type, query);
  const limit = (all ? mostDeleted + 1 : enough) + without.size;
  const page = await work.store.findPage(work.tx, condition, { limit }, work.reader);
  if (!page.ok) return page;
  const here = page.value.matches.map(({ body }) => headOf(body).id).filter((id) => !without.has(id));
  const ids = [...here, ...coming.filter((subject) => work.store.fulfils(condition, subject)).map(({ id }) => id)];
  return ids.length > mostDeleted ? refuse('records.too-many-matches', { limit: mostDeleted }) : ok({ type, criteria, ids });
}
