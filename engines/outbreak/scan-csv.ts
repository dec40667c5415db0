import { dateOf, dayOf } from './calendar/days.ts';
import { splitLine } from './csv/split-line.ts';
import type { Fault } from './methods/parameter.ts';
import type { ScanOptions } from './scan/scan-input.ts';
import { scanSpaceTime } from './scan/scan-space-time.ts';

const columns = {
  date: ['date', '日期'],
  longitude: ['longitude', 'lon', '经度'],
  latitude: ['latitude', 'lat', '纬度'],
  place: ['place', '地点', '地区'],
  count: ['count', 'cases', '病例数', '例数'],
} as const;
type Column = keyof typeof columns;
const needed: readonly Column[] = ['date', 'longitude', 'latitude'];

/** More places or cases than this make circles or permutations that one thread is not done with in minutes. */
export const mostPlaces = 3_000;
export const mostCases = 200_000;

interface CaseRow {
  readonly day: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly place: string;
  readonly count: number;
}

export interface FoundCircle {
  /** Names of the places in the circle, its centre first; where they have none `longitude latitude`. */
  readonly places: readonly string[];
  readonly longitude: number;
  readonly latitude: number;
  /** Kilometres. */
  readonly radius: number;
  /** First and last date of the window. */
  readonly from: string;
  readonly to: string;
  readonly observed: number;
  readonly expected: number;
  readonly p: number;
  readonly recurrenceDays: number;
}

export type CsvScanned =
  | {
      readonly ok: true;
      readonly cases: number;
      readonly places: number;
      readonly days: number;
      readonly circles: readonly FoundCircle[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const fault = (line: number | null, field: string, rule: string, value: string, zh: string, en: string): Fault => ({
  ...{ line, field, rule, value: value.slice(0, 80) },
  message: { zh, en },
});

/** Where each column stands; a fault where one is not known, stands twice or is missing. */
function placesOf(line: number, cells: readonly string[]): ReadonlyMap<Column, number> | Fault {
  const at = new Map<Column, number>();
  for (const [place, name] of cells.entries()) {
    const found = (Object.keys(columns) as Column[]).find((key) =>
      (columns[key] as readonly string[]).includes(name.toLowerCase()),
    );
    if (found === undefined || at.has(found))
      return fault(line, '(header)', 'header', name, '不认识或重复的列', 'this column is not known or stands twice');
    at.set(found, place);
  }
  const missing = needed.find((key) => !at.has(key));
  if (missing)
    return fault(
      line,
      '(header)',
      'header',
      missing,
      '表头缺少此列：应有 date,longitude,latitude',
      'this column is missing: wanted date,longitude,latitude',
    );
  return at;
}

function readCase(line: number, cells: readonly string[] | null, at: ReadonlyMap<Column, number>): CaseRow | Fault {
  if (cells?.length !== at.size) return fault(line, '(row)', 'width', '', `应有 ${at.size} 列`, `must have ${at.size} cells`);
  const cell = (column: Column): string => cells[at.get(column) ?? -1] ?? '';
  const day = dayOf(cell('date'));
  if (day === null || day < -25_567 || day > 47_847)
    return fault(
      line,
      'date',
      'date',
      cell('date'),
      '应为 1900 至 2100 年的日期（年-月-日）',
      'must be a date (YYYY-MM-DD) of 1900 to 2100',
    );
  for (const [column, most] of [
    ['longitude', 180],
    ['latitude', 90],
  ] as const)
    if (!/^-?\d{1,3}(\.\d{1,12})?$/.test(cell(column)) || Math.abs(Number(cell(column))) > most)
      return fault(line, column, 'degrees', cell(column), `应为 ±${most} 以内的度数`, `must be degrees within ±${most}`);
  const count = at.has('count') ? cell('count') : '1';
  if (!/^\d{1,6}$/.test(count))
    return fault(line, 'count', 'whole', count, '应为不小于 0 的整数', 'must be a whole number from 0');
  return {
    day,
    longitude: Number(cell('longitude')),
    latitude: Number(cell('latitude')),
    place: cell('place'),
    count: Number(count),
  };
}

function readCases(text: string): { readonly rows: readonly CaseRow[]; readonly faults: readonly Fault[] } {
  const rows: CaseRow[] = [];
  const faults: Fault[] = [];
  let at: ReadonlyMap<Column, number> | null = null;
  for (const [nth, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const cells = splitLine(line);
    const read: ReadonlyMap<Column, number> | CaseRow | Fault =
      at === null ? placesOf(nth + 1, cells ?? []) : readCase(nth + 1, cells, at);
    if ('rule' in read) faults.push(read);
    else if ('day' in read) rows.push(read);
    else at = read;
    if (at === null && faults.length > 0) break;
  }
  if (at === null && faults.length === 0) faults.push(fault(1, '(header)', 'header', '', '文件是空的', 'the file is empty'));
  return { rows, faults };
}

/**
 * The space–time permutation scan over a CSV text of cases with the columns `date`, `longitude`, `latitude` and perhaps `place` and `count`: where in the last
 * days more cases lie close together than their places and their days alone explain. A file with any fault is refused whole.
 */
export function scanCsv(text: string, options: ScanOptions): CsvScanned {
  const { rows, faults } = readCases(text);
  const keyOf = ({ longitude, latitude }: CaseRow): string => `${longitude} ${latitude}`;
  const byPlace = [...Map.groupBy(rows, keyOf).values()];
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const bounds = [
    ...(total > mostCases
      ? [fault(null, '(file)', 'most', String(total), `最多 ${mostCases} 例`, `at most ${mostCases} cases`)]
      : []),
    ...(byPlace.length > mostPlaces
      ? [fault(null, '(file)', 'most', String(byPlace.length), `最多 ${mostPlaces} 个地点`, `at most ${mostPlaces} places`)]
      : []),
    ...(faults.length === 0 && total === 0 ? [fault(null, '(file)', 'empty', '', '没有病例', 'there are no cases')] : []),
  ];
  if (faults.length + bounds.length > 0) return { ok: false, faults: [...faults, ...bounds] };
  const first = rows.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const days = rows.reduce((most, { day }) => Math.max(most, day), first) - first + 1;
  const heads = byPlace.flatMap(([head]) => head ?? []);
  const area: number[] = [];
  const day: number[] = [];
  for (const [at, own] of byPlace.entries())
    for (const row of own)
      for (let n = 0; n < row.count; n += 1) {
        area.push(at);
        day.push(row.day - first);
      }
  const places = { longitude: heads.map(({ longitude }) => longitude), latitude: heads.map(({ latitude }) => latitude) };
  const nameOf = (at: number): string => heads[at]?.place || (heads[at] ? keyOf(heads[at]) : '');
  const circles = scanSpaceTime(places, { area, day, days }, options).map(({ centre, areas, from, to, ...found }) => ({
    ...{ places: areas.map(nameOf), longitude: places.longitude[centre] ?? 0, latitude: places.latitude[centre] ?? 0 },
    ...{ radius: found.radius, from: dateOf(first + from), to: dateOf(first + to), observed: found.observed },
    ...{ expected: found.expected, p: found.p, recurrenceDays: found.recurrenceDays },
  }));
  return { ok: true, cases: total, places: heads.length, days, circles };
}
