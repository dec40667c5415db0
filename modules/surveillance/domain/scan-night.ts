import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { usualScanOptions } from '@songhua/engine-outbreak/scan/scan-input.ts';
import { scanForRarest } from '@songhua/engine-outbreak/scan/scan-space-time.ts';
import { type PackedCounts, type PackedVisits, unpackCounts } from './detection-series.ts';
import { readSubject } from './series-subject.ts';

/** A cluster in space and time, as a signal tells it. */
export interface ScannedCluster {
  readonly disease: string;
  /** County of the town in which it stands. */
  readonly county: string;
  /** Where towns of cases are not written, the county stands for one. */
  readonly towns: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly observed: number;
  readonly expected: number;
  readonly p: number;
  readonly days: number;
  readonly cases: number;
  readonly replicates: number;
  readonly seed: number;
}

/** Days of cases that a cluster is compared within. */
const period = 90;
/** Fewer cases than this in the period are for rules on small clusters. */
const leastCases = 10;
/** Cases of one disease that are looked at, the newest: the cost stays bounded in a large wave. */
const mostCases = 50_000;
const fewestInCluster = 3;

interface Case {
  readonly county: string;
  readonly place: string;
  readonly day: number;
}

function casesOf(counts: readonly PackedCounts[], last: number): readonly Case[] {
  const cases = counts.flatMap((one) =>
    unpackCounts(one)
      .filter(({ day }) => day > last - period && day <= last)
      .flatMap(({ day, count }) =>
        Array.from({ length: count }, (): Case => ({ county: one.area, place: one.town === '' ? one.area : one.town, day })),
      ),
  );
  // In an order of their own: the answer must not hang on that of the rows.
  const keyOf = ({ day, place }: Case): string => `${day} ${place}`;
  return cases.sort((a, b) => b.day - a.day || (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, mostCases);
}

function scanDisease(disease: string, counts: readonly PackedCounts[], last: number): ScannedCluster[] {
  const cases = casesOf(counts, last);
  if (cases.length < leastCases) return [];
  const places = [...new Map(cases.map(({ place, county }) => [place, county]))].sort(([one], [other]) => (one < other ? -1 : 1));
  const numbers = new Map(places.map(([place], at) => [place, at]));
  const counties = [...new Set(places.map(([, county]) => county))];
  const options = { ...usualScanOptions, fewestCases: fewestInCluster, seed: last };
  const clusters = scanForRarest(
    { group: places.map(([, county]) => counties.indexOf(county)) },
    {
      area: cases.map(({ place }) => numbers.get(place) ?? -1),
      day: cases.map(({ day }) => day - (last - period + 1)),
      days: period,
    },
    options,
  );
  return clusters.map(({ centre, areas, from, to, observed, expected, p }) => ({
    ...{ disease, county: places[centre]?.[1] ?? '', towns: areas.flatMap((area) => places[area]?.[0] ?? []).sort() },
    ...{ from: dateOf(last - period + 1 + from), to: dateOf(last - period + 1 + to), observed, expected, p },
    ...{ days: period, cases: cases.length, replicates: options.replicates, seed: options.seed },
  }));
}

/**
 * Clusters of reported cases in towns and counties over the last four weeks that none of 999 permutations matches (Kulldorff et al. 2005, PLoS Med 2:e59), disease by
 * disease. Where towns lie nobody knows here: candidates are single towns and whole counties.
 */
export function scanNight(counts: readonly (PackedCounts | PackedVisits)[], last: number): readonly ScannedCluster[] {
  const reported = counts.filter(
    (one): one is PackedCounts => 'days' in one && one.channel === 'case-reports' && readSubject(one.subject).subtype === null,
  );
  const diseases = Map.groupBy(reported, ({ subject }) => subject);
  return [...diseases]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([disease, own]) => scanDisease(disease, own, last));
}
