import { growTree } from '../area-tree.ts';
import type { Text } from '../evidence.ts';
import { indexFacts } from '../fact.ts';
import { indicatorValue } from '../indicator-value.ts';
import type { World } from '../measure-value.ts';
import type { PrintedCell } from '../parse-printed.ts';
import { printValue } from '../print-value.ts';
import type { ColumnSpec, Definition } from '../schema.ts';
import { columnsOf, once } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

/** Factors a heading may have been confused with. */
const factors = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

interface Counted {
  readonly cell: PrintedCell;
  readonly numerator: number;
  readonly denominator: number;
}

const worldOf = ({ plan, areas, facts }: ConsistencyInput): World => ({
  plan,
  measures: new Map(plan.measures.map((measure) => [measure.id, measure])),
  tree: growTree(areas),
  facts: indexFacts(facts),
  synthetic: 'leave-out',
});

const definitionOf = ({ plan }: ConsistencyInput, column: ColumnSpec): Definition | undefined =>
  column.rate ?? plan.indicators.find((indicator) => indicator.id === column.indicator)?.definition;

/** What a column is about: its indicator's name, else that of its group. */
function titleOf({ plan }: ConsistencyInput, column: ColumnSpec): Text {
  const indicator = plan.indicators.find((x) => x.id === column.indicator);
  const group = plan.tables.flatMap((table) => table.groups).find((g) => g.columns.includes(column));
  return indicator?.name ?? group?.title ?? column.title;
}

/** The counts behind a printed cell, on its own day; null where they are not stated. */
function countsBehind(world: World, definition: Definition, cell: PrintedCell): Counted | null {
  const { publishedRate: _, ...counts } = definition;
  if (!counts.numerator || !counts.denominator) return null;
  const { numerator, denominator } = indicatorValue(world, counts, cell.area, cell.asOf, false);
  return numerator === undefined || !denominator ? null : { cell, numerator, denominator };
}

const division = ({ numerator, denominator }: Counted, factor: number): string =>
  `${writeNumber(numerator)} ÷ ${writeNumber(denominator)}${factor === 1 ? '' : ` × ${writeNumber(factor)}`}`;

/** The finding with what the list of misprints says about the cell or, without an area, the heading. */
function withHandling(
  { misprints }: ConsistencyInput,
  table: string,
  column: ColumnSpec,
  area: string | undefined,
  finding: Finding,
): Finding {
  const known = misprints.find((m) => m.table === table && m.column === column.key && m.area === area);
  return known ? { ...finding, handling: known.note } : finding;
}

function checkColumn(input: ConsistencyInput, tableId: string, column: ColumnSpec, counted: readonly Counted[]): Finding[] {
  const definition = definitionOf(input, column);
  if (!definition) return [];
  const { claims, areas } = input;
  const printedAt = ({ numerator, denominator }: Counted, factor: number): string =>
    printValue((numerator / denominator) * factor, column.decimals, column.format);
  const agreeing = (factor: number): Counted[] => counted.filter((c) => printedAt(c, factor) === c.cell.printed);
  const about = `${tableId}.${column.key}`;
  const clauses = once([...(claims.tables[tableId] ?? []), ...(column.indicator ? [column.indicator] : [])]);
  const named = claims.headings.find((h) => h.table === tableId && h.column === column.key)?.factor ?? definition.factor;
  const best = factors.find((factor) => factor !== named && agreeing(factor).length * 2 > counted.length);
  const what = titleOf(input, column);
  const findings: Finding[] = [];
  const fits = best !== undefined && agreeing(named).length * 2 <= counted.length ? best : undefined;
  const [sample] = fits === undefined ? [] : agreeing(fits);
  if (fits !== undefined && sample) {
    const summary = {
      zh: `“${what.zh}”一列的标题写的是每 ${writeNumber(named)}，${counted.length} 个印出的数中却有 ${agreeing(fits).length} 个只在每 ${writeNumber(fits)} 时与人数相符。`,
      en: `The heading of the column “${what.en}” says per ${writeNumber(named)}, yet ${agreeing(fits).length} of its ${counted.length} printed figures fit their counts only per ${writeNumber(fits)}.`,
    };
    const arithmetic = `${division(sample, named)} = ${printedAt(sample, named)} ≠ ${sample.cell.printed}; ${division(sample, fits)} = ${printedAt(sample, fits)}`;
    findings.push(
      withHandling(input, tableId, column, undefined, computed('unit-heading', about, 'medium', clauses, summary, arithmetic)),
    );
  }
  const factor = fits ?? definition.factor;
  for (const wrong of counted.filter((c) => printedAt(c, factor) !== c.cell.printed)) {
    const { cell } = wrong;
    const name = areas.find((area) => area.code === cell.area)?.name;
    const summary = {
      zh: `${name?.zh ?? cell.area}的“${what.zh}”印作 ${cell.printed}，与它自己的数量不符：算得 ${printedAt(wrong, factor)}。`,
      en: `“${what.en}” of ${name?.en ?? cell.area} is printed as ${cell.printed}; its own counts give ${printedAt(wrong, factor)}.`,
    };
    const arithmetic = `${division(wrong, factor)} = ${printedAt(wrong, factor)} ≠ ${cell.printed}`;
    const finding = computed('printed-rate', `${about}.${cell.area}`, 'high', clauses, summary, arithmetic);
    findings.push(withHandling(input, tableId, column, cell.area, finding));
  }
  return findings;
}

/** Baselines printed beside the indicators, held against the counts of their day. */
function checkBaselines(input: ConsistencyInput, world: World): Finding[] {
  return input.plan.indicators.flatMap((indicator) => {
    const { baseline, definition, decimals, format } = indicator;
    if (baseline.value === null || baseline.printed === null) return [];
    const cell = { table: '', column: '', area: input.plan.area, asOf: baseline.date, printed: baseline.printed };
    const counted = countsBehind(world, definition, cell);
    if (!counted) return [];
    const given = printValue((counted.numerator / counted.denominator) * definition.factor, decimals, format);
    const stated = printValue(baseline.value, decimals, format);
    if (given === stated) return [];
    const summary = {
      zh: `“${indicator.name.zh}”的基期 ${stated} 与人数、床位数不符：算得 ${given}。`,
      en: `The baseline ${stated} of “${indicator.name.en}” is not what the counts give: ${given}.`,
    };
    const arithmetic = `${division(counted, definition.factor)} = ${given} ≠ ${stated}`;
    return [computed('printed-rate', indicator.id, 'high', [indicator.id], summary, arithmetic)];
  });
}

/**
 * Printed rates that their own counts do not give, cell by cell; and whole columns whose heading promises another
 * factor than the one their figures fit.
 */
export function checkPrintedRates(input: ConsistencyInput): Finding[] {
  const world = worldOf(input);
  const cells = Map.groupBy(input.printed, (cell) => `${cell.table}/${cell.column}`);
  const columns = columnsOf(input.plan).flatMap(({ table, column }) => {
    const definition = definitionOf(input, column);
    const printed = definition ? (cells.get(`${table.id}/${column.key}`) ?? []) : [];
    const counted = printed.flatMap((cell) => (definition ? (countsBehind(world, definition, cell) ?? []) : []));
    return checkColumn(input, table.id, column, counted);
  });
  return [...columns, ...checkBaselines(input, world)];
}
