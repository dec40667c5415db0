/** Steps people count in. */
const steps = [1, 2, 2.5, 5, 10];

/**
 * Limits of at most `most` classes of equal width, on round numbers, that hold every value: n + 1 ascending limits for n classes.
 * A class holds its lower limit, the last one its upper limit, too. No values, no classes; one value, one class.
 */
export function classBreaks(values: readonly number[], most = 5): number[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [low, high];
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  for (const step of [...steps, 20, 25, 50]) {
    const width = step * power;
    const first = Math.floor(low / width);
    const last = Math.max(Math.ceil(high / width), first + 1);
    // Limits are multiples of the width, so that they are printed as round as they are; 12 digits lose the dust of binary fractions.
    if (last - first <= most) {
      return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * width).toPrecision(12)));
    }
  }
  return [low, high];
}

/** The class a value falls in, from 0; of what lies outside, the nearest. */
export function classOf(breaks: readonly number[], value: number): number {
  const classes = breaks.length - 1;
  const at = breaks.slice(1, -1).filter((limit) => value >= limit).length;
  return Math.min(at, Math.max(classes - 1, 0));
}

/** Decimals by which every limit is told from its neighbours. */
export const breakDecimals = (breaks: readonly number[]): number =>
  [0, 1, 2, 3].find((n) => breaks.every((limit) => Math.abs(Number(limit.toFixed(n)) - limit) < 1e-9)) ?? 4;
