import { badValue, type Read, read } from './complaint.ts';
import { readNumber } from './numbers.ts';
import type { NearValue, Ucum } from './types.ts';

/** Metres per unit, for the units people write without UCUM's brackets. */
const metres: Readonly<Record<string, number>> = { km: 1000, m: 1, mi: 1609.344, ft: 0.3048 };

/** R4 leaves it to the server what is near when no distance is given: ten kilometres, in metres. */
const usual = 10_000;

/** `latitude|longitude[|distance[|unit]]`; kilometres when no unit is given. FHIR R4 Location, "Positional searching". */
export function readNear(text: string, ucum: Ucum | undefined): Read<NearValue> {
  const [north = '', east = '', far = '', unit = '', ...rest] = text.split('|');
  const latitude = readNumber(north)?.value;
  const longitude = readNumber(east)?.value;
  if (latitude === undefined || longitude === undefined || rest.length > 0) {
    return badValue('形式应为 纬度|经度|距离|单位', 'must be latitude|longitude|distance|unit');
  }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return badValue('纬度在 ±90 以内，经度在 ±180 以内', 'latitude is within ±90 and longitude within ±180');
  }
  if (far === '') return read({ kind: 'near', latitude, longitude, distance: usual });
  const distance = readNumber(far)?.value;
  const each = metres[unit === '' ? 'km' : unit] ?? lengthOf(unit, ucum);
  if (distance === undefined || distance < 0)
    return badValue('距离应为不小于零的数', 'the distance must be a number of at least zero');
  if (each === undefined) return badValue(`${unit} 不是长度单位`, `${unit} is no unit of length`);
  return read({ kind: 'near', latitude, longitude, distance: distance * each });
}

function lengthOf(unit: string, ucum: Ucum | undefined): number | undefined {
  const known = ucum?.canonical(unit);
  return known?.code === 'm' && known.offset === 0 ? known.factor : undefined;
}

/** Metres between two places along the great circle, on a sphere of 6,371,008.8 m (the mean radius of WGS 84). */
export function distanceBetween(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const h = north * north + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * east * east;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
