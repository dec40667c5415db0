/** Where each area lies, by its centre: degrees, side by side. */
export interface ScanPlaces {
  readonly longitude: ArrayLike<number>;
  readonly latitude: ArrayLike<number>;
}

/**
 * What each area belongs to where nobody knows where areas lie: their group (a town's county), side by side. Candidates for a cluster are then each area by itself and each
 * whole group: a tree of two levels (Kulldorff, Fang and Walsh 2003, Biometrics 59:323). A radius means nothing.
 */
export interface ScanGroups {
  readonly group: ArrayLike<number>;
}

/** Cases one by one, side by side: the area each lives in (index into the places) and its day (0 for the first of the period). */
export interface ScanCases {
  readonly area: ArrayLike<number>;
  readonly day: ArrayLike<number>;
  /** Days in the period; the last one is the day of the analysis. */
  readonly days: number;
}

export interface ScanOptions {
  /** Largest share of all cases that a circle may hold: 0.5 is what Kulldorff proposes. */
  readonly largestShare: number;
  /** Largest radius of a circle in kilometres; null for none. */
  readonly largestRadius: number | null;
  /** Days of the shortest and of the longest window; every window ends with the last day. */
  readonly windows: readonly [shortest: number, longest: number];
  /** A cluster of fewer cases than this is none. */
  readonly fewestCases: number;
  /** Permutations that the clusters found are compared with: 999 makes .001 the smallest p. */
  readonly replicates: number;
  /** 32 bits; the same seed gives the same answer, however many threads share the work. */
  readonly seed: number;
}

/** What the literature uses for daily analyses: half of the cases at most, windows of up to four weeks, 999 permutations. */
export const usualScanOptions: Omit<ScanOptions, 'seed'> = {
  largestShare: 0.5,
  largestRadius: null,
  windows: [1, 28],
  fewestCases: 2,
  replicates: 999,
};

/** A circle of areas over the last days of the period in which more cases lie than their places and their days alone explain. */
export interface SpaceTimeCluster {
  /** Area in whose centre the circle stands. */
  readonly centre: number;
  /** Areas in the circle, the nearest first. */
  readonly areas: readonly number[];
  /** Kilometres from the centre to the centre of the farthest area. */
  readonly radius: number;
  /** First and last day of the window, both within it. */
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number;
  /** Logarithm of the likelihood ratio. */
  readonly ratio: number;
  /** How often a permutation has such a ratio or a larger one somewhere, this analysis counted as one of them. */
  readonly p: number;
  /** Days between analyses as striking as this when nothing is going on and there is one each day: 1/p. */
  readonly recurrenceDays: number;
}
