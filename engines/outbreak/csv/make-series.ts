import { dateOf, weekdayOf } from '../calendar/days.ts';
import type { Fault } from '../methods/parameter.ts';
import type { CountRow } from './read-rows.ts';

export interface NamedSeries {
  readonly group: string;
  readonly firstDay: number;
  readonly counts: readonly number[];
}

export interface SeriesShape {
  /** `auto`: weeks where all dates fall on one day of the week, otherwise days. */
  readonly step: 'auto' | 'day' | 'week';
  /** A step without a row, also at the end where other groups go on: refuse it, or take it for no cases. A group may begin later than others. */
  readonly gaps: 'refuse' | 'zero';
  /** The most steps of all series together, gaps filled: what a server has time for. */
  readonly mostSteps?: number;
}

const fault = (row: CountRow, rule: string, value: string, zh: string, en: string): Fault => ({
  line: row.line,
  field: 'date',
  rule,
  value,
  message: { zh, en },
});

function daysPerStepOf(rows: readonly CountRow[], { step }: SeriesShape): 1 | 7 {
  if (step !== 'auto') return step === 'week' ? 7 : 1;
  const first = rows[0];
  if (rows.some(({ byWeek }) => byWeek)) return 7;
  return rows.length > 1 && rows.every(({ day }) => first !== undefined && weekdayOf(day) === weekdayOf(first.day)) ? 7 : 1;
}

function fillSeries(rows: readonly CountRow[], daysPerStep: 1 | 7, { gaps }: SeriesShape, faults: Fault[]): number[] {
  const counts: number[] = [];
  const first = rows[0]?.day ?? 0;
  let next = 0;
  for (const row of rows) {
    const place = (row.day - first) / daysPerStep;
    if (!Number.isInteger(place)) {
      faults.push(
        fault(row, 'weekday', row.date, '按周的日期应都在同一星期几', 'dates of weeks must all fall on one day of the week'),
      );
      continue;
    }
    if (place < next) {
      faults.push(fault(row, 'twice', row.date, `${row.date} 出现两次`, `${row.date} stands twice`));
      continue;
    }
    if (place > next && gaps === 'refuse') {
      const missing = dateOf(first + next * daysPerStep);
      faults.push(fault(row, 'gap', row.date, `此前缺少 ${missing}`, `${missing} is missing before it`));
    }
    // What is refused is not filled: a gap may be two hundred years.
    if (gaps === 'zero') while (counts.length < place) counts.push(0);
    counts.push(row.count);
    next = place + 1;
  }
  return counts;
}

/** Steps of all series together at most, where gaps are filled and nobody says how many: a line is a step, but a gap may be two hundred years. */
const mostFilled = 5_000_000;

/** The steps after a group's last row that others still have. */
function fillEnd(
  counts: number[],
  { day }: CountRow,
  last: CountRow,
  lastDay: number,
  daysPerStep: 1 | 7,
  faults: Fault[] | null,
): void {
  if (lastDay - last.day < daysPerStep) return;
  if (faults) {
    const missing = dateOf(last.day + daysPerStep);
    const zh = `其他分组更晚结束，此后缺少 ${missing}`;
    faults.push(fault(last, 'end', last.date, zh, `other groups end later: ${missing} is missing after it`));
    return;
  }
  const steps = Math.floor((lastDay - day) / daysPerStep) + 1;
  while (counts.length < steps) counts.push(0);
}

/** Steps of all series together, their gaps and ends filled. */
function countSteps(groups: Iterable<readonly CountRow[]>, lastDay: number, daysPerStep: 1 | 7): number {
  let steps = 0;
  for (const rows of groups) {
    const first = rows.reduce((least, { day }) => Math.min(least, day), lastDay);
    steps += Math.floor((lastDay - first) / daysPerStep) + 1;
  }
  return steps;
}

/**
 * Series without gaps, one for each group, in the order in which groups first stand in the file; or every fault in their dates. More steps than
 * `mostSteps` are one fault (rule `large`, its value the number of steps), found before any series is made.
 */
export function makeSeries(
  rows: readonly CountRow[],
  shape: SeriesShape,
): { readonly series: readonly NamedSeries[]; readonly daysPerStep: 1 | 7; readonly faults: readonly Fault[] } {
  const groups = new Map<string, CountRow[]>();
  for (const row of rows) {
    const group = groups.get(row.group);
    if (group) group.push(row);
    else groups.set(row.group, [row]);
  }
  const daysPerStep = daysPerStepOf(rows, shape);
  const lastDay = rows.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  const most = shape.mostSteps ?? (shape.gaps === 'zero' ? mostFilled : Number.POSITIVE_INFINITY);
  const steps = countSteps(groups.values(), lastDay, daysPerStep);
  if (steps > most) {
    const message = {
      zh: `补齐后共 ${steps} 步，超过 ${most} 步`,
      en: `with its gaps filled it has ${steps} steps, more than ${most}`,
    };
    return { series: [], daysPerStep, faults: [{ line: null, field: 'date', rule: 'large', value: String(steps), message }] };
  }
  const faults: Fault[] = [];
  const series: NamedSeries[] = [];
  for (const [group, of] of groups) {
    const sorted = of.toSorted((a, b) => a.day - b.day || a.line - b.line);
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (!first || !last) continue;
    const counts = fillSeries(sorted, daysPerStep, shape, faults);
    fillEnd(counts, first, last, lastDay, daysPerStep, shape.gaps === 'refuse' ? faults : null);
    series.push({ group, firstDay: first.day, counts });
  }
  return { series, daysPerStep, faults: faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}
