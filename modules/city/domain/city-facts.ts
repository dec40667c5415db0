import type { CityInstitution } from '@songhua/engine-city/population/find-houses.ts';
import type { PartPopulation } from '@songhua/engine-city/population/towns.ts';
import type { Area } from '@songhua/engine-city/totals.ts';
import { ok, type Result, refuse } from '@songhua/kernel';

/** What is known of a city before anybody lives in it: plain data, so that it can be handed to a thread. */
export interface CityFacts {
  readonly areas: readonly Area[];
  readonly populations: readonly PartPopulation[];
  readonly institutions: readonly CityInstitution[];
}

/** An area as the registry keeps it. */
interface KnownArea {
  readonly code: string;
  readonly parent: string | null;
  readonly level: Area['level'];
  readonly type: string;
  readonly name: { readonly zh: string };
}

/** A residents' community has about so many private clinics, a village its own village clinic: what is left to tell how large a town is. */
const clinics = new Set(['clinic', 'outpatient-department']);

/**
 * A city out of its registry: the area tree, published populations of its parts, institutions. How large its towns are nobody publishes: it follows from the
 * clinics that stand there. Refuses what is missing, by what would bring it.
 */
export function describeCity(
  areas: readonly KnownArea[],
  populations: readonly { readonly area: string; readonly value: number }[],
  institutions: readonly CityInstitution[],
): Result<CityFacts> {
  const city = areas.find(({ parent }) => parent === null);
  if (!city) return refuse('city.no-areas', {});
  if (institutions.every(({ named }) => named)) return refuse('city.registry-empty', {});
  const parts = areas.filter(({ parent, level }) => parent === city.code && (level === 'urban' || level === 'county'));
  const known = new Map(populations.map(({ area, value }) => [area, value]));
  const missing = parts.filter(({ code }) => !known.has(code));
  if (parts.length === 0 || missing.length > 0)
    return refuse('city.no-population', { areas: missing.map(({ name }) => name.zh).join('、') });
  const inTown = Map.groupBy(institutions, ({ town }) => town ?? '');
  const count = (town: string, fits: (kind: string) => boolean): number =>
    (inTown.get(town) ?? []).filter(({ kind }) => fits(kind)).length;
  return ok({
    areas: areas.map(({ code, parent, level, type, name }) => {
      const area = { code, parent, level, type, name: name.zh };
      if (level !== 'town') return area;
      const villages = count(code, (kind) => kind === 'village-clinic');
      const offices = count(code, (kind) => clinics.has(kind));
      return { ...area, villages, communities: Math.max(type === 'street' ? 3 : 0, Math.round((offices * 1.3 - villages) / 3)) };
    }),
    populations: parts.map(({ code }) => ({ part: code, residents: known.get(code) ?? 0 })),
    institutions,
  });
}
