import { setTimeout as wait } from 'node:timers/promises';
import type { BackgroundContext, ModuleManifest } from '@songhua/kernel';

/** How long work that failed rests before it begins anew, ms. */
const restAfterFailure = 15_000;

interface BackgroundMeans extends Omit<BackgroundContext, 'signal' | 'rest'> {
  readonly onError: (error: unknown, name: string) => void;
}

/** The modules' work beside the server, until it is stopped. */
export function startBackground(
  manifests: readonly ModuleManifest[],
  { onError, ...means }: BackgroundMeans,
  restMs = restAfterFailure,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number): Promise<void> => wait(ms, undefined, { signal }).catch(() => {});
  const running = manifests
    .flatMap(({ background }) => background ?? [])
    .map(async ({ name, run }) => {
      while (!signal.aborted) {
        try {
          await run({ ...means, signal, rest });
          return;
        } catch (error) {
          if (signal.aborted) return;
          onError(error, name);
          await rest(restMs);
        }
      }
    });
  return {
    stop: async () => {
      stopping.abort(new Error('the process stops'));
      await Promise.all(running);
    },
  };
}
