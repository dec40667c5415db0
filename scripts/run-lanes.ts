/** Works on everything in its order, at most `lanes` at once; what came of it in the same order. The first failure is thrown. */
export async function runLanes<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    // One iterator for all lanes: each takes what comes next.
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

const GiB = 2 ** 30;

/**
 * Processes of tests at once: a test waits about half of its time for the database or for something to happen, and takes up to 1 GiB with
 * its share of the database.
 */
export const lanesFor = (cores: number, bytes: number): number =>
  Math.max(2, Math.min(2 * cores, Math.floor(bytes / (1.5 * GiB)), 8));

/** Browsers at once, each with a server and a database of its own: together they keep two cores busy and take 2 GiB. */
export const browsersFor = (cores: number, bytes: number): number => (cores >= 2 && bytes >= 5 * GiB ? 2 : 1);
