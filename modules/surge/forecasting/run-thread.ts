import { parentPort, workerData } from 'node:worker_threads';
import { type ForecastTask, forecastBeds } from '@songhua/engine-simulation';
import type { SurgeKind } from '../contract.ts';

/** Draws an ensemble away from the thread that serves everybody, and tells every twentieth of it. */
const task = workerData as ForecastTask<SurgeKind>;
const step = Math.max(1, Math.floor(task.runs / 20));
const found = forecastBeds(task, (done) => {
  if (done % step === 0) parentPort?.postMessage({ done });
});
parentPort?.postMessage({ found });
