import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, type Refusal, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import type { Reader } from '../reach/ways.ts';
import { findFound } from './find-found.ts';
import { type ExportJob, keptFor } from './job.ts';
import { finishExport, noteFound } from './jobs.ts';
import { type Found, type PackBounds, packFound } from './pack.ts';

/** What exports are carried out with. */
export interface Exporting {
  readonly pool: pg.Pool;
  readonly store: FhirStore;
  readonly clock: Clock;
  /**
   * How long a change that bears an earlier moment may still be on its way to the database, ms. A second unless said: what is answered together
   * waits for no longer.
   */
  readonly settleMs?: number;
  readonly pack?: PackBounds;
}

const usualSettle = 1_000;
/** How often to look whether older transactions have ended, ms. */
const look = 100;

/**
 * Waits until everything that bears this moment or an earlier one is committed: Bulk Data Access asks that nothing of it be missing. Changes
 * take their moment just before their transaction begins.
 */
export async function settled(
  { pool, settleMs = usualSettle }: Pick<Exporting, 'pool' | 'settleMs'>,
  signal: AbortSignal,
): Promise<void> {
  await sleep(settleMs, undefined, { signal });
  const [begun] = await withTx(pool, 'one', (tx) =>
    tx.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next'),
  );
  const older = 'select 1 as one where pg_snapshot_xmin(pg_current_snapshot()) < $1::xid8';
  while ((await withTx(pool, 'one', (tx) => tx.query(older, [begun?.next]))).length > 0) await sleep(look, undefined, { signal });
}

/** What was found, until a refusal. */
interface Outcome {
  failure: Refusal | null;
}

const readerThen = ({ reach, moment }: Pick<ExportJob, 'reach'> & { readonly moment: Date }): Reader | undefined =>
  reach ? { reach, now: moment } : undefined;

/**
 * Finds what belongs to an export, in one snapshot, and notes it. Whoever else has the job meanwhile keeps it (JobLost); what breaks is thrown,
 * and the job can be begun anew.
 */
export async function carryOut(
  exporting: Exporting,
  job: Pick<ExportJob, 'id' | 'wanted' | 'reach'> & { readonly moment: Date },
  holder: string,
  signal: AbortSignal,
): Promise<void> {
  const { pool, store, clock, pack } = exporting;
  await settled(exporting, signal);
  const outcome: Outcome = { failure: null };
  await withTx(pool, 'read', async (tx) => {
    const found = async function* (): AsyncGenerator<Found> {
      for await (const some of findFound(tx, { store, reader: readerThen(job), wanted: job.wanted, moment: job.moment })) {
        signal.throwIfAborted();
        if (some.ok) yield some.value;
        else outcome.failure = some.error;
      }
    };
    for await (const packed of packFound(found(), pack))
      await withTx(pool, 'write', (own) => noteFound(own, job.id, holder, packed));
  });
  const now = clock();
  const end = { failure: outcome.failure, now, expires: new Date(now.getTime() + keptFor) };
  await withTx(pool, 'write', (tx) => finishExport(tx, job.id, holder, end));
}
