import type { ChainForest } from './transmission.ts';

/** How many cases stand below each case of a forest, at any distance; beside its cases. */
export function countBelow({ infector, infected, roots }: ChainForest): Int32Array {
  const below = new Int32Array(infector.length);
  const order: number[] = [...roots];
  for (let next = 0; next < order.length; next += 1) for (const own of infected[order[next] ?? 0] ?? []) order.push(own);
  for (let last = order.length - 1; last >= 0; last -= 1) {
    const at = order[last] ?? 0;
    const from = infector[at] ?? -1;
    if (from >= 0) below[from] = (below[from] ?? 0) + (below[at] ?? 0) + 1;
  }
  return below;
}

/**
 * The same forest with everything below some cases left away: `layOutChains` gives what is left away no row (-1). Cases keep their indexes, so that what stands beside them still
 * does.
 */
export const foldChains = (forest: ChainForest, folded: ReadonlySet<number>): ChainForest => ({
  ...forest,
  infected: forest.infected.map((own, at) => (folded.has(at) ? [] : own)),
});
