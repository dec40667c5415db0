import { dateOf, dayOf } from './calendar/days.ts';
import { stepsOfPeriods } from './calendar/working-days.ts';
import { makeSeries, type NamedSeries, type SeriesShape } from './csv/make-series.ts';
import { readRows } from './csv/read-rows.ts';
import { detectByName, methods, type NamedDetection } from './detect-by-name.ts';
import type { Fault } from './methods/parameter.ts';
import type { Judged } from './series.ts';

export interface CsvDetection extends NamedDetection, SeriesShape {
  /** The first date judged, `YYYY-MM-DD`; null: all of the series, or its second half where the method learns from what lies before. */
  readonly from: string | null;
  /** Periods nothing is learnt from, by their first and last date. */
  readonly exclude: readonly { readonly from: string; readonly until: string }[];
}

export interface JudgedRow extends Judged {
  readonly group: string;
  /** First day of the step. */
  readonly date: string;
  readonly count: number;
}

export type CsvDetected =
  | { readonly ok: true; readonly step: 'day' | 'week'; readonly rows: readonly JudgedRow[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Options that are no dates, or turn round. */
function checkDates({ from, exclude }: CsvDetection): Fault[] {
  const faults: Fault[] = [];
  const check = (field: string, value: string): void => {
    if (dayOf(value) !== null) return;
    const message = { zh: '应为日期（年-月-日）', en: 'must be a date (YYYY-MM-DD)' };
    faults.push({ line: null, field, rule: 'date', value, message });
  };
  if (from !== null) check('from', from);
  for (const period of exclude) {
    check('exclude', period.from);
    check('exclude', period.until);
    if ((dayOf(period.from) ?? 0) <= (dayOf(period.until) ?? Number.POSITIVE_INFINITY)) continue;
    const message = { zh: '结束早于开始', en: 'ends before it begins' };
    faults.push({ line: null, field: 'exclude', rule: 'order', value: `${period.from}..${period.until}`, message });
  }
  return faults;
}

function rangeOf({ firstDay, counts }: NamedSeries, daysPerStep: 1 | 7, asked: CsvDetection): number[] {
  const from = asked.from === null ? null : dayOf(asked.from);
  const learnsBefore = methods.get(asked.method)?.learnsBefore ?? false;
  const first =
    from === null ? (learnsBefore ? Math.floor(counts.length / 2) : 0) : Math.max(0, Math.ceil((from - firstDay) / daysPerStep));
  return Array.from({ length: Math.max(0, counts.length - first) }, (_, i) => first + i);
}

/**
 * Judges every series of a CSV text with the columns `date`, `count` and perhaps `group`: dates as `2026-03-02`, or weeks as `2026-W10`. A file with any
 * fault is refused whole, each fault with its line. Days are 365 to a year, weeks 52; where years are looked back, methods go by the date.
 */
export function detectCsv(text: string, asked: CsvDetection): CsvDetected {
  const { rows, faults } = readRows(text);
  const made = makeSeries(rows, asked);
  const all = [...checkDates(asked), ...faults, ...made.faults];
  if (all.length > 0) return { ok: false, faults: all };
  const { daysPerStep } = made;
  const judged: JudgedRow[] = [];
  for (const one of made.series) {
    const { group, firstDay, counts } = one;
    const excluded = stepsOfPeriods(firstDay, counts.length, daysPerStep, asked.exclude);
    const series = { counts, frequency: daysPerStep === 7 ? 52 : 365, excluded };
    const found = detectByName(series, rangeOf(one, daysPerStep, asked), asked, { firstDay, daysPerStep });
    if (!found.ok) return found;
    for (const step of found.judged)
      judged.push({ group, date: dateOf(firstDay + step.at * daysPerStep), count: counts[step.at] ?? 0, ...step });
  }
  return { ok: true, step: daysPerStep === 7 ? 'week' : 'day', rows: judged };
}

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The rows as CSV, texts that a spreadsheet would reckon out with an apostrophe before them: group, date, count, expected, upper, alarm, p, and what else the method says. */
export function printJudged(rows: readonly JudgedRow[]): string {
  const usual = ['group', 'date', 'count', 'expected', 'upper', 'alarm', 'p'];
  const more = new Set(rows.flatMap((row) => Object.keys(row)).filter((key) => key !== 'at' && !usual.includes(key)));
  const header = [...usual, ...more];
  const lines = rows.map((row) => header.map((key) => cell(row[key as keyof JudgedRow])).join(','));
  return `${[header.join(','), ...lines].join('\n')}\n`;
}
