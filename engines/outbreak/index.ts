export { findClusters } from './scan/find-clusters.ts';
export { type PreparedScan, prepareScan } from './scan/prepare-scan.ts';
export {
  type ScanCases,
  type ScanOptions,
  type ScanPlaces,
  type SpaceTimeCluster,
  usualScanOptions,
} from './scan/scan-input.ts';
export { scanShare } from './scan/scan-share.ts';
export { scanSpaceTime } from './scan/scan-space-time.ts';
export type { CountSeries, Detect, Judged } from './series.ts';
