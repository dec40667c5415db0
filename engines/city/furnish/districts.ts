import type { Institution } from '../institution.ts';
import type { Area } from '../totals.ts';
import { isPublic } from './wants.ts';

/** A county-level unit with a health administration of its own, and who does there what a county needs once. */
export interface District {
  readonly code: string;
  /** The part of the city with published figures that it lies in; itself, or the urban area. */
  readonly part: string;
  readonly institutions: readonly Institution[];
  /** The public general hospital that leads: county-run before others, then the larger. */
  readonly lead: Institution | undefined;
  readonly maternalChild: Institution | undefined;
}

const first = <T>(items: readonly T[], rank: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>((best, item) => (best === undefined || rank(item) > rank(best) ? item : best), undefined);

/** The county-level units of a city, by code. */
export function readDistricts(areas: readonly Area[], institutions: readonly Institution[]): readonly District[] {
  const urban = new Set(areas.filter((a) => a.level === 'urban').map((a) => a.code));
  const here = new Map<string, Institution[]>();
  for (const i of institutions) {
    const own = here.get(i.area);
    if (own) own.push(i);
    else here.set(i.area, [i]);
  }
  return areas
    .filter((a) => a.level === 'county')
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, parent }) => {
      const own = here.get(code) ?? [];
      const general = own.filter((i) => i.kind === 'general-hospital' && isPublic(i));
      const lead = first(general, (i) => i.counts['beds-total'] + (i.ownership === 'county' ? 1_000_000 : 0));
      const maternalChild = first(
        own.filter((i) => i.kind === 'maternal-child-health' && i.ownership === 'county'),
        (i) => i.counts['staff-total'],
      );
      return { code, part: parent !== null && urban.has(parent) ? parent : code, institutions: own, lead, maternalChild };
    });
}
