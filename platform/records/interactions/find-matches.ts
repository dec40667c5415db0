import { hash } from 'node:crypto';
import type { Matches } from '@songhua/engine-fhir/http/decide-conditional.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { headOf } from '../http/stored-text.ts';
import type { Work } from './types.ts';

/** Two are enough to know that there are several. */
const enough = 2;
/** A conditional delete of many takes at most so many at once. */
const mostDeleted = 1_000;

/** Holds off everybody else who acts on the same condition until the transaction ends; whoever waited sees what was written. */
async function lockCondition(tx: Tx, type: string, criteria: string): Promise<void> {
  const key = hash('sha1', `${type}?${criteria}`, 'buffer').readBigInt64BE(0);
  await tx.query('select pg_advisory_xact_lock($1)', [key], 'records.lock-condition');
}

/** The ids of what a condition finds, with the condition locked. `all` asks for more than two. */
export async function findMatches(work: Work, type: string, criteria: string, all = false): Promise<Result<Matches>> {
  const query = [...new URLSearchParams(criteria)];
  const search = work.store.parse({ type, query, lenient: false }, work.now);
  if (!search.ok) return search;
  if (search.value.filters.length === 0) return refuse('records.empty-criteria', { type });
  await lockCondition(work.tx, type, criteria);
  const page = await work.store.find(
    work.tx,
    { ...search.value, sort: [], total: 'none' },
    { limit: all ? mostDeleted + 1 : enough },
  );
  if (!page.ok) return page;
  const ids = page.value.matches.map(({ body }) => headOf(body).id);
  return ids.length > mostDeleted ? refuse('records.too-many-matches', { limit: mostDeleted }) : ok({ type, criteria, ids });
}
