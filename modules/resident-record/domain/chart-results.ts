import type { Ucum } from '@songhua/engine-fhir/search/types.ts';
import type { Measurement, Point, Results, Series } from '../contract.ts';
import { groupReadings } from './list-results.ts';
import { byLatest, dayOf, momentOf } from './order-dates.ts';
import type { Reading } from './spread-observations.ts';

type Convert = (value: number, from: string | null, to: string | null) => number | null;

/** Twelve digits are more than any laboratory has: what conversion adds behind them goes. */
const rounded = (value: number): number => Number(value.toPrecision(12));

/** Converts by UCUM; null where units are of different kinds or unknown. Amounts of substance are not masses: that would need to know of what. */
export const converter =
  (ucum: Ucum): Convert =>
  (value, from, to) => {
    if (from === to) return value;
    const [a, b] = [from === null ? undefined : ucum.canonical(from), to === null ? undefined : ucum.canonical(to)];
    if (!a || !b || a.code !== b.code) return null;
    return rounded((value * a.factor + a.offset - b.offset) / b.factor);
  };

const dated = ({ source }: Reading): boolean => momentOf(source.at) !== null;
const numeric = ({ measured }: Reading): boolean => measured.value !== null;

/** What there is to chart, by group as results are listed, then by how often. */
export const listMeasurements = (readings: readonly Reading[]): Measurement[] =>
  [...groupReadings(readings)]
    .flatMap(([key, all]): Measurement[] => {
      const inOrder = all.toSorted((a, b) => byLatest(a.source.at, b.source.at));
      const [latest] = inOrder;
      if (!latest) return [];
      const days = inOrder.filter(dated);
      return [
        {
          key,
          name: latest.name,
          code: latest.code,
          system: latest.system,
          group: latest.group,
          numbers: all.filter(numeric).length,
          count: all.length,
          units: [...new Set(inOrder.flatMap(({ measured }) => measured.unit ?? []))],
          first: days.at(-1)?.source.at ?? null,
          last: days[0]?.source.at ?? null,
        },
      ];
    })
    .toSorted((a, b) => b.numbers - a.numbers || b.count - a.count || (a.name < b.name ? -1 : 1));

function bandsOf(points: readonly Point[]): Series['bands'] {
  const bands: Series['bands'] = [];
  for (const { at, range } of points) {
    if (!range || (range.low === null && range.high === null)) continue;
    const last = bands.at(-1);
    if (last && last.low === range.low && last.high === range.high) last.until = at;
    else bands.push({ from: at, until: at, low: range.low, high: range.high });
  }
  return bands;
}

const apart = { zh: '单位不同且无法换算，单独成图', en: 'in a unit that cannot be converted' };

/** The lines of one measurement: in the unit of its latest value, and one more for each unit that cannot be converted to it. */
function seriesOf(key: string, readings: readonly Reading[], convert: Convert): Series[] {
  const inOrder = readings.filter((one) => numeric(one) && dated(one)).toSorted((a, b) => byLatest(b.source.at, a.source.at));
  const series: { readonly unit: string | null; readonly as: Reading; readonly points: Point[] }[] = [];
  for (const reading of inOrder.toReversed()) {
    const value = reading.measured.value ?? 0;
    const line = series.find(({ unit }) => convert(value, reading.unit, unit) !== null);
    const into = line ?? { unit: reading.unit, as: reading, points: [] };
    if (!line) series.push(into);
    const to = (one: number | null): number | null => (one === null ? null : convert(one, reading.unit, into.unit));
    const { range } = reading;
    const sameUnit =
      range !== null && (range.unit === null || range.unit === reading.measured.unit || range.unit === reading.unit);
    into.points.push({
      at: reading.source.at ?? '',
      value: to(value) ?? value,
      reported: reading.measured,
      converted: reading.unit !== into.unit,
      interpretation: reading.interpretation,
      range:
        range && sameUnit
          ? { ...range, low: to(range.low), high: to(range.high), unit: into.as.measured.unit }
          : range && { ...range, low: null, high: null },
      source: reading.source,
    });
  }
  return series.map(({ as, points }, nth) => {
    const oldest = points.toReversed();
    return {
      key,
      name: as.name,
      code: as.code,
      system: as.system,
      unit: as.measured.unit,
      points: oldest,
      bands: bandsOf(oldest),
      apart: nth === 0 ? null : apart,
    };
  });
}

interface Asked {
  readonly codes?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * Results over time: what can be charted, and of the measurements asked for their lines and those results that are no numbers. Numbers of one
 * measurement stand on one line only when their units can be converted into each other. A number without a date is on no line; it stands among
 * the texts.
 */
export function chartResults(readings: readonly Reading[], { codes, from, until }: Asked, ucum: Ucum): Omit<Results, 'cut'> {
  const wanted = new Set(codes ?? []);
  const within = ({ source }: Reading): boolean => {
    const moment = momentOf(source.at);
    if (from === undefined && until === undefined) return true;
    if (moment === null) return false;
    const day = dayOf(moment);
    return (from === undefined || day >= from) && (until === undefined || day <= until);
  };
  const chosen = readings.filter((one) => wanted.has(one.key) && within(one));
  const convert = converter(ucum);
  const groups = groupReadings(chosen);
  return {
    measurements: listMeasurements(readings),
    series: [...wanted].flatMap((key) => seriesOf(key, groups.get(key) ?? [], convert)),
    texts: chosen
      .filter((one) => !numeric(one) || !dated(one))
      .toSorted((a, b) => byLatest(a.source.at, b.source.at))
      .map(({ key, name, code, system, measured, interpretation, source }) => ({
        key,
        name,
        code,
        system,
        measured,
        interpretation,
        source,
      })),
    institutions: [
      ...new Map(chosen.map(({ source: { institution } }) => [institution.id ?? institution.name, institution])).values(),
    ],
  };
}
