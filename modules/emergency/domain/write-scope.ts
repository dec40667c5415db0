import { ok, type Result, refuse } from '@songhua/kernel';

/** An area with what it lies in. */
interface Node {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
}

/** The codes of an area and of all that lies in it; parents stand before their children. */
export function codesWithin(areas: readonly Node[], whole: string): ReadonlySet<string> {
  const inside = new Set([whole]);
  for (const { code, parent } of areas) if (parent !== null && inside.has(parent)) inside.add(code);
  return inside;
}

/** Who answers for an area writes on what lies in it; who answers for none, on everything. */
export function checkScope(areas: readonly Node[], own: string | undefined, area: string): Result<null> {
  if (own === undefined || codesWithin(areas, own).has(area)) return ok(null);
  return refuse('emergency.other-area', { own, area });
}

/** Whether somebody decides for a county only or for the city. */
export const answersFor = (areas: readonly Node[], own: string | undefined): 'county' | 'city' =>
  own === undefined || areas.some(({ code, level }) => code === own && level === 'city') ? 'city' : 'county';
