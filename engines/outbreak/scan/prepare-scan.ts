import { type Circles, listCircles } from './list-circles.ts';
import type { ScanCases, ScanGroups, ScanOptions, ScanPlaces } from './scan-input.ts';

/** Everything that a share of the replicates needs: plain data, so that it can be sent to a thread as it is. */
export interface PreparedScan {
  readonly circles: Circles;
  readonly areas: number;
  /** Area of each case. */
  readonly areaOf: Int32Array;
  /** Days back from the last one (0 for the last) of the cases in the longest window, in order of the cases. */
  readonly back: Int32Array;
  /** Those cases, beside `back`. */
  readonly recent: Int32Array;
  /** Cases anywhere in the window of `at + 1` days. */
  readonly inWindow: Int32Array;
  readonly days: number;
  readonly options: ScanOptions;
}

/** Sets up a scan. Cases outside the places or the period are left out; a window longer than the period is cut to it. */
export function prepareScan(places: ScanPlaces | ScanGroups, cases: ScanCases, options: ScanOptions): PreparedScan {
  const areas = 'group' in places ? places.group.length : places.longitude.length;
  const { days } = cases;
  const known = Array.from(cases.area, (area, at) => ({ area, day: cases.day[at] ?? -1 })).filter(
    ({ area, day }) => area >= 0 && area < areas && day >= 0 && day < days,
  );
  const longest = Math.max(0, Math.min(options.windows[1], days));
  const casesOf = new Int32Array(areas);
  const inWindow = new Int32Array(longest);
  const [recent, back]: [number[], number[]] = [[], []];
  for (const [at, { area, day }] of known.entries()) {
    casesOf[area] = (casesOf[area] ?? 0) + 1;
    const ago = days - 1 - day;
    if (ago >= longest) continue;
    recent.push(at);
    back.push(ago);
    inWindow[ago] = (inWindow[ago] ?? 0) + 1;
  }
  for (let ago = 1; ago < longest; ago += 1) inWindow[ago] = (inWindow[ago] ?? 0) + (inWindow[ago - 1] ?? 0);
  return {
    circles: listCircles(places, casesOf, options),
    areas,
    areaOf: Int32Array.from(known, ({ area }) => area),
    back: Int32Array.from(back),
    recent: Int32Array.from(recent),
    inWindow,
    days,
    options,
  };
}
