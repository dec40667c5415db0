import type { CityFacility } from '@songhua/module-surge/contract.ts';
import type { AreaNode } from '@songhua/ui/page-route.ts';
import type { CaseMap, Team } from '../contract.ts';

export const layerNames = ['cases', 'towns', 'signals', 'beds', 'teams'] as const;
export type LayerName = (typeof layerNames)[number];
interface Mark {
  readonly area: string;
  readonly value: number;
  readonly note?: string;
}

interface Layers {
  readonly marks: Readonly<Record<LayerName, readonly Mark[]>>;
  /** One row an area that has anything; an em dash where nothing is known. */
  readonly rows: readonly Readonly<Record<'area' | 'cases' | 'signals' | 'beds' | 'teams', string>>[];
  readonly hospitals: readonly CityFacility[];
}

interface Known {
  readonly cases: CaseMap | undefined;
  readonly facilities: readonly CityFacility[] | undefined;
  readonly signals: readonly { readonly area: string; readonly count: number }[] | undefined;
  readonly teams: readonly Pick<Team, 'area' | 'name'>[];
  readonly areas: readonly Pick<AreaNode, 'code'>[];
}

/** The map's layers and the table of all of them, counties in the order of the registry. Beds that are free count only in wards whose use is known. */
export function layersOf({ cases, facilities, signals, teams, areas }: Known): Layers {
  const known = (facilities ?? []).filter((one) => one.known > 0);
  const sum = <One>(list: readonly One[], areaOf: (one: One) => string, of: (one: One) => number): Mark[] =>
    [...Map.groupBy(list, areaOf)].map(([area, mine]) => ({ area, value: mine.reduce((all, one) => all + of(one), 0) }));
  const ofCases = ({ area, cases: value }: CaseMap['counties'][number]): Mark => ({ area, value });
  const none = !cases || cases.source === 'none';
  const marks = {
    cases: none ? [] : cases.counties.map(ofCases),
    towns: none ? [] : cases.towns.map(ofCases),
    signals: (signals ?? []).map(({ area, count }) => ({ area, value: count })),
    beds: sum(
      known,
      ({ area }) => area,
      (one) => Math.max(0, one.known - one.occupied),
    ),
    teams: [...Map.groupBy(teams, ({ area }) => area)].map(([area, mine]) => ({
      ...{ area, value: mine.length, note: mine.map(({ name }) => name).join(' · ') },
    })),
  };
  const columns = ['cases', 'signals', 'beds', 'teams'] as const;
  const found = new Map(columns.map((one) => [one, new Map(marks[one].map(({ area, value }) => [area, value]))]));
  // What was asked and is not there is none; what nobody could say is not known.
  const missing = { cases: none ? '—' : '0', signals: signals ? '0' : '—', beds: '—', teams: '0' };
  const said = (column: (typeof columns)[number], area: string): string =>
    String(found.get(column)?.get(area) ?? missing[column]);
  const rows = areas
    .filter(({ code }) => columns.some((one) => found.get(one)?.has(code)))
    .map(({ code }) => ({
      ...{ area: code, cases: said('cases', code), signals: said('signals', code) },
      ...{ beds: said('beds', code), teams: said('teams', code) },
    }));
  return { marks, rows, hospitals: facilities ?? [] };
}
