/** What a backup says of itself, before its rows. Times are ISO instants. */
export interface Header {
  readonly format: 1;
  readonly at: string;
  /** PostgreSQL that it was read from, as its server_version_num. */
  readonly postgres: number;
  /** The migrations that had run, in their order: by them the same tables are made again. */
  readonly migrations: readonly { readonly unit: string; readonly name: string; readonly hash: string }[];
  /** How many entries the audit log had, and the hash of the last; absent in backups of versions before. */
  readonly audit?: { readonly number: number; readonly hash: string } | null;
}

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** A table and the columns that are written, in their order; generated ones make themselves. */
export interface Table extends TableName {
  readonly columns: readonly string[];
}

/** What was read of a table: so many rows, whose bytes hash to this (SHA-256, hex). */
export interface TableEnd {
  readonly rows: number;
  readonly sha256: string;
}

export interface Sequence extends TableName {
  readonly last: string;
  readonly called: boolean;
}

/** All tables and what was read of each, said once more at the end. */
export type Contents = readonly (TableName & TableEnd)[];

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const nameOf = ({ schema, name }: TableName): string => `${quoted(schema)}.${quoted(name)}`;

/** Where two readings of the same data differ, each table by its name; empty when they agree. */
export function differences(before: Contents, after: Contents): string[] {
  const known = new Map(after.map((table) => [nameOf(table), table]));
  const missing = before.flatMap((table) => {
    const other = known.get(nameOf(table));
    known.delete(nameOf(table));
    if (!other) return [`${nameOf(table)}: ${table.rows} → –`];
    if (other.rows !== table.rows) return [`${nameOf(table)}: ${table.rows} → ${other.rows}`];
    return other.sha256 === table.sha256 ? [] : [`${nameOf(table)}: ${table.rows} rows, other content`];
  });
  return [...missing, ...[...known.values()].map((table) => `${nameOf(table)}: – → ${table.rows}`)];
}
