import { Worker } from 'node:worker_threads';
import type { BedForecast, ForecastTask } from '@songhua/engine-simulation';
import type { SurgeKind } from '../contract.ts';

type Message = { readonly done: number } | { readonly found: BedForecast<SurgeKind> };

/** Draws an ensemble in a thread of its own. Null: `goOn` said no more after some of it, or the signal was given. */
export async function runForecast(
  task: ForecastTask<SurgeKind>,
  goOn: (done: number) => Promise<boolean>,
  signal: AbortSignal,
): Promise<BedForecast<SurgeKind> | null> {
  const { promise, resolve, reject } = Promise.withResolvers<BedForecast<SurgeKind> | null>();
  const worker = new Worker(new URL('./run-thread.ts', import.meta.url), { workerData: task, execArgv: [] });
  const stop = (): void => resolve(null);
  signal.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: Message) => {
    if ('found' in message) resolve(message.found);
    else goOn(message.done).then((on) => on || stop(), reject);
  });
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the forecasting thread ended with ${code} before it was done`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
