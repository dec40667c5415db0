/** A thread that scores its share of the pairs: started by `score-in-threads.ts`, told everything at its start. */
import { parentPort, workerData } from 'node:worker_threads';
import { type PreparedLinking, scoreShare } from '@songhua/engine-linkage/person/score-share.ts';

export interface ScoreTask {
  readonly prepared: PreparedLinking;
  readonly share: readonly [number, number];
}

const { prepared, share } = workerData as ScoreTask;
const pairs = scoreShare(prepared, share, (compared) => parentPort?.postMessage({ compared }));
parentPort?.postMessage({ pairs }, [
  pairs.one.buffer,
  pairs.other.buffer,
  pairs.weight.buffer,
  pairs.link.buffer,
] as ArrayBuffer[]);
