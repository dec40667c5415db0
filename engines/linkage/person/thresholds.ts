/** Where the outcomes part, in bits: log2 of the odds that two records are one person. */
export interface PersonThresholds {
  /** From here on records are linked without anybody looking, if nothing forbids it. */
  readonly link: number;
  /** From here on it is called probable; below, possible. */
  readonly probable: number;
  /** From here on somebody is asked to look. */
  readonly review: number;
}

/**
 * Fixed beforehand and for every register. Link: odds of 64 to 1, and no veto: on noisy cities of 360,000 that no model
 * was taught by, nothing that vetoes let through was wrong from odds of 16 to 1 on, and a wrong link puts one person's allergies into another's record. Probable:
 * odds even or better. Review: one in sixteen, below which people would look at hundreds of strangers for each pair they find.
 */
export const usualPersonThresholds: PersonThresholds = { link: 6, probable: 0, review: -4 };
