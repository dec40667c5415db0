import type { ConversionTimes } from '../contract.ts';

const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return null;
  return ((sorted[Math.floor(half - 0.5)] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

/** How long it took from the order to ready, of all that became ready, against what was planned. */
export function measureTimes(
  conversions: readonly { readonly orderedAt: string | null; readonly readyAt: string | null; readonly plannedHours: number }[],
): ConversionTimes {
  const done = conversions.flatMap(({ orderedAt, readyAt, plannedHours }) =>
    orderedAt === null || readyAt === null
      ? []
      : [{ hours: (Date.parse(readyAt) - Date.parse(orderedAt)) / 3_600_000, plannedHours }],
  );
  return {
    count: done.length,
    medianHours: median(done.map(({ hours }) => hours)),
    medianPlanned: median(done.map(({ plannedHours }) => plannedHours)),
    inTime: done.filter(({ hours, plannedHours }) => hours <= plannedHours).length,
  };
}
