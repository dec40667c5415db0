import { parentPort, workerData } from 'node:worker_threads';
import type { DailySeries } from '../domain/detection-series.ts';
import type { DetectionSettings } from '../domain/detection-settings.ts';
import { judgeLast } from '../domain/judge-night.ts';

export interface JudgeTask {
  readonly series: readonly DailySeries[];
  readonly settings: DetectionSettings;
}

const { series, settings } = workerData as JudgeTask;
parentPort?.postMessage(series.map((one) => judgeLast(one, settings)));
