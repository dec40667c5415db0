import { ok, type Result, refuse } from '@songhua/kernel';

interface Node {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
}

/** Which investigations somebody sees: all, or those of these areas. */
export type Sight = { readonly of: 'city' } | { readonly of: 'areas'; readonly codes: readonly string[] };

/** Accounts without an area, and those of an area that lies in no other, see all; a county's see what is its own or what it takes part in. */
export function decideSight(areas: readonly Node[], own: string | undefined): Sight {
  if (own === undefined || areas.some(({ code, parent }) => code === own && parent === null)) return { of: 'city' };
  const inside = new Set([own]);
  for (const { code, parent } of areas) if (parent !== null && inside.has(parent)) inside.add(code);
  return { of: 'areas', codes: [...inside] };
}

interface Placed {
  readonly area: string;
  readonly shared: readonly string[];
}

export const sees = (sight: Sight, { area, shared }: Placed): boolean =>
  sight.of === 'city' || [area, ...shared].some((code) => sight.codes.includes(code));

/** Those of the areas that somebody looks after themselves: to be told of an investigation by another county opens nothing of theirs to it. */
export const insideSight = (sight: Sight, areas: readonly string[]): readonly string[] =>
  sight.of === 'city' ? areas : areas.filter((code) => sight.codes.includes(code));

/** An investigation is opened in a county or the city, within what the opener looks after. */
export function checkAreas(areas: readonly Node[], sight: Sight, { area, shared }: Placed): Result<null> {
  for (const code of [area, ...shared])
    if (!areas.some((one) => one.code === code && one.level !== 'town'))
      return refuse('investigation.unknown-area', { area: code });
  if (sight.of === 'areas' && !sight.codes.includes(area)) return refuse('investigation.other-area', { area });
  return ok(null);
}
