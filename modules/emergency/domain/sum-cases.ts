import type { CaseMap } from '../contract.ts';

interface Placed {
  readonly county: string | null;
  readonly town: string | null;
  readonly cases: number;
}

type Node = { readonly code: string; readonly parent: string | null; readonly level: string };

/** Cases by county and by town of the city; a town counts in the county it lies in, whatever county stands beside it. */
export function sumCases(
  rows: readonly Placed[],
  areas: readonly Node[],
): Pick<CaseMap, 'total' | 'elsewhere' | 'counties' | 'towns'> {
  const known = new Map(areas.map((one) => [one.code, one]));
  const counties = new Map<string, number>();
  const towns = new Map<string, number>();
  let elsewhere = 0;
  const add = (sums: Map<string, number>, code: string, cases: number): void =>
    void sums.set(code, (sums.get(code) ?? 0) + cases);
  for (const { county, town, cases } of rows) {
    const place = known.get(town ?? '');
    const around = place?.parent ?? county ?? '';
    if (known.get(around)?.level !== 'county') {
      elsewhere += cases;
      continue;
    }
    add(counties, around, cases);
    if (place) add(towns, place.code, cases);
  }
  const listed = (sums: ReadonlyMap<string, number>) =>
    [...sums].map(([area, cases]) => ({ area, cases })).sort((a, b) => b.cases - a.cases || (a.area < b.area ? -1 : 1));
  return {
    total: rows.reduce((sum, { cases }) => sum + cases, 0),
    ...{ elsewhere, counties: listed(counties), towns: listed(towns) },
  };
}
