/** What the sample of one pass says: the share of its pairs that are one person, and how many pairs the whole pass has. */
export interface PassEstimate {
  readonly share: number;
  readonly pairs: number;
}

/** Below this share a mixture of classes is told apart by chance: some namesakes too many, times a hundred million pairs, are millions of people too many. */
const telling = 0.1;

/**
 * How many pairs of a table are one person: the most that any pass finds, asked of those in which a good share are; of all only where none is such. At
 * least one.
 */
export function countMatches(passes: readonly PassEstimate[]): number {
  const sure = passes.filter(({ share }) => share >= telling);
  return Math.max(1, ...(sure.length > 0 ? sure : passes).map(({ share, pairs }) => share * pairs));
}
