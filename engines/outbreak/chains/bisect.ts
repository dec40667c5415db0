/** Where a function that is above 0 at `low` and not above 0 at `high` changes sign, to the last bits between the two. */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  let [above, below] = [low, high];
  for (let step = 0; step < 200; step += 1) {
    const middle = (above + below) / 2;
    if (middle === above || middle === below) break;
    if (f(middle) > 0) above = middle;
    else below = middle;
  }
  return (above + below) / 2;
}
