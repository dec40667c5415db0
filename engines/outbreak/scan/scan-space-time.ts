import { findClusters } from './find-clusters.ts';
import { prepareScan } from './prepare-scan.ts';
import type { ScanCases, ScanGroups, ScanOptions, ScanPlaces, SpaceTimeCluster } from './scan-input.ts';
import { scanShare } from './scan-share.ts';

/**
 * What `scanSpaceTime` finds where only clusters that no permutation matches are wanted: most analyses end after the first `glance` permutations, the rest are
 * carried out only where none of these was as strong.
 */
export function scanForRarest(
  places: ScanPlaces | ScanGroups,
  cases: ScanCases,
  options: ScanOptions,
  glance = 19,
): SpaceTimeCluster[] {
  const all = prepareScan(places, cases, options);
  const glanced = scanShare({ ...all, options: { ...options, replicates: Math.min(glance, options.replicates) } });
  const [strongest] = findClusters(all, [glanced], 1);
  if (!strongest || glanced.some((ratio) => ratio >= strongest.ratio)) return [];
  return findClusters(all, [scanShare(all)]).filter(({ p }) => p <= 1 / (options.replicates + 1));
}

/** The whole space–time permutation scan on one thread; with threads: `prepareScan`, a `scanShare` on each, `findClusters`. Same answer. */
export function scanSpaceTime(places: ScanPlaces | ScanGroups, cases: ScanCases, options: ScanOptions): SpaceTimeCluster[] {
  const prepared = prepareScan(places, cases, options);
  return findClusters(prepared, [scanShare(prepared)]);
}
