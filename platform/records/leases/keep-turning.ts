export interface Turning {
  /** There may be work. */
  wake(): void;
  /** Lets go of what is being done and waits for that. */
  stop(): Promise<void>;
}

/** How often a process looks by itself for work whose process died, ms. */
const pause = 5000;

/** Takes turn after turn until it is stopped: at once while there is work (a turn answers true), else when it is woken or after a while. */
export function keepTurning(
  turn: (signal: AbortSignal) => Promise<boolean>,
  onError: (error: unknown, job: string | undefined) => void,
): Turning {
  const stopping = new AbortController();
  const { signal } = stopping;
  // A call that comes while nobody rests is kept: the next rest is none.
  let called = false;
  let wake: () => void = () => {
    called = true;
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        called = false;
        wake = () => {
          called = true;
        };
        resolve();
      };
      const timer = setTimeout(end, called ? 0 : pause);
      wake = end;
    });
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const found = await turn(signal).catch((error: unknown) => {
        if (!signal.aborted) onError(error, undefined);
        return false;
      });
      if (!found && !signal.aborted) await rest();
    }
  };
  const running = run();
  return {
    wake: () => wake(),
    stop: async () => {
      stopping.abort(new Error('the process stops'));
      wake();
      await running;
    },
  };
}
