import { setImmediate as breathe } from 'node:timers/promises';
import { type Clock, ok, type Refusal, withResult, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { type Batch, createGatherer, type Gatherer } from './gather.ts';
import type { ImportJob, LineErrors, SourceProgress } from './job.ts';
import { beginWriting, finishJob, JobLost, noteSource, noteStep, readBody, readJob } from './jobs.ts';
import { type OpeningSettings, openSource } from './open-source.ts';
import { readSource } from './read-source.ts';
import { SourceError } from './source-error.ts';
import { writeBatch } from './write-batch.ts';

/** What a job is carried out with. */
export interface Importing {
  readonly pool: pg.Pool;
  readonly store: FhirStore;
  readonly clock: Clock;
  readonly opening: OpeningSettings;
  /** Resources that are written together. */
  readonly batch: number;
}

/** How far a job is, after each batch. */
export interface Progress {
  readonly job: ImportJob;
  readonly source: SourceProgress;
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
}

export interface Watch {
  readonly holder: string;
  /** Aborted when the process must stop or the job is no longer its own. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A stretch of a source, read and judged. */
export interface Stretch {
  readonly from: number;
  readonly line: number;
  readonly bytes: number;
  readonly errors: readonly LineErrors[];
  /** What is to be written; null when there is nothing, or when the job only checks. */
  readonly batch: Batch | null;
}

/** Other writers of the same resources at the same moment: nothing of the batch remained, and it may be tried again. */
const retryable = new Set(['40001', '40P01', '23505']);
const mostTries = 8;

/** Writes one stretch and notes the step, together. */
async function takeStep({ pool, store }: Importing, id: string, holder: string, position: number, stretch: Stretch) {
  const { from, line, bytes, errors, batch } = stretch;
  for (let tries = 1; ; tries += 1) {
    try {
      const done = await withResult(pool, 'write', async (tx) => {
        const written = batch ? await writeBatch(store.writing, tx, batch) : ok({ created: 0, updated: 0, refused: [] });
        if (!written.ok) return written;
        const { created, updated, refused } = written.value;
        const all = [...errors, ...refused];
        await noteStep(tx, id, holder, { position, from, line, bytes, created, updated, errors: all });
        return ok({ created, updated, refused: all.length });
      });
      if (done.ok) return done.value;
      throw new Error(`a checked batch was refused: ${JSON.stringify(done.error)}`);
    } catch (error) {
      if (tries === mostTries || !retryable.has(String((error as { code?: unknown }).code))) throw error;
    }
  }
}

/** Reads one source to its end: while one batch is written, the next is read. */
async function runSource(
  importing: Importing,
  job: ImportJob,
  source: SourceProgress,
  gatherer: () => Gatherer,
  { holder, signal, onProgress }: Watch,
  counts: { created: number; updated: number; refused: number },
): Promise<void> {
  const { pool } = importing;
  const opened = await openSource(source, importing.opening, () => withTx(pool, 'one', (tx) => readBody(tx, job.id)), signal);
  let writing: Promise<void> = Promise.resolve();
  try {
    if (source.mark !== null && source.mark !== opened.mark)
      throw new SourceError('records.import-source-changed', { address: source.address });
    if (source.mark === null)
      await withTx(pool, 'one', (tx) => noteSource(tx, job.id, source.position, opened.mark, opened.size));
    const sized = { ...source, size: opened.size };
    for await (const stretch of readSource(importing, job, sized, opened, gatherer)) {
      await writing;
      signal.throwIfAborted();
      // All of it was good when it was checked.
      if (job.mode === 'strict' && job.phase === 'writing' && stretch.errors.length > 0)
        throw new SourceError('records.import-source-changed', { address: source.address });
      writing = takeStep(importing, job.id, holder, source.position, stretch).then(({ created, updated, refused }) => {
        counts.created += created;
        counts.updated += updated;
        counts.refused += refused;
        onProgress?.({ job, source: { ...sized, line: stretch.line, bytes: stretch.bytes }, ...counts });
      });
      writing.catch(() => {});
      await breathe();
    }
  } finally {
    opened.close();
    await writing;
  }
}

const counted = ({ created, updated, refused }: ImportJob) => ({ created, updated, refused });

/** A gatherer by the parameters that this process knows to be in force. */
function gathererOf({ store }: Importing): () => Gatherer {
  let gatherer = createGatherer(store.writing);
  return () => {
    if (gatherer.epoch !== store.writing.epoch) gatherer = createGatherer(store.writing);
    return gatherer;
  };
}

async function runPhase(importing: Importing, job: ImportJob, watch: Watch): Promise<void> {
  const gatherer = gathererOf(importing);
  const counts = counted(job);
  for (const source of job.sources.slice(job.position)) await runSource(importing, job, source, gatherer, watch, counts);
}

async function current({ pool }: Importing, id: string): Promise<ImportJob> {
  const job = await withTx(pool, 'read', (tx) => readJob(tx, id));
  if (!job) throw new JobLost(`import ${id} is gone`);
  return job;
}

const end = ({ pool, clock }: Importing, id: string, holder: string, failure: Refusal | null): Promise<boolean> =>
  withTx(pool, 'write', (tx) => finishJob(tx, id, holder, failure ? 'failed' : 'done', failure, clock()));

/**
 * Carries a job on from where it stands, to its end. A source that cannot be read ends it as failed; what breaks otherwise (the database is
 * gone, the process must stop) is thrown, and the job can be carried on later. Throws JobLost when somebody else has it.
 */
export async function runJob(importing: Importing, job: ImportJob, watch: Watch): Promise<void> {
  const { pool } = importing;
  const { holder } = watch;
  try {
    await runPhase(importing, job, watch);
    if (job.phase === 'checking') {
      const { refused } = await current(importing, job.id);
      if (refused > 0) {
        await end(importing, job.id, holder, { code: 'records.import-refused', params: { refused } });
        return;
      }
      await withTx(pool, 'write', (tx) => beginWriting(tx, job.id, holder));
      await runPhase(importing, await current(importing, job.id), watch);
    }
    await end(importing, job.id, holder, null);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    await end(importing, job.id, holder, error.refusal);
  }
}
