import { Worker } from 'node:worker_threads';
import type { PreparedLinking, ScoredPairs } from '@songhua/engine-linkage/person/score-share.ts';
import type { ScoreTask } from './score-worker.ts';

type Message = { readonly compared: number } | { readonly pairs: ScoredPairs };

/** Scores all pairs, each thread a share of the blocks. Fails when one of them does; the others are stopped then. */
export async function scoreInThreads(
  prepared: PreparedLinking,
  threads: number,
  progress: (compared: number) => void,
): Promise<readonly ScoredPairs[]> {
  const workers: Worker[] = [];
  const scored = Array.from({ length: threads }, (_, at) => {
    const workerData: ScoreTask = { prepared, share: [at, threads] };
    const worker = new Worker(new URL('./score-worker.ts', import.meta.url), { workerData });
    workers.push(worker);
    return new Promise<ScoredPairs>((resolve, reject) => {
      worker.on('message', (message: Message) => {
        if ('pairs' in message) resolve(message.pairs);
        else progress(message.compared);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a scoring thread ended with ${code} before it was done`)));
    });
  });
  try {
    return await Promise.all(scored);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
