import type { Chance } from './estimate-u.ts';

/** Chances that are the same for the same seed (a linear congruential generator: for drawing samples, not secrets). */
export function seededChance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
