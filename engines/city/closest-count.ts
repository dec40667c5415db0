/** True when `part` of `whole`, as a percentage rounded half up, prints as `percent` at that many decimals. */
export function printsAs(part: number, whole: number, percent: number, decimals: number): boolean {
  const scale = 10 ** decimals;
  // Compared as whole numbers: 2·100·scale·part/whole lies in [2p − 1, 2p + 1).
  const twice = 2 * 100 * scale * part;
  const printed = Math.round(percent * scale);
  return twice >= (2 * printed - 1) * whole && twice < (2 * printed + 1) * whole;
}

/** The part of `whole` that prints as `percent`, nearest to it; undefined when there is none. */
export function partOf(whole: number, percent: number, decimals: number): number | undefined {
  const part = Math.round((whole * percent) / 100);
  return [part, part - 1, part + 1].find((p) => p >= 0 && p <= whole && printsAs(p, whole, percent, decimals));
}

/**
 * The number of institutions closest to `near`, between the limits, of which a whole number prints as the
 * published percentage (e.g. 91.37 % near 145: 127 of 139). Undefined when there is none.
 */
export function closestCount(
  percent: number,
  decimals: number,
  near: number,
  limits: { readonly low: number; readonly high: number },
): { readonly whole: number; readonly part: number } | undefined {
  for (let distance = 0; distance <= limits.high - limits.low + Math.abs(near); distance++) {
    for (const whole of [near - distance, near + distance]) {
      if (whole < Math.max(1, limits.low) || whole > limits.high) continue;
      const part = partOf(whole, percent, decimals);
      if (part !== undefined) return { whole, part };
    }
  }
  return undefined;
}
