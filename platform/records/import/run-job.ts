import { setImmediate as breathe } from 'node:timers/promises';
import { type Clock, type Refusal, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { JobLost } from '../leases/hold-lease.ts';
import { type Batch, createGatherer, type Gatherer } from './gather.ts';
import type { ImportJob, LineErrors, SourceProgress } from './job.ts';
import { beginWriting, finishJob, noteSource, noteStep, readBody, readJob, type Step } from './jobs.ts';
import { type OpeningSettings, openSource } from './open-source.ts';
import { readSource } from './read-source.ts';
import { SourceError } from './source-error.ts';
import { type Counts, type Pulled, type RunBounds, writeRun } from './write-runs.ts';

/** What a job is carried out with. */
export interface Importing {
  readonly pool: pg.Pool;
  readonly store: FhirStore;
  readonly clock: Clock;
  readonly opening: OpeningSettings;
  /** Resources that are read together. */
  readonly batch: number;
  /** What is written in one transaction; 60,000 resources or what comes in 4 s unless said: others wait for the ids in it. */
  readonly run?: RunBounds;
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

/** Other writers of the same resources at the same moment: nothing of the run remained, and it may be tried again. */
const retryable = new Set(['40001', '40P01', '23505']);
const mostTries = 8;
const isRetryable = (error: unknown): boolean => retryable.has(String((error as { code?: unknown }).code));

/** After a run that others crossed, each batch is a run of its own: the shorter, the less it meets. */
const oneBatch: RunBounds = { resources: 0, ms: 0 };
const usualRun: RunBounds = { resources: 60_000, ms: 4_000 };

/** Reads a source from where it stands to its end and writes it, run by run. `counts` are of the whole job, of what is written for good. */
async function readAndWrite(
  importing: Importing,
  job: ImportJob,
  source: SourceProgress,
  bounds: RunBounds,
  gatherer: () => Gatherer,
  { holder, signal, onProgress }: Watch,
  counts: { created: number; updated: number; refused: number },
): Promise<void> {
  const { pool } = importing;
  const { address, position } = source;
  const opened = await openSource(source, importing.opening, () => withTx(pool, 'one', (tx) => readBody(tx, job.id)), signal);
  let reading: Promise<unknown> = Promise.resolve();
  try {
    if (source.mark !== null && source.mark !== opened.mark) throw new SourceError('records.import-source-changed', { address });
    if (source.mark === null) await withTx(pool, 'one', (tx) => noteSource(tx, job.id, position, opened.mark, opened.size));
    const sized = { ...source, size: opened.size };
    const stretches = readSource(importing, job, sized, opened, gatherer);
    const next = async (): Promise<Pulled> => {
      try {
        await breathe();
        const { value: stretch, done } = await stretches.next();
        if (done) return {};
        // All of it was good when it was checked.
        const isStrange = job.mode === 'strict' && job.phase === 'writing' && stretch.errors.length > 0;
        return isStrange ? { error: new SourceError('records.import-source-changed', { address }) } : { stretch };
      } catch (error) {
        return { error };
      }
    };
    const pull = (): Promise<Pulled> => {
      const pulled = next();
      reading = pulled;
      return pulled;
    };
    const onStretch = ({ line, bytes }: Stretch, run: Counts): void =>
      onProgress?.({
        job,
        source: { ...sized, line, bytes },
        created: counts.created + run.created,
        updated: counts.updated + run.updated,
        refused: counts.refused + run.refused,
      });
    const note = (tx: Tx, step: Omit<Step, 'position'>): Promise<void> => noteStep(tx, job.id, holder, { ...step, position });
    let ahead = await pull();
    while (ahead.stretch) {
      signal.throwIfAborted();
      const run = await writeRun(importing, ahead.stretch, bounds, { note, signal, pull, onStretch });
      counts.created += run.counts.created;
      counts.updated += run.counts.updated;
      counts.refused += run.counts.refused;
      ahead = run.ahead;
    }
    if (ahead.error !== undefined) throw ahead.error;
  } finally {
    opened.close();
    await reading;
  }
}

/** Brings a source in; where other writers crossed a run, again from the last one that was written. */
async function runSource(
  importing: Importing,
  job: ImportJob,
  source: SourceProgress,
  gatherer: () => Gatherer,
  watch: Watch,
  counts: { created: number; updated: number; refused: number },
): Promise<void> {
  let from = source;
  let bounds = importing.run ?? usualRun;
  for (let tries = 1; ; ) {
    try {
      return await readAndWrite(importing, job, from, bounds, gatherer, watch, counts);
    } catch (error) {
      if (tries === mostTries || !isRetryable(error)) throw error;
      const { sources } = await current(importing, job.id);
      const now = sources.find(({ position }) => position === source.position) ?? from;
      tries = now.line > from.line ? 1 : tries + 1;
      from = now;
      bounds = oneBatch;
    }
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
