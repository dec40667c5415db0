import { apportion } from '../apportion.ts';

/** Whole numbers in proportion to weights, none over its limit; less than `total` when the limits leave no more room. */
export function spread<T>(
  total: number,
  over: readonly T[],
  weigh: (item: T) => number,
  limit: (item: T) => number,
): ReadonlyMap<T, number> {
  const limits = over.map((item) => Math.max(0, Math.floor(limit(item))));
  const most = limits.reduce((sum, n) => sum + n, 0);
  const given = apportion(
    Math.min(Math.max(0, Math.ceil(total)), most),
    over.map((item, i) => ({ weight: weigh(item), high: limits[i] ?? 0 })),
  );
  return new Map(over.map((item, i) => [item, given.ok ? (given.value[i] ?? 0) : 0]));
}
