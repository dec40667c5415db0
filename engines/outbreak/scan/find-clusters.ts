import { createFindStrongest, type Strongest } from './find-strongest.ts';
import type { PreparedScan } from './prepare-scan.ts';
import type { SpaceTimeCluster } from './scan-input.ts';

/**
 * The most likely cluster and up to `most` in all that share no area with a stronger one, the strongest first. `shares` are the ratios of the permutations that the
 * threads found; p of a secondary cluster, too, compares with the strongest of each permutation, which errs on the careful side.
 */
export function findClusters(prepared: PreparedScan, shares: readonly Float64Array[], most = 10): SpaceTimeCluster[] {
  const { areaOf, recent } = prepared;
  const find = createFindStrongest(prepared);
  const closed = new Uint8Array(prepared.areas);
  const ratios = shares.flatMap((share) => [...share]);
  const clusters: SpaceTimeCluster[] = [];
  while (clusters.length < most) {
    const strongest = find((at) => areaOf[recent[at] as number] as number, closed);
    if (!strongest) break;
    const cluster = describe(prepared, strongest, ratios);
    for (const area of cluster.areas) closed[area] = 1;
    clusters.push(cluster);
  }
  return clusters;
}

function describe(prepared: PreparedScan, found: Strongest, ratios: readonly number[]): SpaceTimeCluster {
  const { circles, inWindow, areaOf, days } = prepared;
  const { ratio, centre, last, window, observed } = found;
  const reached = ratios.filter((other) => other >= ratio).length;
  const p = (reached + 1) / (ratios.length + 1);
  return {
    centre,
    areas: [...circles.areas.subarray(circles.starts[centre], last + 1)],
    radius: circles.distances[last] ?? 0,
    from: days - 1 - window,
    to: days - 1,
    observed,
    expected: ((circles.cases[last] ?? 0) * (inWindow[window] ?? 0)) / areaOf.length,
    ratio,
    p,
    recurrenceDays: 1 / p,
  };
}
