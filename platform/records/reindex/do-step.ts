import type { Tx } from '@songhua/kernel';
import { keyRange } from '../domain/keys.ts';
import type { FhirStore } from '../fhir-store.ts';
import { fullTextState, noteNextUnread, setFullTextState } from '../store/full-text.ts';
import { holdResources, nextChanged, nextOfType } from '../store/held.ts';
import { advanceJob, countType, finishJob, holdJob, type Job, type Step, setTotal, tellAll } from '../store/index-jobs.ts';
import { hasOldWriters, readyAdded } from '../store/index-state.ts';
import { noteLabelled } from '../store/labels.ts';
import { removeParameter } from '../store/missing-rows.ts';
import { indexMissing } from './index-missing.ts';
import { sweep, sweepEnd } from './sweep.ts';

/** What a step of work came to: there is more; it waits for others; it is done; another process has taken it over. */
export type Done = 'more' | 'waiting' | 'done' | 'lost';

export interface StepAsked {
  readonly now: Date;
  readonly leaseMs: number;
  /** Resources, or about so many index rows, in one transaction. */
  readonly size: number;
}

/** A step's outcome: where to go on, or nothing when the work is done. */
interface Taken {
  readonly next?: Step;
  readonly count: number;
}

/** Indexes the next resources of the type by new numbers, in the order of its list. */
async function addNext({ view, writing }: FhirStore, tx: Tx, { type, numbers, step }: Job, size: number): Promise<Taken> {
  const { rids, last } = await nextOfType(tx, view.index(type).everyOne, step.v, size);
  await indexMissing(writing, view, tx, type, await holdResources(tx, rids), new Set(numbers));
  return { count: rids.length, ...(last !== undefined && { next: { part: 0, v: last } }) };
}

/** Names the next of all resources as unread. */
async function textNext(tx: Tx, { step }: Job, size: number): Promise<Taken> {
  const { last, count } = await noteNextUnread(tx, step.v, size * 20);
  return { count, ...(last !== undefined && { next: { part: 0, v: last } }) };
}

async function removeNext(tx: Tx, { numbers, step }: Job, size: number): Promise<Taken> {
  const number = numbers[step.part];
  if (number === undefined) return { count: 0 };
  const count = await removeParameter(tx, number, keyRange(number), size);
  return { count, next: { part: count > 0 ? step.part : step.part + 1 } };
}

/** First what is missing, resource by resource; then what is too much. */
async function againNext(store: FhirStore, tx: Tx, job: Job, size: number): Promise<Taken> {
  if (job.step.part > 0) return sweep(store, tx, job, size);
  const { view, writing } = store;
  const { rids, last } = await nextChanged(tx, view.index(job.type).code, job.step.row, size);
  await indexMissing(writing, view, tx, job.type, await holdResources(tx, rids));
  return { count: rids.length, next: last ? { part: 0, row: last } : { part: 1 } };
}

/**
 * One step of leased work in one transaction, its progress committed with it: whoever is killed has done a step wholly or not at all,
 * and whoever goes on begins where the last commit ended.
 */
export async function doStep(store: FhirStore, tx: Tx, leased: Job, { now, leaseMs, size }: StepAsked): Promise<Done> {
  const job = await holdJob(tx, leased);
  if (!job) return 'lost';
  if (await hasOldWriters(tx, job.epoch)) return 'waiting';
  // By the parameters as they are now: what was retired since has no number to be indexed under.
  await store.refresh(tx);
  const standing = new Set(store.view.added.map(({ number }) => number));
  const asked = job.kind === 'add' ? { ...job, numbers: job.numbers.filter((number) => standing.has(number)) } : job;
  if (job.total === null && (job.kind === 'add' || job.kind === 'again')) {
    const total = await countType(tx, store.view.index(job.type).code);
    await setTotal(tx, job, job.kind === 'again' ? total + sweepEnd(store.view, job) : total);
  }
  const taken =
    job.kind === 'remove'
      ? await removeNext(tx, asked, size)
      : job.kind === 'text'
        ? await textNext(tx, asked, size)
        : asked.kind === 'again'
          ? await againNext(store, tx, asked, size)
          : asked.numbers.length > 0
            ? await addNext(store, tx, asked, size)
            : { count: 0 };
  if (taken.next) {
    await advanceJob(tx, job, taken.next, taken.count, new Date(now.getTime() + leaseMs));
    return 'more';
  }
  if (job.kind === 'text' && (await fullTextState(tx)) === 'building') await setFullTextState(tx, 'ready');
  if (job.kind === 'add') await readyAdded(tx, asked.numbers);
  if (job.kind === 'again') await noteLabelled(tx, store.view.index(job.type).code);
  await finishJob(tx, job, now);
  await tellAll(tx);
  return 'done';
}
