import { ok, type Result, refuse } from '@songhua/kernel';

interface Node {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
}

/** An area and all in it; parents stand before their children. */
export function areasWithin(areas: readonly Node[], whole: string): string[] {
  const inside = new Set([whole]);
  for (const { code, parent } of areas) if (parent !== null && inside.has(parent)) inside.add(code);
  return [...inside];
}

const isWhole = (areas: readonly Node[], own: string | undefined): boolean =>
  own === undefined || areas.some(({ code, parent }) => code === own && parent === null);

/**
 * In which areas somebody sees signals: who answers for an area, those in it; who answers for none or for the city, all of them (undefined). An area
 * that is asked for must be one of them.
 */
export function decideSight(
  areas: readonly Node[],
  own: string | undefined,
  asked: string | undefined,
): Result<readonly string[] | undefined> {
  const mine = isWhole(areas, own) || own === undefined ? undefined : areasWithin(areas, own);
  if (asked === undefined) return ok(mine);
  if (!areas.some(({ code }) => code === asked)) return refuse('surveillance.unknown-area', { area: asked });
  if (isWhole(areas, asked)) return ok(mine);
  if (mine && !mine.includes(asked)) return refuse('surveillance.other-area', { own: own ?? '', area: asked });
  return ok(areasWithin(areas, asked));
}

/** Whether a signal lies where somebody sees it. */
export const isInSight = (mine: readonly string[] | undefined, area: string, town: string | null): boolean =>
  mine === undefined || mine.includes(area) || (town !== null && mine.includes(town));

/** Whether a town, where one is named, lies in its county. */
export function checkPlace(areas: readonly Node[], area: string, town: string | null): Result<null> {
  if (!areas.some(({ code, level }) => code === area && level !== 'town')) return refuse('surveillance.unknown-area', { area });
  if (town === null || areas.some(({ code, parent }) => code === town && parent === area)) return ok(null);
  return refuse('surveillance.town-elsewhere', { town, area });
}
