import type { ColumnSpec, Indicator, Plan, TableSpec } from '../schema.ts';
import type { Quantity } from './claims.ts';
import type { ConsistencyInput } from './finding.ts';

/** The count of a measure in an area at the plan's start: the newest stated on or before that day. */
export type CountOf = (area: string, measure: string) => number | null;

export function baselineCounts({ facts, plan }: ConsistencyInput): CountOf {
  const newest = new Map<string, { asOf: string; value: number }>();
  for (const { area, measure, asOf, value } of facts) {
    if (asOf > plan.start) continue;
    const key = `${area}\u0000${measure}`;
    const known = newest.get(key);
    if (!known || known.asOf < asOf) newest.set(key, { asOf, value });
  }
  return (area, measure) => newest.get(`${area}\u0000${measure}`)?.value ?? null;
}

/** Every column of every table, with its table. */
export const columnsOf = (plan: Plan): { readonly table: TableSpec; readonly column: ColumnSpec }[] =>
  plan.tables.flatMap((table) => table.groups.flatMap((group) => group.columns.map((column) => ({ table, column }))));

/** A target's number for the plan's whole area; null where there is none. */
export function targetOf(plan: Plan, ref: string | undefined): number | null {
  const indicator = plan.indicators.find((x) => x.id === ref);
  if (indicator) return wholeTarget(plan, indicator)?.value ?? null;
  const found = columnsOf(plan).find(({ table, column }) => `${table.id}/${column.key}` === ref);
  return found?.column.targets?.[plan.area] ?? null;
}

export const wholeTarget = (plan: Plan, indicator: Indicator): Indicator['targets'][number] | undefined =>
  indicator.targets.find((target) => target.area === plan.area);

/** The indicators that several quantities take their targets from, as clauses. */
export const indicatorsOf = (plan: Plan, quantities: readonly Quantity[]): string[] =>
  quantities.flatMap(({ target }) => plan.indicators.filter((x) => x.id === target).map((x) => x.id));

/** Each once, in the order of first mention. */
export const once = (ids: readonly string[]): string[] => [...new Set(ids)];
