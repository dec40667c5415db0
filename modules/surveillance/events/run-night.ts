import { thresholdsOn } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { Tx } from '@songhua/kernel';
import type { Night } from '../contract.ts';
import { judgeInThreads } from '../detect/judge-in-threads.ts';
import { fuseNight } from '../domain/fuse-night.ts';
import { dayNumber } from '../domain/judge-night.ts';
import { readDetectionSettings, readThresholds } from '../store/detection-settings.ts';
import { holdNights, pastJudgements, writeNight } from '../store/judgements.ts';
import { boardSignals } from '../store/warnings.ts';
import { loadSeries } from './load-series.ts';
import type { NightMeans } from './night-means.ts';
import { raiseAlarms } from './raise-alarms.ts';
import { raiseByRule } from './raise-by-rule.ts';
import { raiseWarnings } from './raise-warnings.ts';

/** A p is held against so many earlier ones of its channel and method. */
const mostPast = 2000;

/**
 * Judges a day as it is known now: every series by every method that is on, rules on cases, channels that alarm become signals, and what they
 * say together becomes warnings. Done again for the same day it says the same once. Null, at once: a night is under way already.
 */
export async function runNight(tx: Tx, day: string, means: NightMeans): Promise<Night | null> {
  const { records, now, threads, clock } = means;
  const begun = clock().getTime();
  if (!(await holdNights(tx))) return null;
  const settings = await readDetectionSettings(tx);
  const last = dayNumber(day);
  const sets = await readThresholds(tx);
  const thresholds = thresholdsOn(sets, last) ?? sets[0];
  const series = await loadSeries(tx, records, day);
  const judgements = await judgeInThreads(series, settings, threads);
  let signals = await raiseByRule(tx, day, means);
  const board = await boardSignals(tx, day, Math.max(7, settings.withinDays));
  const past = await pastJudgements(tx, day, mostPast);
  const fused = fuseNight(last, judgements, series, board, past, thresholds, settings);
  signals += await raiseAlarms(tx, day, fused.alarms, series, means);
  const warnings = await raiseWarnings(tx, day, fused.warnings, judgements, series, means);
  const night: Night = {
    ...{ day, at: now.toISOString(), ms: clock().getTime() - begun, series: series.length, judgements: judgements.length },
    ...{ alarms: judgements.filter(({ alarm }) => alarm).length, signals, warnings, thresholds: thresholds.version },
  };
  await writeNight(tx, night, settings, judgements);
  return night;
}
