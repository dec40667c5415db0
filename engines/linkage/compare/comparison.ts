/** What two values of a field have in common, the most alike first; the last is that they differ. */
export interface Level {
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
}

/** How one field of two records is compared. */
export interface Comparison {
  readonly name: string;
  readonly levels: readonly Level[];
  /** Place of the level among `levels`; -1 where one of the two is not known. */
  readonly compare: (one: number, other: number) => number;
  /**
   * How often what they have in common occurs among all records, 0 to 1, where two agree on something rare more tellingly than on something
   * common; undefined at levels to which this does not apply.
   */
  readonly frequency?: (level: number, one: number, other: number) => number | undefined;
  /** What that frequency is for two records drawn by chance who agree at this level. */
  readonly meanFrequency?: (level: number) => number | undefined;
  /**
   * Chances of the levels for two people of one household (twins, father and son). `learned`: it is something they share, and the data say how often; what tells
   * them apart keeps these chances, or the class of relatives would take people's own records with errors. Without it they are as for people drawn at random.
   */
  readonly amongRelatives?: { readonly chances: readonly number[]; readonly learned: boolean };
  /** Chance of the first level among records drawn by chance, where it can be counted rather than sampled. */
  readonly exactly?: number;
}

export const differs: Level = { code: 'differs', title: { zh: '不同', en: 'different' } };
export const same: Level = { code: 'same', title: { zh: '相同', en: 'the same' } };
