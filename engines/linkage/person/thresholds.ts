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
 * Fixed beforehand and for every register; a server's configuration may set them higher. Link: odds of about 1,000 to 1, since a wrong link puts one
 * person's allergies into another's record. Probable: odds even or better. Review: one in sixteen, below which people would look at hundreds of strangers
 * for each pair they find.
 */
export const usualPersonThresholds: PersonThresholds = { link: 10, probable: 0, review: -4 };
