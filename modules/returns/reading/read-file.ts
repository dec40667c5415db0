import { Worker } from 'node:worker_threads';
import type { ReadResult } from './read-bytes.ts';
import { type ReadLimits, usualLimits } from './sheet.ts';

/** Memory that reading one file may take, MB; a file that wants more is refused, and the server goes on. */
const memoryMb = 1_024;

/** Longest time for reading one file, ms. */
const longest = 120_000;

const tooMuch = (zh: string, en: string): ReadResult => ({ ok: false, fault: { rule: 'too-much', message: { zh, en } } });

/** Reads a file in a thread of its own, within bounds of memory and time: what is hostile in it takes nobody else along. */
export function readFile(bytes: Buffer, limits: ReadLimits = usualLimits): Promise<ReadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadResult>();
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // What the server was started with (a test runner's flags, say) is not for this thread.
    execArgv: [],
  });
  const timer = setTimeout(() => {
    resolve(tooMuch('读取用时过长，请拆成几个文件', 'takes too long to read; cut it into several files'));
    void worker.terminate();
  }, longest);
  worker.once('message', (result: ReadResult) => resolve(result));
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      resolve(tooMuch('读取所需内存过多，请拆成几个文件', 'takes too much memory to read; cut it into several files'));
    else reject(error);
  });
  worker.once('exit', () => reject(new Error('the reading thread ended without an answer')));
  return promise.finally(() => clearTimeout(timer));
}
