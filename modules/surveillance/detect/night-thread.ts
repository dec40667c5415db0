import { parentPort, workerData } from 'node:worker_threads';
import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { copyJudgements } from '../domain/copy-judgements.ts';
import { makeDailySeries } from '../domain/detection-series.ts';
import { draftSignals, draftWarnings, sampleJudged } from '../domain/find-night.ts';
import { fuseNight } from '../domain/fuse-night.ts';
import { scanNight } from '../domain/scan-night.ts';
import { judgeInThreads } from './judge-in-threads.ts';
import type { NightMessage, NightTask } from './night-task.ts';

/** A whole night away from the thread that serves everybody: series are made of counts, judged, and put together. */
const task = workerData as NightTask;
const { last, settings, thresholds, board, past } = task;
const say = (message: NightMessage): void => parentPort?.postMessage(message);
const series = makeDailySeries(task.counts, task.earliest, last);
const total = series.length;
say({ done: 0, total });
const judgements = await judgeInThreads(series, settings, task.threads, (done) => say({ done, total }));
const fused = fuseNight(last, judgements, series, board, past, thresholds, settings);
say({
  found: {
    ...{ series: series.length, judgements: judgements.length, alarms: judgements.filter(({ alarm }) => alarm).length },
    signals: draftSignals(last, fused.alarms, series),
    warnings: draftWarnings(fused, judgements, series),
    clusters: scanNight(task.counts, last),
    judged: sampleJudged(judgements),
    lines: copyJudgements(dateOf(last), judgements),
  },
});
