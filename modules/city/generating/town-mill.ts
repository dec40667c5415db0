import { Worker } from 'node:worker_threads';
import type { CitySummary } from '../domain/summarise-town.ts';
import type { FromThread, Piece, ThreadData, ToThread } from './messages.ts';

/** A town that is still to be made, or the rest of one: its first `skip` resources are left out. */
export interface TownOrder {
  readonly code: string;
  readonly skip: number;
}

/** What comes out of the mill, town by town in the order asked: pieces, then the town's summary. */
export type Milled = { readonly code: string; readonly piece: Piece } | { readonly code: string; readonly summary: CitySummary };

export interface Mill {
  readonly towns: AsyncGenerator<Milled>;
  /** Ends the threads at once. */
  stop(): Promise<void>;
}

/** Memory of one thread, MB: a town of sixty thousand with all that happened in five years is made piece by piece. */
const memoryMb = 3_072;

interface Line {
  readonly worker: Worker;
  readonly waiting: FromThread[];
  wake: () => void;
}

/**
 * Makes towns in threads of their own, while what is ready is taken: each thread is at most `window` pieces ahead. Town after town goes to the next thread; they
 * come out in order, so that the same city is the same bytes however many threads make it.
 */
export function startMill(data: ThreadData, towns: readonly TownOrder[], threads: number): Mill {
  let failure: Error | undefined;
  const lines = Array.from({ length: Math.max(1, Math.min(threads, towns.length)) }, (): Line => {
    const worker = new Worker(new URL('./town-thread.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      execArgv: [],
    });
    const line: Line = { worker, waiting: [], wake: () => {} };
    worker.on('message', (message: FromThread) => {
      line.waiting.push(message);
      line.wake();
    });
    worker.on('error', (error: Error) => {
      failure = new Error(`a thread that makes towns failed: ${error.message}`, { cause: error });
      for (const one of lines) one.wake();
    });
    return line;
  });
  const tell = ({ worker }: Line, message: ToThread): void => worker.postMessage(message);
  const lineOf = (at: number): Line => {
    const line = lines[at % lines.length];
    if (!line) throw new Error('a mill without threads');
    return line;
  };
  for (const [at, { code, skip }] of towns.entries()) tell(lineOf(at), { kind: 'make', code, skip });
  const stop = async (): Promise<void> => {
    await Promise.all(lines.map(({ worker }) => worker.terminate()));
  };
  const next = async (line: Line): Promise<FromThread> => {
    for (;;) {
      if (failure) throw failure;
      const message = line.waiting.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        line.wake = resolve;
      });
    }
  };
  const read = async function* (): AsyncGenerator<Milled> {
    try {
      for (const at of towns.keys()) {
        const line = lineOf(at);
        for (;;) {
          const message = await next(line);
          if (message.kind === 'done') {
            yield { code: message.code, summary: message.summary };
            break;
          }
          tell(line, { kind: 'more' });
          yield { code: message.code, piece: message.piece };
        }
      }
    } finally {
      await stop();
    }
  };
  return { towns: read(), stop };
}
