import { lists } from './distribution.ts';
import type { Finding } from './source.ts';

/** What a migrated database says of itself. Tables are written `schema.table`. */
export interface Catalog {
  readonly tables: readonly string[];
  readonly uniques: readonly UniqueIndex[];
  readonly references: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

interface UniqueIndex {
  readonly table: string;
  readonly name: string;
  readonly primary: boolean;
  /** Its key columns; an expression stands as null. */
  readonly columns: readonly (string | null)[];
}

type Query = <R extends object>(sql: string) => Promise<{ readonly rows: R[] }>;

const ours = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')";

/** Reads the tables, unique indexes and foreign keys of every schema of ours. */
export async function readCatalog(query: Query): Promise<Catalog> {
  const tables = await query<{ table: string }>(
    `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ours} order by 1`,
  );
  const uniques = await query<UniqueIndex>(
    `select n.nspname || '.' || c.relname as table, x.relname as name, i.indisprimary as primary,
            array(select a.attname::text
                    from unnest(i.indkey::int[]) with ordinality as k(number, at)
                    left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and k.number > 0
                   where k.at <= i.indnkeyatts order by k.at) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
       join pg_namespace n on n.oid = c.relnamespace
      where i.indisunique and ${ours} order by 1, 2`,
  );
  const references = await query<Catalog['references'][number]>(
    `select f.conname as name, n.nspname || '.' || c.relname as from, m.nspname || '.' || d.relname as to
       from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class d on d.oid = f.confrelid join pg_namespace m on m.oid = d.relnamespace
      where f.contype = 'f' order by 1`,
  );
  return { tables: tables.rows.map(({ table }) => table), uniques: uniques.rows, references: references.rows };
}

const schemaOf = (table: string): string => table.split('.')[0] ?? table;

/** Every table has a primary key, no foreign key crosses schemas, and what grows with residents can be distributed. */
export function checkSchema({ tables, uniques, references }: Catalog, distribution: Readonly<Record<string, string>>): Finding[] {
  const keyed = new Set(uniques.filter(({ primary }) => primary).map(({ table }) => table));
  const spread = uniques.filter(({ table, columns }) => {
    const key = distribution[table];
    return key !== undefined && !columns.includes(key);
  });
  return [
    ...tables
      .filter((table) => !keyed.has(table) && !lists.has(table))
      .map((path) => ({ rule: 'schema.primary-key', path, message: 'has no primary key' })),
    ...references
      .filter(({ from, to }) => schemaOf(from) !== schemaOf(to))
      .map(({ name, from, to }) => ({
        rule: 'schema.foreign-key',
        path: from,
        message: `${name} leads to ${to}, in another schema`,
      })),
    ...spread.map(({ table, name }) => ({
      rule: 'schema.distribution',
      path: table,
      message: `unique index ${name} lacks ${distribution[table]}, by which the table is distributed`,
    })),
    ...Object.keys(distribution)
      .filter((table) => !tables.includes(table))
      .map((path) => ({ rule: 'schema.unknown', path, message: 'is announced as spread over machines and is no table' })),
  ];
}
