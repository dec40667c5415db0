import { parentPort, workerData } from 'node:worker_threads';
import type { DailySeries } from '../domain/detection-series.ts';
import type { DetectionSettings } from '../domain/detection-settings.ts';
import { type Judgement, judgeLast } from '../domain/judge-night.ts';

export interface JudgeTask {
  /** Their counts are shared, not copied. */
  readonly series: readonly DailySeries[];
  readonly settings: DetectionSettings;
  /** The next series that nobody judges yet: whichever thread is free takes some. */
  readonly next: Int32Array;
}
export type JudgeMessage = { readonly done: number } | { readonly judged: readonly (readonly [number, Judgement[]])[] };

const mostAtOnce = 32;
const { series, settings, next } = workerData as JudgeTask;
const judged: [number, Judgement[]][] = [];
for (;;) {
  const from = Atomics.add(next, 0, mostAtOnce);
  const part = series.slice(from, from + mostAtOnce);
  if (part.length === 0) break;
  for (const [at, one] of part.entries()) judged.push([from + at, judgeLast(one, settings)]);
  parentPort?.postMessage({ done: part.length } satisfies JudgeMessage);
}
parentPort?.postMessage({ judged } satisfies JudgeMessage);
