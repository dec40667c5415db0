import { statusOrder } from '@songhua/ui/status.ts';
import type { IndicatorItem, Status } from '../contract.ts';

/** Off track first, met last; within a status the largest relative shortfall first, then the plan's own order. */
export function orderIndicators(items: readonly IndicatorItem[]): IndicatorItem[] {
  const shortfall = ({ expected, current }: IndicatorItem): number =>
    expected === null || current.value === null || expected === 0 ? 0 : Math.abs(expected - current.value) / Math.abs(expected);
  return items
    .map((item, place) => ({ item, place }))
    .sort(
      (a, b) =>
        statusOrder.indexOf(a.item.status) - statusOrder.indexOf(b.item.status) ||
        shortfall(b.item) - shortfall(a.item) ||
        a.place - b.place,
    )
    .map(({ item }) => item);
}

/** The same, kept together by dimension; dimensions stand in the plan's order. */
export function orderByDimension(items: readonly IndicatorItem[]): IndicatorItem[] {
  const dimensions = [...new Set(items.map((one) => one.dimension.zh))];
  const ordered = orderIndicators(items);
  return dimensions.flatMap((dimension) => ordered.filter((one) => one.dimension.zh === dimension));
}

export const countByStatus = (items: readonly IndicatorItem[]): ReadonlyMap<Status, number> =>
  new Map(statusOrder.map((status) => [status, items.filter((one) => one.status === status).length]));
