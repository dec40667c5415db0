import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { RecordStore, Tx } from '@songhua/kernel';
import { areaTree, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { countCases } from '@songhua/module-reporting/api.ts';
import { placeSeen } from '../detect/place-seen.ts';
import { type DailySeries, type DayCount, makeDailySeries } from '../domain/detection-series.ts';
import { dayNumber } from '../domain/judge-night.ts';
import { readCounts } from '../store/series.ts';

/** Six years: what the methods that look farthest back ask for. */
const daysBack = 6 * 366;
/** All series of the city up to a day: what is reported, what records say, what sentinels and programs count. */
export async function loadSeries(tx: Tx, records: RecordStore, day: string): Promise<readonly DailySeries[]> {
  const last = dayNumber(day);
  const from = dateOf(last - daysBack);
  await placeSeen(tx, records);
  return readSeries(tx, from, last);
}

/** The same of what is placed already. */
export async function readSeries(tx: Tx, from: string, last: number): Promise<readonly DailySeries[]> {
  const to = dateOf(last);
  const areas = await areaTree(tx);
  const root = areas.find(({ parent }) => parent === null);
  const institutions = root ? await institutionsOfArea(tx, root.code) : [];
  const areaOf = new Map(institutions.map(({ id, area, town }) => [`Organization/${id}`, { area, town: town ?? '' }] as const));
  const cases = (await countCases(tx, { from, to })).flatMap(({ disease, county, town, day, cases: count }): DayCount[] =>
    county === null
      ? []
      : [{ channel: 'case-reports', subject: disease, area: county, town: town ?? '', day: dayNumber(day), count }],
  );
  return makeDailySeries([...cases, ...(await readCounts(tx, from, to, areaOf))], dayNumber(from), last);
}
