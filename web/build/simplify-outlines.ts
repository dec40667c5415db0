import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';
import type { GeometryCollection, Objects, Topology } from 'topojson-specification';
import type { GridPoint, SourceArea } from './decode-map.ts';

/** Points of the source's grid to one of ours: 1/256 of a degree, some 400 m, less than a pixel of a city's map. */
const coarse = 4;
/** Corners whose triangle is smaller than this many cells of our grid are cut off. */
const smallest = 2.1;

interface Properties {
  readonly code: string;
  readonly name: string;
}
export type Outlines = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, Properties>;

const same = (a: GridPoint | undefined, b: GridPoint | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/**
 * A ring on the coarse grid. Neighbours draw their common border by points of their own; on the coarse grid these fall together, so
 * that the border is one line and stays one when it is simplified. Spurs that the snapping leaves are cut.
 */
export function snapRing(ring: readonly GridPoint[]): GridPoint[] {
  const kept: GridPoint[] = [];
  for (const [x, y] of ring) {
    const point: GridPoint = [Math.round(x / coarse), Math.round(y / coarse)];
    if (same(point, kept.at(-1))) continue;
    if (kept.length > 1 && same(point, kept.at(-2))) kept.pop();
    else kept.push(point);
  }
  if (kept.length > 0 && !same(kept[0], kept.at(-1))) kept.push(kept[0] ?? [0, 0]);
  return kept;
}

const degrees = ([x = 0, y = 0]: GeoJSON.Position): GeoJSON.Position => [
  Number(((x * coarse) / 1024).toFixed(4)),
  Number(((y * coarse) / 1024).toFixed(4)),
];

/** Twice the area of a ring, negative when it runs clockwise. */
const area = (ring: readonly GeoJSON.Position[]): number =>
  ring.slice(1).reduce((sum, [x = 0, y = 0], at) => sum + (ring[at]?.[0] ?? 0) * y - x * (ring[at]?.[1] ?? 0), 0);

/** Borders counterclockwise, holes clockwise, as GeoJSON has it. A part that simplification made a line is left out. */
const wind = (polygons: readonly (readonly GeoJSON.Position[][])[]): GeoJSON.Position[][][] =>
  polygons
    .map((rings) => rings.filter((ring) => area(ring) !== 0))
    .filter((rings) => rings.length > 0)
    .map((rings) => rings.map((ring, at) => (area(ring) > 0 === (at === 0) ? ring : ring.toReversed()).map(degrees)));

/** The areas as light outlines in degrees. A part too small for the coarse grid is left out; an area never is. */
export function simplifyOutlines(areas: readonly SourceArea[]): Outlines {
  const collection: Outlines = {
    type: 'FeatureCollection',
    features: areas.map(({ code, name, polygons }) => {
      const parts = polygons.map((rings) => rings.map(snapRing).filter((ring) => ring.length >= 4)).filter((rings) => rings[0]);
      if (parts.length === 0) throw new Error(`nothing is left of ${code} ${name} on the coarse grid`);
      return {
        type: 'Feature',
        properties: { code, name },
        geometry: { type: 'MultiPolygon', coordinates: parts.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y]))) },
      };
    }),
  };
  const whole = presimplify(topology({ areas: collection }) as Topology<Objects<Properties>>);
  const light = simplify(whole, smallest);
  const drawn = feature(light, light.objects['areas'] as GeometryCollection<Properties>);
  return {
    type: 'FeatureCollection',
    features: drawn.features.map(({ properties, geometry }) => {
      if (geometry.type !== 'MultiPolygon') throw new Error(`${properties.code} is no area`);
      return {
        type: 'Feature',
        properties,
        geometry: { type: 'MultiPolygon', coordinates: wind(geometry.coordinates) },
      };
    }),
  };
}
