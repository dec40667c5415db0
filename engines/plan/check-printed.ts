import { evaluateCell } from './evaluate-table.ts';
import type { World } from './measure-value.ts';
import type { PrintedCell } from './parse-printed.ts';
import { printValue } from './print-value.ts';
import type { Misprint } from './schema.ts';

/** A printed figure beside the one its own counts give. */
export interface PrintedCheck {
  readonly cell: PrintedCell;
  readonly computed: string | null;
  readonly status: 'equal' | 'known-misprint' | 'differs';
}

/** Compares every printed rate with what the published counts give at the same number of decimals. */
export function checkPrinted(world: World, printed: readonly PrintedCell[], misprints: readonly Misprint[]): PrintedCheck[] {
  return printed.map((cell): PrintedCheck => {
    const table = world.plan.tables.find((t) => t.id === cell.table);
    const column = table?.groups.flatMap((group) => group.columns).find((c) => c.key === cell.column);
    if (!table || !column) throw new Error(`no column ${cell.table}/${cell.column}`);
    const { value, misprint } = evaluateCell(world, table, column, cell.area, cell.asOf, misprints);
    const computed = value === null ? null : printValue(value, column.decimals, column.format);
    if (computed === cell.printed) return { cell, computed, status: 'equal' };
    return { cell, computed, status: misprint?.printed === cell.printed ? 'known-misprint' : 'differs' };
  });
}
