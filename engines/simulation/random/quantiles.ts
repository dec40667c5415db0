/** Quantiles of a sample, linear between neighbours (type 7 of Hyndman and Fan 1996); NaN of an empty one. */
export function quantilesOf(sample: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(sample).sort();
  return shares.map((share) => {
    const at = share * (sorted.length - 1);
    const low = sorted[Math.floor(at)] ?? Number.NaN;
    const high = sorted[Math.ceil(at)] ?? Number.NaN;
    return low + (high - low) * (at - Math.floor(at));
  });
}
