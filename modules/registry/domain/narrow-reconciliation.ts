import type { Reconciliation } from '../contract.ts';

const order = ['differs', 'missing', 'equal'] as const;

/**
 * The reconciliation of some areas (null: of all), what differs first, then what is missing, else in the order of the
 * tables. `open` leaves out what is equal; `total` and `equal` still count everything of those areas.
 */
export function narrowReconciliation(
  found: Reconciliation,
  areas: ReadonlySet<string> | null,
  show: 'all' | 'open',
): Reconciliation {
  const within = found.items.filter(({ area }) => areas === null || areas.has(area.code));
  const items = within
    .filter(({ status }) => show === 'all' || status !== 'equal')
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return { ...found, total: within.length, equal: within.filter(({ status }) => status === 'equal').length, items };
}
