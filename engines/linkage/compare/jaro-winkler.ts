const longest = 64;
const takenA = new Uint8Array(longest);
const takenB = new Uint8Array(longest);

/**
 * Jaro-Winkler similarity of two pieces of text, 0 to 1 (Winkler 1990: prefix of up to 4, weight 0.1). Only the first 64 units count.
 * Works on units in place, so that nothing is made for each pair.
 */
export function jaroWinkler(units: Uint16Array, a0: number, a1: number, other: Uint16Array, b0: number, b1: number): number {
  const a = Math.min(a1 - a0, longest);
  const b = Math.min(b1 - b0, longest);
  if (a === 0 || b === 0) return a === b ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a, b) / 2) - 1);
  takenA.fill(0, 0, a);
  takenB.fill(0, 0, b);
  let same = 0;
  for (let i = 0; i < a; i += 1) {
    const unit = units[a0 + i];
    const end = Math.min(b, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (takenB[j] === 0 && other[b0 + j] === unit) {
        takenA[i] = 1;
        takenB[j] = 1;
        same += 1;
        break;
      }
    }
  }
  if (same === 0) return 0;
  let crossed = 0;
  for (let i = 0, j = 0; i < a; i += 1) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j += 1;
    if (units[a0 + i] !== other[b0 + j]) crossed += 1;
    j += 1;
  }
  const jaro = (same / a + same / b + (same - crossed / 2) / same) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a, b) && units[a0 + prefix] === other[b0 + prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
