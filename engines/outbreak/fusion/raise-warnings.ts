import type { Combined } from './combine-chances.ts';
import type { ChannelEvidence, FusedEvidence } from './fuse-signals.ts';
import type { Channel } from './signal.ts';
import { type ThresholdSet, type WarningLevel, type WarningLimit, warningLevels, weighEvidence } from './thresholds.ts';

/** Why there is a warning, in parts that a page puts into words. */
export type WarningReason =
  | { readonly kind: 'immediate'; readonly signals: readonly string[]; readonly level: WarningLevel }
  | { readonly kind: 'channel'; readonly evidence: ChannelEvidence }
  | { readonly kind: 'silent'; readonly channels: readonly Channel[] }
  | { readonly kind: 'combined'; readonly combined: Combined; readonly speaking: number }
  | { readonly kind: 'reached'; readonly limit: WarningLimit; readonly version: number }
  /** The nearest limit of a worse level, with what it lacks: channels that speak, and whether p is still too large. */
  | { readonly kind: 'lacks'; readonly limit: WarningLimit; readonly channels: number; readonly p: boolean };

export interface OutbreakWarning {
  readonly level: WarningLevel;
  readonly evidence: FusedEvidence;
  readonly thresholds: number;
  readonly why: readonly WarningReason[];
}

function lacking({ speaking, combined }: FusedEvidence, level: WarningLevel, { limits }: ThresholdSet): WarningReason[] {
  const above = warningLevels.slice(0, warningLevels.indexOf(level)).reverse();
  const next = above.map((worse) => limits.filter((limit) => limit.level === worse)).find((some) => some.length > 0) ?? [];
  const [limit] = next
    .map((one) => ({ one, channels: Math.max(0, one.channels - speaking), p: combined.p > one.p }))
    .sort((one, other) => one.channels + Number(one.p) - other.channels - Number(other.p));
  return limit ? [{ kind: 'lacks', limit: limit.one, channels: limit.channels, p: limit.p }] : [];
}

/** Warnings that evidence gives under a set of thresholds, the worst first: by level, by p, by channels that speak, and then by county and subject. */
export function raiseWarnings(evidence: readonly FusedEvidence[], set: ThresholdSet): OutbreakWarning[] {
  const raised = evidence.flatMap((fused): OutbreakWarning[] => {
    const { speaking, combined, immediate, silent } = fused;
    const reached = weighEvidence({ speaking, p: combined.p, immediate: immediate.length > 0 }, set);
    if (!reached) return [];
    const why: WarningReason[] = [
      ...(immediate.length > 0 ? [{ kind: 'immediate' as const, signals: immediate, level: set.immediate }] : []),
      ...fused.channels.map((one) => ({ kind: 'channel' as const, evidence: one })),
      ...(silent.length > 0 ? [{ kind: 'silent' as const, channels: silent }] : []),
      { kind: 'combined', combined, speaking },
      ...(reached.limit ? [{ kind: 'reached' as const, limit: reached.limit, version: set.version }] : []),
      ...lacking(fused, reached.level, set),
    ];
    return [{ level: reached.level, evidence: fused, thresholds: set.version, why }];
  });
  const place = ({ evidence: { county, subject } }: OutbreakWarning): string => JSON.stringify([county, subject]);
  return raised.sort(
    (one, other) =>
      warningLevels.indexOf(one.level) - warningLevels.indexOf(other.level) ||
      one.evidence.combined.p - other.evidence.combined.p ||
      other.evidence.speaking - one.evidence.speaking ||
      (place(one) < place(other) ? -1 : 1),
  );
}
