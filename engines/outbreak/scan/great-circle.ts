const radius = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points given in degrees, on a sphere with the earth's mean radius (haversine formula). */
export function greatCircle(longitude: number, latitude: number, otherLongitude: number, otherLatitude: number): number {
  const across = Math.sin(radians(otherLatitude - latitude) / 2);
  const along = Math.sin(radians(otherLongitude - longitude) / 2);
  const chord = across * across + Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude)) * along * along;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}
