/** Derivative of ln Γ at x > 0: the asymptotic series (Abramowitz & Stegun 6.3.18) above 15, shifted up to there below. */
export function digamma(x: number): number {
  let shifted = x;
  let sum = 0;
  while (shifted < 15) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))));
  return sum + Math.log(shifted) - 0.5 / shifted - series;
}

/** Derivative of `digamma` (Abramowitz & Stegun 6.4.12). */
export function trigamma(x: number): number {
  let shifted = x;
  let sum = 0;
  while (shifted < 15) {
    sum += 1 / (shifted * shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = 1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66))));
  return sum + inverse + square / 2 + square * inverse * series;
}
