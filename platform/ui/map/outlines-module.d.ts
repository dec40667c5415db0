/** Made by the web build (web/build): outlines of the cities that `plans/` names. */
declare module 'virtual:songhua-outlines' {
  type Outlines = GeoJSON.FeatureCollection<
    GeoJSON.Polygon | GeoJSON.MultiPolygon,
    { readonly code: string; readonly name: string }
  >;
  export const outlines: Readonly<Record<string, () => Promise<{ readonly default: Outlines }>>>;
}
