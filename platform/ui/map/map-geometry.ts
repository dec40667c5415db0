import type { Outlines } from 'virtual:songhua-outlines';

/** Longitude and latitude in degrees, or pixels from the upper left corner. */
export type Point = readonly [x: number, y: number];

/** Pixels at the lower edge that are kept for the map's label. */
export const labelHeight = 14;

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

type Geometry = Outlines['features'][number]['geometry'];

const polygonsOf = ({ type, coordinates }: Geometry): GeoJSON.Position[][][] =>
  type === 'Polygon' ? [coordinates as GeoJSON.Position[][]] : (coordinates as GeoJSON.Position[][][]);

export function boundsOf(outlines: Outlines): Bounds {
  const points = outlines.features.flatMap(({ geometry }) => polygonsOf(geometry).flat(2));
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  return { west: Math.min(...xs), south: Math.min(...ys), east: Math.max(...xs), north: Math.max(...ys) };
}

/** Twice the signed area of a ring, and its centre of gravity. */
function weigh(ring: readonly GeoJSON.Position[]): { readonly area: number; readonly centre: Point } {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at + 1 < ring.length; at++) {
    const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [ring[at], ring[at + 1]];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { area, centre: area === 0 ? [0, 0] : [x / (3 * area), y / (3 * area)] };
}

/** Where an area's circle or figure stands: the centre of its largest part. */
export function centreOf(geometry: Geometry): Point {
  const parts = polygonsOf(geometry).map(([border = []]) => weigh(border));
  const largest = parts.toSorted((a, b) => Math.abs(b.area) - Math.abs(a.area))[0];
  return largest?.centre ?? [0, 0];
}

/** Web Mercator, in degrees of the equator: the same shape that the drawn map of MapLibre has. */
const mercator = (latitude: number): number =>
  (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (Math.min(Math.max(latitude, -85), 85) * Math.PI) / 360));

/** Fits the bounds into a box of pixels, with room at the edges. */
export function fitInto({ west, south, east, north }: Bounds, width: number, height: number, room: number): (at: Point) => Point {
  const [top, bottom] = [mercator(north), mercator(south)];
  const [wide, tall] = [east - west, top - bottom];
  const scale = Math.min((width - 2 * room) / wide, (height - 2 * room) / tall);
  const [left, above] = [(width - wide * scale) / 2, (height - tall * scale) / 2];
  return ([x, y]) => [left + (x - west) * scale, above + (top - mercator(y)) * scale];
}

/** An area's outline as the path of an SVG element, to a tenth of a pixel. */
export function pathOf(geometry: Geometry, project: (at: Point) => Point): string {
  const place = ([x = 0, y = 0]: GeoJSON.Position): string =>
    project([x, y])
      .map((n) => n.toFixed(1))
      .join(' ');
  return polygonsOf(geometry)
    .flatMap((rings) => rings.map((ring) => `M${ring.map(place).join('L')}Z`))
    .join('');
}
