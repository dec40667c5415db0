/** Longest that work waits for company, ms; a timer's least. */
const longest = 1;

/** Decides when waiting work is taken up, so that what comes at about the same moment goes together. */
export interface Pace {
  /** So many wait, and could be taken. */
  waiting(count: number): void;
  /** So many were taken. */
  took(count: number): void;
}

/**
 * Calls `take` when as many wait as were taken last, or after a millisecond. Whoever comes alone, after another that came alone, is
 * taken at once.
 *
 *   still --as many as last time--> take, in this turn of the event loop
 *         --fewer--> timed --as many as last time, or the time is over--> take
 */
export function createPace(take: () => void): Pace {
  let last = 1;
  let timer: NodeJS.Timeout | undefined;
  let called = false;
  const go = (): void => {
    called = false;
    timer = undefined;
    take();
  };
  return {
    waiting: (count) => {
      if (count === 0 || called) return;
      if (count >= last) {
        clearTimeout(timer);
        timer = undefined;
        called = true;
        setImmediate(go);
      } else timer ??= setTimeout(go, longest);
    },
    took: (count) => {
      last = count;
    },
  };
}
