import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { Tx } from '@songhua/kernel';
import { areaTree, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { caseSeries } from '@songhua/module-reporting/api.ts';
import type { PackedCounts, PackedVisits } from '../domain/detection-series.ts';
import { seriesOfCases } from '../domain/series-subject.ts';
import { gatherInMemory, seenVisits, sentCounts } from '../store/series.ts';

/** Six years: what the methods that look farthest back ask for. */
const daysBack = 6 * 366;
/** From which day on a night of this day looks. */
export const earliestOf = (last: number): number => last - daysBack;

/** All counts of the city up to a day: what is reported, what records say, what sentinels and programs count. */
export async function loadCounts(tx: Tx, last: number): Promise<readonly (PackedCounts | PackedVisits)[]> {
  const [from, to] = [dateOf(earliestOf(last)), dateOf(last)];
  const areas = await areaTree(tx);
  const root = areas.find(({ parent }) => parent === null);
  const institutions = root ? await institutionsOfArea(tx, root.code) : [];
  const placeOf = new Map<string, { area: string; town: string }>(
    institutions.map(({ id, area, town }) => [`Organization/${id}`, { area, town: town ?? '' }]),
  );
  await gatherInMemory(tx);
  const cases = (await caseSeries(tx, { from, to })).flatMap(({ disease, subtype, county, town, days }) =>
    seriesOfCases(disease, subtype).map(
      (subject): PackedCounts => ({ channel: 'case-reports', subject, area: county, town: town ?? '', days }),
    ),
  );
  const seen = (await seenVisits(tx, from, to)).flatMap(({ organization, visits, ...head }): PackedVisits[] => {
    const place = placeOf.get(organization);
    return place ? [{ ...head, ...place, from: earliestOf(last), visits }] : [];
  });
  return [...cases, ...(await sentCounts(tx, from, to)), ...seen];
}
