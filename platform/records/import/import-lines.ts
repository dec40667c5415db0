import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock, RecordStore, Tx } from '@songhua/kernel';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { createGatherer, type Gatherer } from './gather.ts';
import type { ImportJob } from './job.ts';
import type { Step } from './jobs.ts';
import { readSource } from './read-source.ts';
import type { Importing } from './run-job.ts';
import { type Counts, type Pulled, type RunBounds, writeRun } from './write-runs.ts';

/** Lines that a part of the system makes itself and wants in the store by the road of imports. */
export interface LinesImport {
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** NDJSON, from where it was read to. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly from: { readonly line: number; readonly bytes: number };
  /** Resources that are read together, and what is written in one transaction. */
  readonly batch: number;
  readonly run: RunBounds;
  /** Asked before each transaction, never within one: who waits here lets others go first. */
  readonly mayGoOn?: () => Promise<void>;
  /** Notes in the transaction how far it has come: with it what was written is kept, or neither. Lines from `step.from` to `step.line`. */
  readonly note: (tx: Tx, step: Omit<Step, 'position'>) => Promise<void>;
}

/** What `readSource` and its gatherers ask of a job: these lines belong to none. */
const jobOf = (now: Date): ImportJob => ({
  id: '',
  state: 'running',
  mode: 'lenient',
  level: 'structure',
  phase: 'writing',
  askedBy: '',
  askedAt: now,
  startedAt: now,
  finishedAt: null,
  position: 0,
  created: 0,
  updated: 0,
  refused: 0,
  failure: null,
  sources: [],
});

/**
 * Brings lines in as `songhua import` does, checked for structure, run by run. Killed on the way, it goes on from the last step that was noted. What is thrown
 * (a lost connection, another writer of the same ids) leaves nothing of the run.
 */
export async function importLines(asked: LinesImport): Promise<Counts> {
  const { pool, records, clock, signal, chunks, from, batch, run, note, mayGoOn } = asked;
  const store = records as FhirStore;
  const importing: Importing = { pool, store, clock, opening: { privateAddresses: false }, batch, run };
  let gatherer = createGatherer(store.writing);
  const current = (): Gatherer => {
    if (gatherer.epoch !== store.writing.epoch) gatherer = createGatherer(store.writing);
    return gatherer;
  };
  const source = { kind: 'body', address: '', position: 0, mark: null, size: null, ...from } as const;
  const opened = { mark: '', size: null, chunks, close: () => {} };
  const stretches = readSource(importing, jobOf(clock()), source, opened, current);
  const pull = async (): Promise<Pulled> => {
    try {
      await breathe();
      const { value: stretch, done } = await stretches.next();
      return done ? {} : { stretch };
    } catch (error) {
      return { error };
    }
  };
  const counts = { created: 0, updated: 0, refused: 0 };
  let ahead = await pull();
  try {
    while (ahead.stretch) {
      signal.throwIfAborted();
      await mayGoOn?.();
      const written = await writeRun(importing, ahead.stretch, run, {
        note,
        signal,
        pull,
        onStretch: () => {},
      });
      counts.created += written.counts.created;
      counts.updated += written.counts.updated;
      counts.refused += written.counts.refused;
      ahead = written.ahead;
    }
  } finally {
    await stretches.return(undefined);
  }
  if (ahead.error !== undefined) throw ahead.error;
  return counts;
}
