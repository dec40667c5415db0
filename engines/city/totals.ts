import type { TotalMeasure } from './measures.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';

/** A node of the area tree: city → urban (sum of districts and zones) and counties → towns. */
export interface Area {
  readonly code: string;
  readonly parent: string | null;
  readonly level: 'city' | 'urban' | 'county' | 'zone' | 'town';
  /** Of a town: street, town, township or other. */
  readonly type: string;
  readonly name: string;
  /** Of a town: its villages 村 and residents' communities 社区, when known. */
  readonly villages?: number;
  readonly communities?: number;
}

/** One published figure; `decimals` it is printed with (shares and ratios). */
export interface Total {
  readonly area: string;
  readonly measure: TotalMeasure;
  readonly value: number;
  readonly decimals?: number;
}

/** The measures the plan prints for every part of the city, so that the parts must add up to it. */
export const partMeasures = [
  'beds-total',
  'beds-public-hospital',
  'beds-county-public-and-primary',
  'beds-public-tcm-hospital',
  'beds-non-public-hospital',
  'staff-public-health',
  'doctors',
  'nurses',
  'pharmacists',
  'general-practitioners',
  'tcm-doctors',
] as const satisfies readonly TotalMeasure[];

/** The measures needed for the city alone. */
export const cityMeasures = [
  'hospitals',
  'primary-institutions',
  'public-health-institutions',
  'other-institutions',
  'beds-municipal-public-hospital',
  'staff-total',
  'staff-technical',
  'p2-laboratories',
] as const satisfies readonly TotalMeasure[];

export interface TotalTable {
  readonly city: string;
  /** The parts that have a row of their own: the urban area first, then the counties by code. */
  readonly parts: readonly string[];
  readonly find: (area: string, measure: TotalMeasure) => Total | undefined;
  /** A total whose presence `readTotals` has already proven. */
  readonly of: (area: string, measure: TotalMeasure) => number;
}

/** Checks that every needed total is there, is a count, and that the parts add up to the city. */
export function readTotals(areas: readonly Area[], totals: readonly Total[]): Result<TotalTable> {
  const city = areas.find((a) => a.level === 'city')?.code;
  if (!city) return infeasible('city.no-city-area');
  const rows = new Map(totals.map((t) => [`${t.area}/${t.measure}`, t]));
  const find: TotalTable['find'] = (area, measure) => rows.get(`${area}/${measure}`);
  const of: TotalTable['of'] = (area, measure) => find(area, measure)?.value ?? 0;
  const parts = areas
    .filter((a) => a.parent === city && a.level !== 'town')
    .sort((a, b) => Number(b.level === 'urban') - Number(a.level === 'urban') || (a.code < b.code ? -1 : 1))
    .map((a) => a.code);
  if (parts.length === 0) return infeasible('city.no-parts', { city });
  const wanted = [
    ...cityMeasures.map((measure) => [city, measure] as const),
    ...[city, ...parts].flatMap((area) => partMeasures.map((measure) => [area, measure] as const)),
  ];
  for (const [area, measure] of wanted) {
    const value = find(area, measure)?.value;
    if (value === undefined) return infeasible('city.missing-total', { area, measure });
    if (!Number.isSafeInteger(value) || value < 0) return infeasible('city.not-a-count', { area, measure, value });
  }
  for (const measure of partMeasures) {
    const parted = parts.reduce((sum, area) => sum + of(area, measure), 0);
    if (parted !== of(city, measure)) {
      return infeasible('city.parts-do-not-add-up', { measure, city: of(city, measure), parts: parted });
    }
  }
  const classes = (['hospitals', 'primary-institutions', 'public-health-institutions', 'other-institutions'] as const).reduce(
    (sum, measure) => sum + of(city, measure),
    0,
  );
  const institutions = find(city, 'institutions')?.value;
  if (institutions !== undefined && institutions !== classes) {
    return infeasible('city.parts-do-not-add-up', { measure: 'institutions', city: institutions, parts: classes });
  }
  return ok({ city, parts, find, of });
}
