import { Worker } from 'node:worker_threads';
import type { DailySeries } from '../domain/detection-series.ts';
import type { DetectionSettings } from '../domain/detection-settings.ts';
import type { Judgement } from '../domain/judge-night.ts';
import type { JudgeTask } from './judge-thread.ts';

/** Judges series in threads, each every so-manieth series; the answer is the same however many threads there are. */
export async function judgeInThreads(
  series: readonly DailySeries[],
  settings: DetectionSettings,
  threads: number,
): Promise<readonly Judgement[]> {
  const workers: Worker[] = [];
  const count = Math.max(1, Math.min(threads, series.length));
  const shares = Array.from({ length: count }, (_, at) => at);
  const answers = shares.map((share) => {
    const workerData: JudgeTask = { series: series.filter((_, at) => at % count === share), settings };
    const worker = new Worker(new URL('./judge-thread.ts', import.meta.url), { workerData, execArgv: [] });
    workers.push(worker);
    return new Promise<Judgement[][]>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a detecting thread ended with ${code} before it was done`)));
    });
  });
  try {
    const judged = await Promise.all(answers);
    return series.flatMap((_, at) => judged[at % count]?.[Math.floor(at / count)] ?? []);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
