import { findClusters } from './find-clusters.ts';
import { prepareScan } from './prepare-scan.ts';
import type { ScanCases, ScanOptions, ScanPlaces, SpaceTimeCluster } from './scan-input.ts';
import { scanShare } from './scan-share.ts';

/** The whole space–time permutation scan on one thread; with threads: `prepareScan`, a `scanShare` on each, `findClusters`. Same answer. */
export function scanSpaceTime(places: ScanPlaces, cases: ScanCases, options: ScanOptions): SpaceTimeCluster[] {
  const prepared = prepareScan(places, cases, options);
  return findClusters(prepared, [scanShare(prepared)]);
}
