export { buildForest } from './chains/build-forest.ts';
export { countGenerations, describeOffspring, describeSerialIntervals, type SerialIntervals } from './chains/describe-forest.ts';
export { type ChainFault, type ChainLimits, findChainFaults } from './chains/find-chain-faults.ts';
export type { Offspring } from './chains/fit-offspring.ts';
export { type ChainLayout, type LaidOutChain, layOutChains } from './chains/lay-out-chains.ts';
export type { ChainCase, ChainForest, InfectionPair } from './chains/transmission.ts';
export type {
  ClusterAbsence,
  ClusterCase,
  ClusterLimit,
  ClusterRule,
  ClusterRuleSet,
  ClusterSubject,
  PlaceKind,
} from './clusters/cluster-rule.ts';
export { eventReportRules } from './clusters/event-report-rules.ts';
export { type ClusterFinding, judgeClusters, type LastSeen } from './clusters/judge-clusters.ts';
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
