import type { PlanError } from './plan-error.ts';
import { csvFault, readCsv } from './read-csv.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { type Misprint, misprintsFile, type Plan } from './schema.ts';

/** A rate as a document's table prints it, kept to be compared with what the counts give; never used as a fact. */
export interface PrintedCell {
  readonly table: string;
  readonly area: string;
  readonly column: string;
  readonly asOf: string;
  readonly printed: string;
}

const header = ['table', 'area', 'column', 'as_of', 'printed'] as const;

const columnsOf = (plan: Plan): ReadonlySet<string> =>
  new Set(plan.tables.flatMap((table) => table.groups.flatMap((g) => g.columns.map((column) => `${table.id}/${column.key}`))));

/** The printed cells of a CSV text, each in a table, column and area that exist. */
export function parsePrinted(
  file: string,
  text: string,
  plan: Plan,
  areas: ReadonlySet<string>,
): { readonly printed: readonly PrintedCell[]; readonly errors: readonly PlanError[] } {
  const { rows, errors: broken } = readCsv(file, text, header);
  const errors = [...broken];
  const columns = columnsOf(plan);
  const printed = rows.map(({ line, cells }): PrintedCell => {
    const { table = '', area = '', column = '', as_of: asOf = '', printed: figure = '' } = cells;
    if (!columns.has(`${table}/${column}`)) {
      errors.push(
        csvFault(
          file,
          line,
          'column',
          'undefined-column',
          { zh: '表中没有此列', en: 'no such column in the table' },
          `${table}/${column}`,
        ),
      );
    }
    if (!areas.has(area))
      errors.push(csvFault(file, line, 'area', 'undefined-area', { zh: '地区代码未定义', en: 'no such area' }, area));
    return { table, area, column, asOf, printed: figure };
  });
  return { printed, errors };
}

/** The known misprints of a document's tables, each in a cell or column that exists. */
export function parseMisprints(
  file: string,
  text: string,
  plan: Plan,
  areas: ReadonlySet<string>,
): { readonly misprints: readonly Misprint[]; readonly errors: readonly PlanError[] } {
  const yaml: YamlFile<{ misprints: Misprint[] }> = readYaml(file, text, misprintsFile);
  if (!yaml.value) return { misprints: [], errors: yaml.errors };
  const columns = columnsOf(plan);
  const errors = yaml.value.misprints.flatMap((misprint, i) => [
    ...(columns.has(`${misprint.table}/${misprint.column}`)
      ? []
      : [
          yaml.fault(
            ['misprints', i, 'column'],
            'undefined-column',
            { zh: '表中没有此列', en: 'no such column in the table' },
            misprint.column,
          ),
        ]),
    ...(misprint.area === undefined || areas.has(misprint.area)
      ? []
      : [yaml.fault(['misprints', i, 'area'], 'undefined-area', { zh: '地区代码未定义', en: 'no such area' }, misprint.area)]),
  ]);
  return { misprints: yaml.value.misprints, errors };
}
