/** Longest that anything waits for company, ms. */
const longest = 5;

/**
 * Gathers what comes at about the same moment, so that it is written in one go: what costs most is the commit, whatever it holds. `write` is
 * called with one lot after the other, of at most `most`.
 *
 *   still --one comes--> writing --written, none waits--> still
 *                        writing --written, some wait--> gathering --as many as were at it lately, or the time is over--> writing
 *
 * Those who were answered just now mostly come again: they are waited for half as long as writing took, so that two groups who would take turns
 * become one. Who comes alone after others who came alone never waits.
 */
export function createGathering<T>(write: (lot: readonly T[]) => Promise<void>, most: number): (one: T) => void {
  let waiting: T[] = [];
  let writing = false;
  /** How many were at it when last looked: those who were answered then, and those who waited meanwhile. */
  let expected = 1;
  let patience = 1;
  let timer: NodeJS.Timeout | undefined;
  let called = false;
  const take = (): void => {
    timer = undefined;
    called = false;
    const lot = waiting.slice(0, most);
    waiting = waiting.slice(most);
    if (lot.length === 0) return;
    writing = true;
    const from = performance.now();
    void write(lot).finally(() => {
      writing = false;
      patience = Math.min(Math.max((performance.now() - from) / 2, 1), longest);
      expected = Math.min(lot.length + waiting.length, most);
      look();
    });
  };
  const look = (): void => {
    if (writing || called || waiting.length === 0) return;
    if (waiting.length >= expected) {
      // What else comes in this turn of the event loop goes along; the timer must not take them a second time beside it.
      clearTimeout(timer);
      timer = undefined;
      called = true;
      setImmediate(take);
    } else timer ??= setTimeout(take, patience);
  };
  return (one) => {
    waiting.push(one);
    look();
  };
}
