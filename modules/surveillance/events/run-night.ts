import { thresholdsOn } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import { type BackgroundContext, type Tx, withTx } from '@songhua/kernel';
import type { Night, NightOrdered } from '../contract.ts';
import { findInThread } from '../detect/find-in-thread.ts';
import type { NightTask } from '../detect/night-task.ts';
import { placeSeen } from '../detect/place-seen.ts';
import { dayNumber } from '../domain/judge-night.ts';
import { readDetectionSettings, readThresholds } from '../store/detection-settings.ts';
import { pastJudgements, writeNight } from '../store/judgements.ts';
import { boardSignals } from '../store/warnings.ts';
import { earliestOf, loadCounts } from './load-series.ts';
import { raiseAlarms } from './raise-alarms.ts';
import { raiseByRule } from './raise-by-rule.ts';
import { raiseByScan } from './raise-by-scan.ts';
import { raiseWarnings } from './raise-warnings.ts';

type Stage = NonNullable<NightOrdered['stage']>;

/** What a night is judged with. */
export interface NightTools extends Pick<BackgroundContext, 'pool' | 'records' | 'clock' | 'newId' | 'signal'> {
  readonly threads: number;
  /** Hears how far it is. */
  readonly note: (stage: Stage, done: number, total: number) => void;
  /** Called in the transaction that writes the night, at its end; what it throws undoes that. */
  readonly end: (tx: Tx, night: Night) => Promise<void>;
}

async function readTask(tx: Tx, day: string, threads: number): Promise<NightTask> {
  const settings = await readDetectionSettings(tx);
  const last = dayNumber(day);
  const sets = await readThresholds(tx);
  return {
    ...{ last, earliest: earliestOf(last), settings, threads, thresholds: thresholdsOn(sets, last) ?? sets[0] },
    counts: await loadCounts(tx, last),
    board: await boardSignals(tx, day, Math.max(7, settings.withinDays)),
    past: await pastJudgements(tx, day),
  };
}

/**
 * Judges a day as it is known now: every series by every method that is on, rules on cases, channels that alarm become signals, and what they
 * say together becomes warnings. No transaction stays open while it judges. Broken off it is simply done again: the same day says the same once.
 */
export async function runNight(day: string, tools: NightTools): Promise<Night> {
  const { pool, records, clock, newId, threads, signal, note, end } = tools;
  const begun = clock();
  const reach = (stage: Stage): void => {
    signal.throwIfAborted();
    note(stage, 0, 0);
  };
  reach('place');
  await placeSeen(pool, records, (done, total) => {
    signal.throwIfAborted();
    note('place', done, total);
  });
  reach('rules');
  const ruled = await withTx(pool, 'write', (tx) => raiseByRule(tx, day, { now: clock(), newId }));
  reach('read');
  const task = await withTx(pool, 'read', (tx) => readTask(tx, day, threads));
  reach('judge');
  const found = await findInThread(task, signal, (done, total) => note('judge', done, total));
  reach('write');
  return withTx(pool, 'write', async (tx) => {
    const now = clock();
    const scanned = await raiseByScan(tx, found.clusters, { now, newId });
    const signals = ruled + scanned + (await raiseAlarms(tx, found.signals, { now, newId }));
    const warnings = await raiseWarnings(tx, day, found.warnings, { now, newId });
    const { series, judgements, alarms } = found;
    const night: Night = {
      ...{ day, at: now.toISOString(), ms: clock().getTime() - begun.getTime(), series, judgements, alarms, signals, warnings },
      thresholds: task.thresholds.version,
    };
    await writeNight(tx, night, task.settings, found);
    await end(tx, night);
    return night;
  });
}
