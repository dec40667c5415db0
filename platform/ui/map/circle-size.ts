/** Pixels; the area of a circle is proportional to its count, so its radius to the root. */
const largest = 26;
/** Nothing is drawn smaller: it could not be pointed at. */
const smallest = 6;

/** `scale` makes all of them smaller, for a small map. */
export const circleRadius = (count: number, most: number, scale = 1): number =>
  most <= 0 || count <= 0 ? smallest : Math.max(smallest, scale * largest * Math.sqrt(count / most));

/** Round counts for the legend, largest first, not above the largest on the map. */
export function circleSamples(most: number): number[] {
  if (most < 1) return [];
  const power = 10 ** Math.floor(Math.log10(most));
  const top = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? 1;
  return [...new Set([top, Math.max(1, Math.round(top / 10))])];
}
