import { ok, type Result } from '@songhua/kernel';
import { codesInside } from './places.ts';
import type { AreaInfo } from './registry-shapes.ts';

const refused = (code: string, params: Readonly<Record<string, string | number>> = {}): Result<never> => ({
  ok: false,
  error: { code, params },
});
const nameOf = (areas: ReadonlyMap<string, AreaInfo>, code: string): string => {
  const name = areas.get(code)?.name;
  return name ? `${name.zh} ${name.en}` : code;
};

/** The areas that returns are made for: the city, its urban area, counties and zones. */
export const isReturning = ({ level }: AreaInfo): boolean => level !== 'town';

/** Whether an account may act for an area: an account without an area may for all, one with an area for it and what lies in it. */
export function mayActFor(areas: ReadonlyMap<string, AreaInfo>, own: string | undefined, area: string): Result<null> {
  const asked = areas.get(area);
  if (!asked || !isReturning(asked)) return refused('returns.unknown-area', { area });
  if (own === undefined || codesInside(areas, own).has(area)) return ok(null);
  return refused('returns.area-not-yours', { own: nameOf(areas, own), area: nameOf(areas, area) });
}

/** Whether an account may review: those of the whole city, and those without an area. */
export function mayReview(areas: ReadonlyMap<string, AreaInfo>, own: string | undefined): Result<null> {
  return own === undefined || areas.get(own)?.parent === null ? ok(null) : refused('returns.own-review');
}
