/** The worst first: 红, 橙, 黄, 蓝. */
export const warningLevels = ['red', 'orange', 'yellow', 'blue'] as const;
export type WarningLevel = (typeof warningLevels)[number];

/** Reached with so many channels that speak, if what all say together is no likelier than this. */
export interface WarningLimit {
  readonly level: WarningLevel;
  readonly channels: number;
  readonly p: number;
}

/** Thresholds as data: a set is never changed, another one follows it. */
export interface ThresholdSet {
  readonly version: number;
  /** First day on which it holds. */
  readonly from: number;
  readonly limits: readonly WarningLimit[];
  /** What a rule for which one case is enough gives. */
  readonly immediate: WarningLevel;
  readonly source: string;
  readonly verified: boolean;
}

export const usualThresholds: ThresholdSet = {
  version: 1,
  from: Number.MIN_SAFE_INTEGER,
  limits: [
    { level: 'red', channels: 3, p: 1e-6 },
    { level: 'orange', channels: 2, p: 1e-5 },
    { level: 'yellow', channels: 2, p: 1e-3 },
    { level: 'yellow', channels: 1, p: 1e-5 },
    { level: 'blue', channels: 1, p: 1e-3 },
  ],
  immediate: 'orange',
  source:
    'This project: 《传染病疫情预警管理办法（试行）》 names four levels and leaves their criteria to another document, which was not found; the numbers are ours.',
  verified: false,
};

/** What decides about a warning. */
export interface Weighed {
  readonly speaking: number;
  readonly p: number;
  readonly immediate: boolean;
}

const rankOf = (level: WarningLevel): number => warningLevels.indexOf(level);

/** The worst level that is reached, with the limit that did it (none where a single case did); null for no warning. */
export function weighEvidence(
  { speaking, p, immediate }: Weighed,
  set: ThresholdSet,
): { readonly level: WarningLevel; readonly limit: WarningLimit | null } | null {
  const [worst] = set.limits
    .filter((limit) => speaking >= limit.channels && p <= limit.p)
    .sort((one, other) => rankOf(one.level) - rankOf(other.level));
  if (immediate && (!worst || rankOf(set.immediate) < rankOf(worst.level))) return { level: set.immediate, limit: null };
  return worst ? { level: worst.level, limit: worst } : null;
}

/** The set that holds on a day: of those begun by then the last in the list. */
export const thresholdsOn = (history: readonly ThresholdSet[], day: number): ThresholdSet | null =>
  history.findLast(({ from }) => from <= day) ?? null;
