import { ok, type Result, refuse, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { keyRange } from '../domain/keys.ts';
import type { FhirStore } from '../fhir-store.ts';
import { emptyFullText, fullTextState, setFullTextState } from '../store/full-text.ts';
import { insertJob, type Job, openJobs, readJobs } from '../store/index-jobs.ts';
import { drawEpoch, lockIndexState, readIndexState, setExtraction } from '../store/index-state.ts';
import { unlabelledTypes } from '../store/labels.ts';
import { packAnew } from '../store/packed.ts';
import { extraction } from '../view.ts';
import { numbersOf } from './sweep.ts';

/** Enters the work of indexing these types anew, each in a piece of its own; the ids of the pieces. Their packed lists are made anew, too. */
export async function requestReindex(store: FhirStore, tx: Tx, types: readonly string[], now: Date): Promise<Result<string[]>> {
  const unknown = types.find((type) => !store.definitions.resourceTypes.includes(type));
  if (unknown !== undefined) return refuse('records.unknown-type', { type: unknown });
  const { epoch } = await readIndexState(tx);
  const ids: string[] = [];
  for (const type of types) ids.push(await insertJob(tx, { kind: 'again', type, numbers: [], epoch, dueAt: now }, now));
  await packAnew(
    tx,
    types.flatMap((type) => numbersOf(store.view, type).map(keyRange)),
  );
  return ok(ids);
}

/** Types that have resources at all, deleted ones among them. */
async function typesInUse(store: FhirStore, tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ type: number }>(
    tx.spread
      ? 'select distinct type from records.resource where type = any($1::smallint[])'
      : `select t.type from unnest($1::smallint[]) t(type)
          where exists (select from records.resource r where r.type = t.type offset 0)`,
    [`{${store.definitions.resourceTypes.map((type) => store.view.index(type).code).join(',')}}`],
  );
  return rows.map(({ type }) => store.view.codes.typeName(type));
}

/**
 * At the start of a program: learns the parameters in force, and when this program indexes in a newer way than the one before, takes
 * the index over: all types that are in use are indexed anew in the background. Many may start at once; one does it.
 */
export const openIndex = (pool: pg.Pool, store: FhirStore, now: Date, mine = extraction): Promise<readonly string[]> =>
  withTx(pool, 'write', async (tx) => {
    await store.refresh(tx);
    if ((await readIndexState(tx)).extraction === mine) return [];
    await lockIndexState(tx);
    const { extraction: theirs } = await readIndexState(tx);
    if (theirs !== null && theirs >= mine) return [];
    await setExtraction(tx, mine);
    // A store that no program has opened yet holds at most what was there before labels were kept.
    const unlabelled = theirs === null ? (await unlabelledTypes(tx)).map(store.view.codes.typeName) : [];
    if (theirs === null && unlabelled.length === 0) return [];
    // Writers of the older way are told by the epoch that they are not to write any more.
    await drawEpoch(tx);
    const types = theirs === null ? unlabelled : await typesInUse(store, tx);
    const asked = await requestReindex(store, tx, types, now);
    return asked.ok ? types : [];
  });

/** Has the words of all resources kept, or no longer; processes learn of it by the epoch. What was kept is dropped when it ends. */
export const switchFullText = (pool: pg.Pool, store: FhirStore, on: boolean, now: Date): Promise<void> =>
  withTx(pool, 'write', async (tx) => {
    if (((await fullTextState(tx)) === 'off') === !on) return;
    await lockIndexState(tx);
    if (((await fullTextState(tx)) === 'off') === !on) return;
    await setFullTextState(tx, on ? 'building' : 'off');
    const epoch = await drawEpoch(tx);
    if (on) await insertJob(tx, { kind: 'text', type: '', numbers: [], epoch, dueAt: now }, now);
    else await emptyFullText(tx);
    await store.refresh(tx);
  });

/** The pieces of work by id; all open ones without. */
export const findJobs = (tx: Tx, ids?: readonly string[]): Promise<Job[]> => (ids ? readJobs(tx, ids) : openJobs(tx));
