import type { Target, Trajectory } from './schema.ts';

export interface Point {
  readonly date: string;
  readonly value: number;
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** On the straight line from `a` to `b`, by days. */
function between(a: Point, b: Point, date: string): number {
  const span = dayNumber(b.date) - dayNumber(a.date);
  return span <= 0 ? b.value : a.value + ((b.value - a.value) * (dayNumber(date) - dayNumber(a.date))) / span;
}

/**
 * What a trajectory expects on `date`, in the indicator's unit; null when there is no target value, or no baseline
 * for a path that starts from one (from the target date on the target is expected all the same). linear: straight by days; step: the baseline until the target date; custom:
 * straight between stated points; floor: the target itself all along; grow: the baseline, which is to be exceeded.
 */
export function expectedValue(
  trajectory: Trajectory,
  baseline: { date: string; value: number | null },
  target: Target,
  date: string,
): number | null {
  const goal = target.value;
  if (goal === null) return null;
  if (trajectory.kind === 'floor') return goal;
  if (trajectory.kind !== 'grow' && date >= target.date) return goal;
  if (baseline.value === null) return null;
  const start: Point = { date: baseline.date, value: baseline.value };
  if (trajectory.kind === 'grow' || date <= start.date) return start.value;
  if (trajectory.kind === 'step') return start.value;
  const path = [start, ...(trajectory.kind === 'custom' ? trajectory.points : []), { date: target.date, value: goal }];
  const next = path.findIndex((point) => point.date >= date);
  const [from, to] = [path[next - 1], path[next]];
  if (!from || !to) throw new Error(`no stretch of the trajectory holds ${date}`);
  return between(from, to, date);
}

/** The trajectory as points for a chart: baseline, each year's end, stated points, and the target date. */
export function trajectoryPoints(
  trajectory: Trajectory,
  baseline: { date: string; value: number | null },
  target: Target,
): Point[] {
  if (baseline.value === null && trajectory.kind !== 'floor') return [];
  const years: string[] = [];
  for (let year = Number(baseline.date.slice(0, 4)); year <= Number(target.date.slice(0, 4)); year++) years.push(`${year}-12-31`);
  const stated = trajectory.kind === 'custom' ? trajectory.points.map((point) => point.date) : [];
  const dates = [...new Set([baseline.date, ...years, ...stated, target.date])]
    .filter((date) => date >= baseline.date && date <= target.date)
    .sort();
  // A step is vertical: the day before the target date still expects the baseline.
  if (trajectory.kind === 'step') {
    const eve = new Date((dayNumber(target.date) - 1) * 86_400_000).toISOString().slice(0, 10);
    if (!dates.includes(eve) && eve > baseline.date) dates.splice(-1, 0, eve);
  }
  return dates.flatMap((date) => {
    const value = expectedValue(trajectory, baseline, target, date);
    return value === null ? [] : [{ date, value }];
  });
}
