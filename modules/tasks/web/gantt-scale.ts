interface Dated {
  readonly start: string | null;
  readonly due: string | null;
}

/** Pixels of a month at each scale. */
export const scales = { year: 10, quarter: 26, month: 80 } as const;
export type Scale = keyof typeof scales;

export interface GanttScale {
  /** First day of the first month. */
  readonly from: string;
  readonly months: number;
  readonly width: number;
  /** Pixels from the left edge to the begin of a day. */
  readonly x: (iso: string) => number;
  readonly ticks: readonly { readonly at: number; readonly year: number; readonly month: number }[];
}

const parts = (iso: string): readonly [number, number, number] => {
  const [year = 1970, month = 1, day = 1] = iso.split('-').map(Number);
  return [year, month, day];
};
const monthsSince = (year: number, month: number, iso: string): number => {
  const [y, m] = parts(iso);
  return (y - year) * 12 + m - month;
};
const step: Readonly<Record<Scale, number>> = { year: 12, quarter: 3, month: 1 };

/** An axis of whole months that holds every start, every due date and today; a day lies within its month in proportion. */
export function ganttScale(tasks: readonly Dated[], today: string, scale: Scale): GanttScale {
  const days = [today, ...tasks.flatMap(({ start, due }) => [start, due].filter((day) => day !== null))].sort();
  const [year, month] = parts(days[0] ?? today);
  const first = scale === 'year' ? 1 : month;
  const months = monthsSince(year, first, days.at(-1) ?? today) + 2;
  const x = (iso: string): number => {
    const [y, m, day] = parts(iso);
    const length = new Date(Date.UTC(y, m, 0)).getUTCDate();
    return (monthsSince(year, first, iso) + (day - 1) / length) * scales[scale];
  };
  const ticks = Array.from({ length: months }, (_, n) => ({
    at: n * scales[scale],
    year: year + Math.floor((first - 1 + n) / 12),
    month: ((first - 1 + n) % 12) + 1,
  })).filter((tick) => (tick.month - 1) % step[scale] === 0);
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, months, width: months * scales[scale], x, ticks };
}
