/**
 * How many edits (a unit put in, left out, replaced, or two neighbours swapped; optimal string alignment) lie between two pieces of text, as far
 * as that is at most 2; else 3. Common beginnings and ends are cut off first, which settles most pairs.
 */
export function editsUpToTwo(units: Uint16Array, a0: number, a1: number, other: Uint16Array, b0: number, b1: number): number {
  let [from, to, otherFrom, otherTo] = [a0, a1, b0, b1];
  while (from < to && otherFrom < otherTo && units[from] === other[otherFrom]) {
    from += 1;
    otherFrom += 1;
  }
  while (from < to && otherFrom < otherTo && units[to - 1] === other[otherTo - 1]) {
    to -= 1;
    otherTo -= 1;
  }
  const a = to - from;
  const b = otherTo - otherFrom;
  if (a === 0 || b === 0) return Math.min(a + b, 3);
  if (Math.abs(a - b) > 2) return 3;
  if (a === 1 && b === 1) return 1;
  return within(units, from, to, other, otherFrom, otherTo, 2);
}

/** Edits between two pieces whose first units differ, tried one kind after the other; more than `left` is 3. */
function within(
  units: Uint16Array,
  from: number,
  to: number,
  other: Uint16Array,
  otherFrom: number,
  otherTo: number,
  left: number,
): number {
  let [i, j] = [from, otherFrom];
  while (i < to && j < otherTo && units[i] === other[j]) {
    i += 1;
    j += 1;
  }
  const a = to - i;
  const b = otherTo - j;
  if (a === 0 || b === 0) return a + b <= left ? a + b : 3;
  if (left === 0) return 3;
  let best = 3;
  const attempt = (nextI: number, nextJ: number): void => {
    const rest = within(units, nextI, to, other, nextJ, otherTo, left - 1);
    if (rest < 3) best = Math.min(best, rest + 1);
  };
  if (a > 1 && b > 1 && units[i] === other[j + 1] && units[i + 1] === other[j]) attempt(i + 2, j + 2);
  if (best > 1) attempt(i + 1, j + 1);
  if (best > 1 && a >= b) attempt(i + 1, j);
  if (best > 1 && b >= a) attempt(i, j + 1);
  // The longer side first; the shorter one's letters may be the ones too many as well.
  if (best > 1 && a < b) attempt(i + 1, j);
  if (best > 1 && b < a) attempt(i, j + 1);
  return best;
}
