import type { TotalMeasure } from '@songhua/engine-city';
import { sumRules } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';
import type { Reconciliation } from '../contract.ts';
import { measureTitles } from './measure-titles.ts';
import type { PublishedTotal } from './read-baseline.ts';
import { newestDay } from './read-element.ts';
import type { RegistryFact } from './roll-up.ts';

type Row = Reconciliation['items'][number];

const measures = Object.keys(measureTitles) as TotalMeasure[];

/** Published totals that a registry can be held to: sums of counts (a ratio or share follows from them). */
export const isReconcilable = (total: { readonly measure: TotalMeasure; readonly evidence: string }): boolean =>
  total.evidence === 'published' && Object.hasOwn(sumRules, total.measure);

const statusOf = (published: number, registry: number | null): Row['status'] =>
  registry === null ? 'missing' : registry === published ? 'equal' : 'differs';

/**
 * Every published total beside the registry's own sum on the same day. `factsOn` gives the sums of a day; areas come
 * in the order of the plan's tables. A total the registry cannot say is `missing`, never 0.
 */
export function reconcile(
  published: readonly PublishedTotal[],
  areas: readonly { readonly code: string; readonly name: Text }[],
  factsOn: (asOf: string) => readonly RegistryFact[],
): Reconciliation {
  const order = new Map(areas.map((a, i) => [a.code, i]));
  const names = new Map(areas.map((a) => [a.code, a.name]));
  const rows = published.filter(isReconcilable).map((total) => {
    const found = factsOn(total.asOf).find((f) => f.area === total.area && f.measure === total.measure);
    const registry = found ? found.value : null;
    const name = names.get(total.area) ?? { zh: total.area, en: total.area };
    const item: Row = {
      area: { code: total.area, name },
      measure: total.measure,
      ...measureTitles[total.measure],
      published: total.value,
      registry,
      evidence: found?.evidence ?? null,
      difference: registry === null ? null : registry - total.value,
      status: statusOf(total.value, registry),
      source: `${total.document} · ${total.section} · ${total.asOf.slice(0, 4)}`,
    };
    return { item, asOf: total.asOf, key: [measures.indexOf(total.measure), order.get(total.area) ?? order.size] as const };
  });
  rows.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || (a.asOf < b.asOf ? -1 : 1));
  const items = rows.map((r) => r.item);
  const asOf = newestDay(rows.map((r) => r.asOf)) ?? '';
  return { asOf, total: items.length, equal: items.filter((i) => i.status === 'equal').length, items };
}
