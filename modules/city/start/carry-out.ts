import type { Clock, RecordStore, Tx } from '@songhua/kernel';
import { withTx } from '@songhua/kernel';
import { holdLease, importLines, JobLost, type LinesImport } from '@songhua/records';
import type pg from 'pg';
import type { CityFacts } from '../domain/city-facts.ts';
import { keepFailure } from '../domain/failures.ts';
import type { CitySummary } from '../domain/summarise-town.ts';
import { type Mill, startMill } from '../generating/town-mill.ts';
import { endLoad, type Load, noteTowns, readTowns, renewLoad, type TownOfLoad, type TownStep } from '../store/loads.ts';

export interface Carrying {
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly facts: CityFacts;
  readonly holder: string;
  readonly leaseMs: number;
  readonly signal: AbortSignal;
  readonly threads: number;
  readonly batch: LinesImport['batch'];
  readonly run: LinesImport['run'];
  readonly mayGoOn?: () => Promise<void>;
  /** Prepares, when all towns are in, what is done in the transaction that ends the load. */
  readonly prepareEnd?: () => Promise<(tx: Tx) => Promise<void>>;
  /** So many resources are in, of so many towns all. */
  readonly onProgress?: (resources: number, towns: number) => void;
}

/** Where in the stream a town's lines stand: from the first on, to the end once it is known. */
interface Stretch {
  readonly code: string;
  /** Lines that were in before. */
  readonly skip: number;
  readonly from: number;
  to: number | null;
  summary: CitySummary | null;
}

/** The lines of all towns as one stream, and what of which town lies in it. */
function streamOf(mill: Mill, towns: readonly TownOfLoad[]) {
  const skips = new Map(towns.map(({ code, line }) => [code, line]));
  const stretches: Stretch[] = [];
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    let line = 0;
    for await (const { code, ...milled } of mill.towns) {
      let stretch = stretches.at(-1);
      if (stretch?.code !== code) {
        stretch = { code, skip: skips.get(code) ?? 0, from: line, to: null, summary: null };
        stretches.push(stretch);
      }
      if ('summary' in milled) Object.assign(stretch, { to: line, summary: milled.summary });
      else {
        line += milled.piece.lines;
        yield milled.piece.bytes;
      }
    }
  };
  let settled = 0;
  /** How far each town is when the stream is in up to this line; towns that were said to be finished are not said again. */
  const stepsTo = (line: number): TownStep[] => {
    const steps: TownStep[] = [];
    for (const { code, skip, from, to, summary } of stretches.slice(settled)) {
      if (from > line) break;
      const whole = to !== null && to <= line;
      steps.push({ code, line: skip + Math.min(line, to ?? line) - from, summary: whole ? summary : null });
    }
    return steps;
  };
  const settle = (steps: readonly TownStep[]): void => {
    settled += steps.filter(({ summary }) => summary !== null).length;
  };
  return { chunks: chunks(), stepsTo, settle };
}

/** A line that the store refused although we wrote it: a fault of the city, which trying again does not mend. */
class Refused extends Error {
  readonly kept: string;
  constructor(line: number, errors: string) {
    super(`line ${line}: ${errors}`);
    this.kept = keepFailure({ code: 'city.line-refused', params: { line, errors } });
  }
}

/**
 * Brings in what is missing of a load that was taken up, holding its lease: what a town has already is made again and passed over. Killed at any moment it goes on
 * from the last transaction. Throws JobLost when somebody else has it, or it was paused.
 */
export async function carryOut(carrying: Carrying, load: Load): Promise<void> {
  const { pool, clock, holder, leaseMs, signal } = carrying;
  const renew = (tx: Tx, until: Date): Promise<boolean> => renewLoad(tx, load.id, { holder, until });
  await holdLease({ pool, clock, leaseMs, signal, renew }, (still) => bringIn(carrying, load, still));
}

async function bringIn(carrying: Carrying, load: Load, signal: AbortSignal): Promise<void> {
  const { pool, records, clock, facts, holder, threads, batch, run, mayGoOn, onProgress, prepareEnd } = carrying;
  const { seed, scale, until, registrationsOnly } = load;
  const all = await withTx(pool, 'read', (tx) => readTowns(tx, load.id));
  const towns = all.filter(({ finishedAt }) => finishedAt === null);
  const before = all.reduce((sum, { line }) => sum + line, 0);
  const note = async (tx: Tx, steps: readonly TownStep[]): Promise<void> => {
    const ours = await noteTowns(tx, load.id, holder, steps, clock());
    if (!ours) throw new JobLost('the load of the city is no longer ours');
  };
  if (towns.length > 0) {
    const order = { seed, scale, until, registrationsOnly };
    const mill = startMill(
      { facts, order, form: 'lines', window: 16 },
      towns.map(({ code, line }) => ({ code, skip: line })),
      threads,
    );
    try {
      const { chunks, stepsTo, settle } = streamOf(mill, towns);
      let done = all.length - towns.length;
      let last = 0;
      await importLines({
        pool,
        records,
        clock,
        signal,
        chunks,
        from: { line: 0, bytes: 0 },
        batch,
        run,
        ...(mayGoOn && { mayGoOn }),
        note: async (tx, { line, errors }) => {
          const [wrong] = errors;
          if (wrong) throw new Refused(wrong.line, JSON.stringify(wrong.errors));
          const steps = stepsTo(line);
          await note(tx, steps);
          tx.afterCommit(() => {
            settle(steps);
            last = line;
            done += steps.filter(({ summary }) => summary !== null).length;
            onProgress?.(before + line, done);
          });
        },
      });
      // A town's end may be known only after its last line was noted.
      const rest = stepsTo(last);
      await withTx(pool, 'write', (tx) => note(tx, rest));
    } catch (error) {
      if (error instanceof Refused) await withTx(pool, 'write', (tx) => endLoad(tx, load.id, holder, error.kept, clock()));
      throw error;
    } finally {
      await mill.stop();
    }
  }
  const doAtEnd = await prepareEnd?.();
  signal.throwIfAborted();
  await withTx(pool, 'write', async (tx) => {
    await doAtEnd?.(tx);
    if (!(await endLoad(tx, load.id, holder, null, clock()))) throw new JobLost('the load of the city is no longer ours');
  });
}
