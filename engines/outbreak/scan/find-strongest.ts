import { likelihoodRatio } from './likelihood-ratio.ts';
import type { PreparedScan } from './prepare-scan.ts';

/** The cylinder with the largest ratio: number of its centre, number of its last area in the row of the circles, days less one. */
export interface Strongest {
  readonly ratio: number;
  readonly centre: number;
  readonly last: number;
  readonly window: number;
  readonly observed: number;
}

export type FindStrongest = (areaOfRecent: (at: number) => number, closed?: Uint8Array) => Strongest | null;

/**
 * A function that finds the strongest cylinder for the recent cases, given which area the case `at` (of the prepared `recent`, whose days stay) lies in. Circles that
 * hold an area marked in `closed` are left out. Of equal ratios the first centre, then the smallest circle, then the shortest window wins.
 *
 * Around a centre the counts by window grow from area to area, so a circle costs one step for each window. A logarithm is taken only where it can matter: the ratio is the
 * total times a Kullback–Leibler distance, which the chi-squared distance bounds from above; and an area or a day that brings no case only raises what is expected.
 */
export function createFindStrongest({ circles, areas, back, inWindow, areaOf, options }: PreparedScan): FindStrongest {
  const total = areaOf.length;
  const windows = inWindow.length;
  const shortest = Math.max(0, options.windows[0] - 1);
  const { fewestCases } = options;
  const { starts, areas: rows, cases: held } = circles;
  const counts = new Int32Array(areas * windows);
  const within = new Int32Array(windows);
  const share = Float64Array.from(inWindow, (cases) => cases / total);
  const slack = total * (1 + 1e-9);
  return (areaOfRecent, closed) => {
    counts.fill(0);
    for (let at = 0; at < back.length; at += 1) {
      const cell = areaOfRecent(at) * windows + (back[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
    for (let cell = 0; cell < counts.length; cell += 1)
      if (cell % windows !== 0) counts[cell] = (counts[cell] as number) + (counts[cell - 1] as number);
    let ratio = 0;
    let [bestCentre, bestLast, bestWindow, bestObserved] = [-1, -1, -1, 0];
    for (let centre = 0; centre + 1 < starts.length; centre += 1) {
      within.fill(0);
      let fresh = false;
      const end = starts[centre + 1] as number;
      for (let last = starts[centre] as number; last < end; last += 1) {
        const area = rows[last] as number;
        if (closed !== undefined && closed[area] === 1) break;
        const row = area * windows;
        if ((counts[row + windows - 1] as number) > 0) {
          fresh = true;
          for (let window = 0; window < windows; window += 1)
            within[window] = (within[window] as number) + (counts[row + window] as number);
        }
        const cases = held[last] as number;
        if (!fresh || cases === 0) continue;
        fresh = false;
        let before = 0;
        for (let window = shortest; window < windows; window += 1) {
          const observed = within[window] as number;
          if (observed === before) continue;
          before = observed;
          const expected = cases * (share[window] as number);
          const excess = observed - expected;
          if (excess <= 0 || excess * excess * slack <= ratio * expected * (total - expected) || observed < fewestCases) continue;
          const found = likelihoodRatio(observed, cases * (inWindow[window] as number), total);
          if (found <= ratio) continue;
          ratio = found;
          bestCentre = centre;
          bestLast = last;
          bestWindow = window;
          bestObserved = observed;
        }
      }
    }
    return bestCentre < 0 ? null : { ratio, centre: bestCentre, last: bestLast, window: bestWindow, observed: bestObserved };
  };
}
