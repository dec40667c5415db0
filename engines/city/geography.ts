import type { Area } from './totals.ts';

/** A place an institution can stand in: a town, or a whole county where no towns are given. */
export interface Site {
  readonly area: string;
  readonly town: string | null;
  readonly name: string;
  readonly type: string;
  readonly villages: number;
  readonly communities: number;
}

export interface Geography {
  /** The places of a part, by code. */
  readonly sites: (part: string) => readonly Site[];
  /** County-level units of a part that have a health administration of their own (zones have none). */
  readonly units: (part: string) => readonly string[];
  readonly nameOf: (code: string) => string;
}

const byCode = (a: Area, b: Area): number => (a.code < b.code ? -1 : 1);

/** Reads the tree: part → units → towns. A part without units is its own unit. */
export function readGeography(areas: readonly Area[]): Geography {
  const names = new Map(areas.map((a) => [a.code, a.name]));
  const children = (code: string): readonly Area[] => areas.filter((a) => a.parent === code).sort(byCode);
  const known = new Map<string, readonly Site[]>();
  const unitsOf = (part: string): readonly Area[] => children(part).filter((a) => a.level === 'county' || a.level === 'zone');
  const sitesOf = (part: string): readonly Site[] => {
    const counties = unitsOf(part).map((a) => a.code);
    return (counties.length > 0 ? counties : [part]).flatMap((area): Site[] => {
      const towns = children(area).filter((a) => a.level === 'town');
      if (towns.length === 0) {
        return [{ area, town: null, name: names.get(area) ?? area, type: 'town', villages: 0, communities: 0 }];
      }
      return towns.map((t) => ({
        area,
        town: t.code,
        name: t.name,
        type: t.type,
        villages: t.villages ?? 0,
        communities: t.communities ?? 0,
      }));
    });
  };
  return {
    sites: (part) => {
      const sites = known.get(part) ?? sitesOf(part);
      known.set(part, sites);
      return sites;
    },
    units: (part) => {
      const counties = unitsOf(part)
        .filter((a) => a.level === 'county')
        .map((a) => a.code);
      return counties.length > 0 ? counties : [part];
    },
    nameOf: (code) => names.get(code) ?? code,
  };
}

/** The place an area's own institutions stand in: its first street, else its first town. */
export function seatOf(geography: Geography, part: string, unit: string): Site {
  const sites = geography.sites(part).filter((s) => s.area === unit);
  const seat = sites.find((s) => s.type === 'street') ?? sites[0] ?? geography.sites(part)[0];
  return seat ?? { area: unit, town: null, name: geography.nameOf(unit), type: 'town', villages: 0, communities: 0 };
}
