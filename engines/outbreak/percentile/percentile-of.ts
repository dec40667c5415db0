/**
 * The percentile (0 to 100) of values in ascending order, linear between neighbours: the smallest is the 0th, the largest the 100th (type 7 of Hyndman
 * and Fan 1996; also what spreadsheets compute).
 */
export function percentileOf(ascending: ArrayLike<number>, percentile: number): number {
  const place = ((ascending.length - 1) * percentile) / 100;
  const below = Math.floor(place);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}
