/** The wait after the first failure, ms; it doubles with each further one up to the longest. */
const first = 2_000;
const longest = 5 * 60_000;

/**
 * Milliseconds to wait after the `tries`-th failure: twice as long each time, of which the last half is left to chance
 * (`random` in [0, 1)), so that what failed together does not come back together.
 */
export const waitAfter = (tries: number, random: () => number): number =>
  Math.min(longest, first * 2 ** (Math.max(1, tries) - 1)) * (0.5 + random() / 2);
