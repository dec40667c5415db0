/** Import, size and growth of designs, each in a schema of its own that is dropped afterwards. */
import { makeCity } from './city.ts';
import { createTables, type Design } from './designs.ts';
import { load, type Server } from './load.ts';
import { print } from './table.ts';

/** Bytes per resource of each table, with its indexes; partitions under the name of their table. */
export async function sizes(
  { client }: Server,
  { schema }: Design,
  resources: number,
): Promise<Map<string, [table: number, index: number]>> {
  const { rows } = await client.query<{ name: string; bytes: string; indexes: string }>(
    `select regexp_replace(relname, '_\\d+$', '') as name, sum(pg_table_size(c.oid)) as bytes, sum(pg_indexes_size(c.oid)) as indexes
     from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = $1 and relkind = 'r' group by 1 order by 2 desc`,
    [schema],
  );
  return new Map(rows.map(({ name, bytes, indexes }) => [name, [Number(bytes) / resources, Number(indexes) / resources]]));
}

export const importHeads = [
  'design, millions of resources',
  'node',
  'postgres',
  'background',
  'ours',
  'limit',
  'ratio',
  'wall',
  'its wall',
];
const sizeHeads = ['bytes per resource (table + indexes)', 'resource', 'posting', 'moment', 'name', 'amount', 'word', 'all'];

/** Loads each design up to each of `steps`; `atStep` may ask it questions there. */
export async function compareImports(
  server: Server,
  folder: string,
  chosen: readonly Design[],
  steps: readonly number[],
  atStep: (design: Design, loaded: number) => Promise<void> = async () => {},
): Promise<void> {
  const times: (string | number)[][] = [];
  const space: (string | number)[][] = [];
  for (const design of chosen) {
    const city = makeCity(folder);
    const known = { sequence: 0, loaded: 0 };
    await createTables(server.client, design);
    for (const step of steps) {
      const s = await load(server, design, city, known, step);
      const ours = s.node + s.postgres + s.background;
      const row = [
        `${design.title}, ${step / 1e6} M`,
        s.node,
        s.postgres,
        s.background,
        ours,
        s.limit,
        ours / s.limit,
        s.wall,
        s.limitWall,
      ];
      times.push(row);
      console.error(row.map((cell) => (typeof cell === 'number' ? cell.toFixed(4) : cell)).join('  '));
      await atStep(design, known.loaded);
    }
    const found = await sizes(server, design, known.loaded);
    const tables = ['resource', 'posting', 'moment', 'name', 'amount', 'word'].map(
      (name): [number, number] => found.get(name) ?? [0, 0],
    );
    const all = tables.flat().reduce((sum, bytes) => sum + bytes, 0);
    space.push([design.title, ...tables.map(([table, index]) => `${table.toFixed(0)}+${index.toFixed(0)}`), all]);
    await server.client.query(`drop schema ${design.schema} cascade`);
    await server.client.query('checkpoint');
  }
  print(
    'Import, CPU ms per resource (parse, extract, directory, all tables; each line is the stretch since the line before)',
    importHeads,
    times,
  );
  print('Size', sizeHeads, space);
}
