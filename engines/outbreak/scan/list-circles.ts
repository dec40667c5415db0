import { greatCircle } from './great-circle.ts';
import type { ScanGroups, ScanOptions, ScanPlaces } from './scan-input.ts';

/** All circles around all areas, as plain data: around each centre the areas from the nearest to the farthest, each circle a beginning of that row. */
export interface Circles {
  /** Centre `i` has the areas `areas[starts[i]]` up to, not with, `areas[starts[i + 1]]`. */
  readonly starts: Int32Array;
  readonly areas: Int32Array;
  /** Kilometres from the centre, beside `areas`. */
  readonly distances: Float64Array;
  /** Cases (at any time) in the circle that ends with this area; 0 where none ends here because the next area is as near. */
  readonly cases: Int32Array;
}

/** How far one area lies from another; of groups alone: 1 within one, and nowhere outside. */
function distanceIn(places: ScanPlaces | ScanGroups): (centre: number, area: number) => number {
  if ('group' in places) {
    const { group } = places;
    return (centre, area) => {
      if (centre === area) return 0;
      return group[centre] === group[area] ? 1 : Number.POSITIVE_INFINITY;
    };
  }
  const { longitude, latitude } = places;
  const at = (values: ArrayLike<number>, area: number): number => values[area] ?? 0;
  return (centre, area) => greatCircle(at(longitude, centre), at(latitude, centre), at(longitude, area), at(latitude, area));
}

/** The circles that hold cases, at most the largest share of them, within the largest radius. Areas as near as each other come in together. */
export function listCircles(
  places: ScanPlaces | ScanGroups,
  casesOf: Int32Array,
  { largestShare, largestRadius }: Pick<ScanOptions, 'largestShare' | 'largestRadius'>,
): Circles {
  const total = casesOf.reduce((sum, cases) => sum + cases, 0);
  const [starts, areas, distances, held]: [number[], number[], number[], number[]] = [[0], [], [], []];
  const distanceOf = distanceIn(places);
  for (let centre = 0; centre < casesOf.length; centre += 1) {
    const row = Array.from(casesOf, (_, area) => ({
      area,
      distance: distanceOf(centre, area),
    }))
      .filter(({ distance }) => Number.isFinite(distance) && (largestRadius === null || distance <= largestRadius))
      .sort((one, other) => one.distance - other.distance || one.area - other.area);
    let cases = 0;
    for (const [step, { area, distance }] of row.entries()) {
      cases += casesOf[area] ?? 0;
      if (cases > largestShare * total) break;
      areas.push(area);
      distances.push(distance);
      held.push(row[step + 1]?.distance === distance ? 0 : cases);
    }
    starts.push(areas.length);
  }
  return {
    starts: Int32Array.from(starts),
    areas: Int32Array.from(areas),
    distances: Float64Array.from(distances),
    cases: Int32Array.from(held),
  };
}
