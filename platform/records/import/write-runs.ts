import { type Tx, withTx } from '@songhua/kernel';
import { createHeldRows, type HeldRows, writeOut } from './held-rows.ts';
import type { LineErrors } from './job.ts';
import type { Step } from './jobs.ts';
import type { Importing, Stretch } from './run-job.ts';
import { writeBatch } from './write-batch.ts';

/** How much is written in one transaction, and how long it may take to come, ms. */
export interface RunBounds {
  readonly resources: number;
  readonly ms: number;
}

/** What a source brings next: a stretch, why there is none, or neither at its end. */
export interface Pulled {
  readonly stretch?: Stretch;
  readonly error?: unknown;
}

export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
}

interface Writing {
  readonly signal: AbortSignal;
  /** Notes what the transaction wrote, as its last statement. */
  readonly note: (tx: Tx, step: Omit<Step, 'position'>) => Promise<void>;
  readonly pull: () => Promise<Pulled>;
  /** What was done so far, not yet for good. */
  readonly onStretch: (stretch: Stretch, run: Counts) => void;
}

/** Refused lines that are kept until the end of a run. */
const mostErrors = 10_000;

async function writeStretch(
  { store }: Importing,
  tx: Parameters<typeof writeBatch>[1],
  { batch }: Stretch,
  held: HeldRows,
): Promise<Counts & { readonly errors: readonly LineErrors[] }> {
  if (!batch) return { created: 0, updated: 0, refused: 0, errors: [] };
  const written = await writeBatch(store.writing, tx, batch, held);
  if (!written.ok) throw new Error(`a checked batch was refused: ${JSON.stringify(written.error)}`);
  batch.release();
  const { created, updated, refused } = written.value;
  return { created, updated, refused: refused.length, errors: refused };
}

/**
 * Writes stretches in one transaction, from `first` on until it is full, its time is over, or there is nothing more; while one is
 * written the next is read. What resources are found by is written in one order for all of them, which costs a large index much less
 * than batch after batch. Answers what the source brought last, not written yet.
 */
export async function writeRun(
  importing: Importing,
  first: Stretch,
  bounds: RunBounds,
  { note, signal, pull, onStretch }: Writing,
): Promise<{ readonly counts: Counts; readonly ahead: Pulled }> {
  const begun = performance.now();
  return withTx(importing.pool, 'write', async (tx) => {
    // The lease bounds a run; a statement of it may well take longer than one of a request may.
    await tx.query('set local statement_timeout = 0');
    const held = createHeldRows();
    const errors: LineErrors[] = [];
    const counts = { created: 0, updated: 0, refused: 0 };
    let resources = 0;
    let { line, bytes } = first;
    let ahead: Pulled = { stretch: first };
    while (ahead.stretch) {
      const { stretch } = ahead;
      const coming = pull();
      const written = await writeStretch(importing, tx, stretch, held);
      counts.created += written.created;
      counts.updated += written.updated;
      counts.refused += stretch.errors.length + written.refused;
      errors.push(...stretch.errors, ...written.errors);
      resources += stretch.batch?.rows.length ?? bounds.resources;
      ({ line, bytes } = stretch);
      onStretch(stretch, counts);
      ahead = await coming;
      const isOver = resources >= bounds.resources || errors.length >= mostErrors || performance.now() - begun > bounds.ms;
      if (isOver || signal.aborted) break;
    }
    await writeOut(tx, held);
    const { created, updated } = counts;
    await note(tx, { from: first.from, line, bytes, created, updated, errors });
    return { counts, ahead };
  });
}
