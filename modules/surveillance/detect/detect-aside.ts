import { Worker } from 'node:worker_threads';
import type { CsvAnswer, CsvTask } from './csv-thread.ts';

/** Memory that judging one file may take, MB. */
const memoryMb = 512;

/** So many files are judged at once; a server has other things to do. */
const atOnce = 2;
let underWay = 0;

/**
 * Judges a CSV in a thread of its own, so that nobody else waits: `busy` where so many are being judged already, `slow` after `longest` milliseconds or
 * where the memory does not do.
 */
export async function detectAside(task: CsvTask, longest: number): Promise<CsvAnswer | 'busy' | 'slow'> {
  if (underWay >= atOnce) return 'busy';
  underWay += 1;
  const { promise, resolve, reject } = Promise.withResolvers<CsvAnswer | 'slow'>();
  const worker = new Worker(new URL('./csv-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // What the server was started with (a test runner's flags, say) is not for this thread.
    execArgv: [],
  });
  const timer = setTimeout(() => resolve('slow'), longest);
  worker.once('message', resolve);
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('slow');
    else reject(error);
  });
  worker.once('exit', () => reject(new Error('the detecting thread ended without an answer')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
    underWay -= 1;
  }
}
