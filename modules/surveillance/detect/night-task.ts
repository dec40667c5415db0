import type { ThresholdSet } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { PackedCounts, PackedVisits } from '../domain/detection-series.ts';
import type { DetectionSettings } from '../domain/detection-settings.ts';
import type { FoundNight } from '../domain/find-night.ts';
import type { BoardSignal, PastJudgements } from '../domain/fuse-night.ts';

/** All that a night is judged by, read in one snapshot. */
export interface NightTask {
  /** Days since 1970-01-01. */
  readonly last: number;
  readonly earliest: number;
  readonly counts: readonly (PackedCounts | PackedVisits)[];
  readonly settings: DetectionSettings;
  readonly thresholds: ThresholdSet;
  readonly board: readonly BoardSignal[];
  readonly past: readonly PastJudgements[];
  readonly threads: number;
}
export type NightMessage = { readonly done: number; readonly total: number } | { readonly found: FoundNight };
