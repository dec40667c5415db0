const halfLogTwoPi = 0.9189385332046728;

/** What Stirling's formula lacks, for x ≥ 15 (Abramowitz & Stegun 6.1.41). */
function correction(x: number): number {
  const square = 1 / (x * x);
  const inner = 1 / 1188 - square * (691 / 360360 - square / 156);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * inner)))) / x;
}

/** ln Γ(x) for x > 0, to about 1e-15 of max(1, |ln Γ|): Stirling's series, shifted up to where it holds. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 15) {
    product *= shifted;
    shifted += 1;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + correction(shifted) - Math.log(product);
}

/** ln Γ(x + more) − ln Γ(x) for x > 0 and more ≥ 0, exact also where x is so large that the two hardly differ. */
export function logRising(x: number, more: number): number {
  if (x < 15) return logGamma(x + more) - logGamma(x);
  return (x - 0.5) * Math.log1p(more / x) + more * (Math.log(x + more) - 1) + correction(x + more) - correction(x);
}
