import { evaluateCell, type Misprint, type TableSpec, type World } from '@songhua/engine-plan';
import type { Text } from '@songhua/kernel';
import type { PlanTable } from '../contract.ts';

const dated = ({ zh, en }: Text, year: string): Text => ({
  zh: zh.replaceAll('{year}', year),
  en: en.replaceAll('{year}', year),
});

/** A table of the plan in its own layout with the figures that stand on `at`; known misprints are told, not shown as figures. */
export function layOutTable(world: World, table: TableSpec, at: string, misprints: readonly Misprint[]): PlanTable {
  const year = at.slice(0, 4);
  const columns = table.groups.flatMap((group) => group.columns);
  return {
    id: table.id,
    title: table.title,
    section: table.section,
    asOf: at,
    groups: table.groups.map((group) => ({
      title: group.title,
      columns: group.columns.map(({ key, title, unit, decimals, format }) => {
        const misprint = misprints.find((m) => m.table === table.id && m.column === key && m.area === undefined);
        return {
          key,
          title: dated(title, year),
          unit,
          decimals,
          format,
          ...(misprint && { misprint: { printed: misprint.printed, note: misprint.note } }),
        };
      }),
    })),
    rows: table.rows.flatMap((code) => {
      const area = world.tree.byCode.get(code);
      if (!area) return [];
      const cells = columns.map((column) => {
        const { value, evidence, reason, misprint } = evaluateCell(world, table, column, code, at, misprints);
        const cell = {
          value,
          evidence,
          ...(reason && { reason }),
          ...(misprint && { misprint: { printed: misprint.printed, note: misprint.note } }),
        };
        return [column.key, cell] as const;
      });
      return [{ area: { code, name: area.name }, cells: Object.fromEntries(cells) }];
    }),
  };
}
