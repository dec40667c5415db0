import { Worker } from 'node:worker_threads';
import type { DailySeries } from '../domain/detection-series.ts';
import type { DetectionSettings } from '../domain/detection-settings.ts';
import type { Judgement } from '../domain/judge-night.ts';
import type { JudgeMessage, JudgeTask } from './judge-thread.ts';

/** Judges series in threads; the answer is the same however many there are, in the order of the series. */
export async function judgeInThreads(
  series: readonly DailySeries[],
  settings: DetectionSettings,
  threads: number,
  note: (done: number) => void,
): Promise<readonly Judgement[]> {
  const workers: Worker[] = [];
  const found: Judgement[][] = [];
  let done = 0;
  const next = new Int32Array(new SharedArrayBuffer(4));
  const answers = Array.from({ length: Math.max(1, Math.min(threads, series.length)) }, () => {
    const workerData: JudgeTask = { series, settings, next };
    const worker = new Worker(new URL('./judge-thread.ts', import.meta.url), { workerData, execArgv: [] });
    workers.push(worker);
    return new Promise<void>((resolve, reject) => {
      worker.on('message', (message: JudgeMessage) => {
        if ('done' in message) {
          done += message.done;
          return note(done);
        }
        for (const [at, judgements] of message.judged) found[at] = judgements;
        resolve();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a detecting thread ended with ${code} before it was done`)));
    });
  });
  try {
    await Promise.all(answers);
    return found.flat();
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
