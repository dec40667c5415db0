import type { Tx } from '@songhua/kernel';
import { counting, dropEmptySorts } from './sort-counts.ts';

/** A column of a table: its name, its type, and the field of a row it is filled from. */
type Column = readonly [name: string, type: 'text' | 'date' | 'boolean' | 'integer' | 'number' | 'codes', field?: string];

const kept: readonly Column[] = [
  ['id', 'text'],
  ['institution', 'text'],
  ['since', 'date'],
  ['until', 'date'],
  ['evidence', 'text'],
  ['source', 'text'],
];

/** The tables of what an institution has one by one, and what else has one row to a resource. */
export const collectionTables = {
  staff: [
    ...kept,
    ['person', 'text'],
    ['name', 'text'],
    ['profession', 'text'],
    ['category', 'text'],
    ['licence', 'text'],
    ['specialty', 'text'],
    ['duties', 'codes'],
    ['post', 'text'],
    ['established', 'boolean'],
    ['primary_post', 'boolean', 'primary'],
    ['years', 'integer'],
    ['traits', 'text'],
  ],
  bed: [
    ...kept,
    ['ward', 'text'],
    ['ward_name', 'text', 'wardName'],
    ['class', 'text'],
    ['department', 'text'],
    ['convertible', 'boolean'],
    ['openable', 'boolean'],
    ['traits', 'text'],
  ],
  department: [...kept, ['code', 'text'], ['name', 'text']],
  laboratory: [...kept, ['level', 'text'], ['name', 'text']],
  equipment: [...kept, ['type', 'text'], ['name', 'text']],
  station: [...kept, ['name', 'text'], ['area', 'text'], ['town', 'text']],
  team: [...kept, ['kind', 'text'], ['name', 'text']],
  childcare: [
    ['id', 'text'],
    ['name', 'text'],
    ['places', 'integer'],
    ['as_of', 'date', 'asOf'],
    ['evidence', 'text'],
    ['source', 'text'],
  ],
  area_figure: [
    ['id', 'text'],
    ['area', 'text'],
    ['measure', 'text'],
    ['as_of', 'date', 'asOf'],
    ['value', 'number'],
    ['evidence', 'text'],
    ['source', 'text'],
    ['version', 'text'],
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

export type CollectionTable = keyof typeof collectionTables;
export const collectionNames = Object.keys(collectionTables) as CollectionTable[];

interface Statements {
  readonly columns: readonly { readonly field: string; readonly codes: boolean }[];
  readonly insert: string;
  readonly select: string;
}

const sqlTypes: Readonly<Partial<Record<Column[1], string>>> = { codes: 'text', number: 'double precision' };

function statementsOf(table: CollectionTable): Statements {
  const columns: readonly Column[] = collectionTables[table];
  const names = columns.map(([name]) => name);
  // Lists of codes travel as one text: arrays of arrays must be of one length.
  const values = columns.map(([name, type]) => (type === 'codes' ? `string_to_array(${name}, ',')` : name));
  const arrays = columns.map(([, type], n) => `$${n + 1}::${sqlTypes[type] ?? type}[]`);
  const shown = columns.map(([name, type, field]) => `${type === 'date' ? `${name}::text` : name} as "${field ?? name}"`);
  return {
    columns: columns.map(([name, type, field]) => ({ field: field ?? name, codes: type === 'codes' })),
    insert: counting(
      table,
      `insert into registry.${table} (${names.join(', ')}) select ${values.join(', ')} from unnest(${arrays.join(', ')}) as r(${names.join(', ')})`,
      '+',
    ),
    select: `select ${shown.join(', ')} from registry.${table}`,
  };
}

const statements = Object.fromEntries(collectionNames.map((table) => [table, statementsOf(table)])) as Readonly<
  Record<CollectionTable, Statements>
>;

/** SQL that reads every column of a table under the fields' names. */
export const selectFrom = (table: CollectionTable): string => statements[table].select;

/** Takes the rows with these ids away, when the transaction goes on. */
export function dropRows(tx: Tx, table: CollectionTable, ids: readonly string[]): void {
  tx.later(counting(table, `delete from registry.${table} where id = any($1)`, '-'), [ids], `registry.drop-${table}`);
  dropEmptySorts(tx, table);
}

/** Adds rows, one statement however many. */
export function addRows(tx: Tx, table: CollectionTable, rows: readonly object[]): void {
  if (rows.length === 0) return;
  const { columns, insert } = statements[table];
  const values = columns.map(({ field, codes }) =>
    rows.map((row) => {
      const value = (row as Readonly<Record<string, unknown>>)[field];
      return codes && Array.isArray(value) ? value.join(',') : value;
    }),
  );
  tx.later(insert, values, `registry.add-${table}`);
}
