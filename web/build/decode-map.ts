/** A place on the source's grid: 1/1024 of a degree, longitude and latitude. */
export type GridPoint = readonly [x: number, y: number];

/** One county-level area as the source has it. A polygon's first ring is its border, further ones are holes. */
export interface SourceArea {
  readonly code: string;
  readonly name: string;
  readonly polygons: readonly (readonly (readonly GridPoint[])[])[];
}

type Offset = readonly [number, number];
interface Feature {
  readonly id: string;
  readonly properties: { readonly name: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly string[]; readonly encodeOffsets: readonly Offset[] }
    | {
        readonly type: 'MultiPolygon';
        readonly coordinates: readonly (readonly string[])[];
        readonly encodeOffsets: readonly (readonly Offset[])[];
      };
}

const zigzag = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 64;
  return (value >> 1) ^ -(value & 1);
};

/** A ring as ECharts packs it: steps from point to point, zigzagged into characters from `@` on. */
export function decodeRing(text: string, [startX, startY]: Offset): GridPoint[] {
  let [x, y] = [startX, startY];
  const points: GridPoint[] = [];
  for (let at = 0; at + 1 < text.length; at += 2) {
    x += zigzag(text, at);
    y += zigzag(text, at + 1);
    points.push([x, y]);
  }
  return points;
}

const decodePolygon = (rings: readonly string[], offsets: readonly Offset[]): GridPoint[][] =>
  rings.map((ring, at) => {
    const offset = offsets[at];
    if (!offset) throw new Error('a ring of the map has no offset');
    return decodeRing(ring, offset);
  });

/** The GB/T 2260 codes of the areas a map file holds, without reading their shapes. */
export const codesIn = (file: string): string[] => [...file.matchAll(/\bid"?:"(\d{6})"/g)].flatMap(([, code]) => code ?? []);

/**
 * The areas of one ECharts map file: a script that registers a feature collection. The collection is read as data, the script
 * never runs. Its keys stand without quotation marks; a packed ring has no character below `@`, so none of it looks like a key.
 */
export function decodeMap(file: string): SourceArea[] {
  const start = file.search(/\{\s*"?type"?:\s*"FeatureCollection"/);
  const end = file.indexOf('UTF8Encoding', start);
  if (start < 0 || end < 0) throw new Error('the file holds no packed map');
  const quoted = `${file.slice(start, file.lastIndexOf(',', end))}}`.replace(/([{,])\s*([A-Za-z]+\d*):/g, '$1"$2":');
  const { features } = JSON.parse(quoted) as { readonly features: readonly Feature[] };
  return features.map(({ id, properties, geometry }) => ({
    code: id,
    name: properties.name,
    polygons:
      geometry.type === 'Polygon'
        ? [decodePolygon(geometry.coordinates, geometry.encodeOffsets)]
        : geometry.coordinates.map((rings, at) => decodePolygon(rings, geometry.encodeOffsets[at] ?? [])),
  }));
}
