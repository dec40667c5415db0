import type { Column } from '../columns/build-column.ts';

/** Of a column: how many records know it, and the chance that two of them drawn at random have the same text. */
export function chanceOfSame({ counts, codes }: Column): { readonly known: number; readonly chance: number } {
  const known = codes.length - (counts[0] ?? 0);
  let pairs = 0;
  for (let code = 1; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    pairs += count * (count - 1);
  }
  return { known, chance: known < 2 ? 0 : pairs / known / (known - 1) };
}

/** Frequencies of a column's texts for the level at which both have the same one. */
export function frequenciesOf(column: Column) {
  const { known, chance } = chanceOfSame(column);
  return {
    exactly: chance,
    frequency: (level: number, one: number): number | undefined =>
      level === 0 ? (column.counts[column.codes[one] ?? 0] ?? 0) / known : undefined,
    meanFrequency: (level: number): number | undefined => (level === 0 ? chance : undefined),
  };
}
