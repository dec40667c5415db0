import type { Locator } from './find-clauses.ts';
import type { Plan } from './schema.ts';

/** Every place in the plan's own document that its files point to: `<indicator>`, `<indicator>#1` …, `table:<table>`. */
export function planLocators(plan: Plan): Locator[] {
  return [
    ...plan.indicators
      .filter(({ source }) => source.document === undefined || source.document === plan.document.number)
      .flatMap(({ id, source }) => [
        { id, section: source.section, locator: source.locator },
        ...source.related.map((clause, i) => ({ id: `${id}#${i + 1}`, ...clause })),
      ]),
    ...plan.tables.map((table) => ({ id: `table:${table.id}`, section: table.section, locator: table.locator })),
  ];
}
