import { type BackgroundContext, type BackgroundWork, withTx } from '@songhua/kernel';
import type { Night, NightOrdered } from '../contract.ts';
import { type NightTools, runNight } from '../events/run-night.ts';
import { endOrder, noteProgress, type Progress, releaseOrder, type StoredOrder, takeOrder } from '../store/night-orders.ts';

/** Whose process says nothing for so long has lost its night to the next, ms. */
const leaseMs = 30_000;
/** How often it says how far it is, ms. */
const beatEvery = 2_000;
/** How often a process looks whether a night waits, ms. */
const lookEvery = 1_000;
const threads = 2;

type Means = Pick<BackgroundContext, 'pool' | 'records' | 'clock' | 'newId' | 'signal' | 'tell'>;

class NightLost extends Error {}

/** Stages with what each took. */
function watchStages(clock: Means['clock']) {
  const stages: { stage: Progress['stage']; ms: number }[] = [];
  let since = 0;
  const close = (): NightOrdered['stages'] => {
    const open = stages.at(-1);
    if (open) open.ms = clock().getTime() - since;
    return stages;
  };
  return {
    close,
    /** True: another stage has begun. */
    reach: (stage: Progress['stage']): boolean => {
      if (stages.at(-1)?.stage === stage) return false;
      close();
      since = clock().getTime();
      stages.push({ stage, ms: 0 });
      return true;
    },
  };
}

/** The night that waits, or that another process left, is this holder's from now on; null: none. */
export const takeNight = ({ pool, clock }: Pick<Means, 'pool' | 'clock'>, holder: string): Promise<StoredOrder | null> => {
  const now = clock();
  return withTx(pool, 'write', (tx) => takeOrder(tx, { holder, until: new Date(now.getTime() + leaseMs) }, now));
};

/** Carries out a night that was taken. Null: it failed, was let go because the process stops, or became another's. */
export async function carryNight(
  { pool, records, clock, newId, signal: stopping, tell }: Means,
  { id, day }: Pick<StoredOrder, 'id' | 'day'>,
  holder: string,
  { threads: count = threads, note = () => {} }: Partial<Pick<NightTools, 'threads' | 'note'>> = {},
): Promise<Night | null> {
  const lost = new AbortController();
  const signal = AbortSignal.any([stopping, lost.signal]);
  const stages = watchStages(clock);
  let now: Progress = { stage: 'place', done: 0, total: 0, stages: [] };
  let said: Promise<void> = Promise.resolve();
  const beat = (): void => {
    said = said.then(async () => {
      const at = clock();
      const lease = { holder, until: new Date(at.getTime() + leaseMs) };
      const mine = await withTx(pool, 'write', (tx) => noteProgress(tx, id, lease, { ...now, stages: stages.close() }, at));
      if (!mine) lost.abort(new NightLost('the night was taken by another process'));
    });
    // A heartbeat that the database did not hear is followed by the next.
    said = said.catch((error: unknown) => tell({ night: day, err: String(error) }, 'the heartbeat of a night was not heard'));
  };
  const timer = setInterval(beat, beatEvery);
  const quiet = async (): Promise<void> => {
    clearInterval(timer);
    await said;
  };
  try {
    return await runNight(day, {
      ...{ pool, records, clock, newId, signal, threads: count },
      note: (stage, done, total) => {
        now = { ...now, stage, done, total };
        if (stages.reach(stage)) beat();
        note(stage, done, total);
      },
      end: async (tx) => {
        await quiet();
        const ended = await endOrder(tx, id, holder, { failure: null, stages: stages.close() }, clock());
        if (!ended) throw new NightLost('the night was taken by another process');
      },
    });
  } catch (error) {
    await quiet();
    const failure = error instanceof Error ? error.message : String(error);
    if (stopping.aborted) await withTx(pool, 'write', (tx) => releaseOrder(tx, id, holder));
    else if (!(error instanceof NightLost)) {
      tell({ night: day, err: failure }, 'a night of detection failed');
      await withTx(pool, 'write', (tx) => endOrder(tx, id, holder, { failure }, clock()));
    }
    return null;
  } finally {
    clearInterval(timer);
  }
}

/** Carries one night out; false when none waited. */
export async function judgeNext(means: Means, holder: string): Promise<boolean> {
  const order = await takeNight(means, holder);
  if (order) await carryNight(means, order, holder);
  return order !== null;
}

/**
 * Judges nights beside the server's work: waiting ──> running ──> done or failed; running ──its process dies──> taken by another after its
 * lease, and failed when that happened too often; the server stops ──> waiting.
 */
export const keepJudging: BackgroundWork = {
  name: 'surveillance.night',
  run: async (context) => {
    const holder = `${context.holder} ${context.newId()}`;
    while (!context.signal.aborted) if (!(await judgeNext(context, holder))) await context.rest(lookEvery);
  },
};
