import type { Evidence, Text } from './evidence.ts';
import { indicatorValue } from './indicator-value.ts';
import { measureValue, type World } from './measure-value.ts';
import type { ColumnSpec, Misprint, TableSpec } from './schema.ts';

export interface Cell {
  readonly value: number | null;
  readonly asOf: string | null;
  readonly evidence: Evidence | null;
  readonly reason?: Text;
  readonly misprint?: Misprint;
}

const noTarget: Text = { zh: '规划没有为该地区设定目标', en: 'the plan sets no target for this area' };

function content(world: World, column: ColumnSpec, area: string, at: string): Cell {
  if (column.targets || column.targetOf !== undefined) {
    const indicator = world.plan.indicators.find((x) => x.id === column.targetOf);
    const value = column.targets ? column.targets[area] : indicator?.targets.find((target) => target.area === area)?.value;
    if (value === undefined || value === null) return { value: null, asOf: null, evidence: null, reason: noTarget };
    return { value, asOf: null, evidence: 'published' };
  }
  const indicator = world.plan.indicators.find((x) => x.id === column.indicator);
  const figure = column.measure
    ? measureValue(world, area, column.measure, at, true)
    : indicator
      ? indicatorValue(world, indicator.definition, area, at, indicator.rollUp === 'ratio-of-sums')
      : column.rate
        ? indicatorValue(world, column.rate, area, at, true)
        : null;
  if (!figure) throw new Error(`column ${column.key} has no content`);
  if (figure.value === null) return { value: null, asOf: null, evidence: null, reason: figure.reason };
  return { value: figure.value, asOf: figure.asOf, evidence: figure.evidence };
}

/** The cell of one table, area and column on a day; a known misprint is told only of the figure it was printed for. */
export function evaluateCell(
  world: World,
  table: TableSpec,
  column: ColumnSpec,
  area: string,
  at: string,
  misprints: readonly Misprint[],
): Cell {
  const cell = content(world, column, area, at);
  const misprint = misprints.find(
    (m) => m.table === table.id && m.column === column.key && m.area === area && (cell.asOf === null || cell.asOf === m.asOf),
  );
  return misprint ? { ...cell, misprint } : cell;
}
