import { Worker } from 'node:worker_threads';
import type { FoundNight } from '../domain/find-night.ts';
import type { NightMessage, NightTask } from './night-task.ts';

/** What a night finds, found in a thread of its own; throws what the thread threw, and the signal's reason when that is given. */
export async function findInThread(
  task: NightTask,
  signal: AbortSignal,
  note: (done: number, total: number) => void,
): Promise<FoundNight> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<FoundNight>();
  const worker = new Worker(new URL('./night-thread.ts', import.meta.url), { workerData: task, execArgv: [] });
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: NightMessage) =>
    'found' in message ? resolve(message.found) : note(message.done, message.total),
  );
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the thread of a night ended with ${code} before it was done`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
