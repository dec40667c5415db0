/**
 * The same questions to a small store and to a large one: `npm run bench:growth [-- --sizes 100000,1000000,10000000]
 * [--requests 1000] [--keep FOLDER]`. A row for each shape of search with its first page's CPU time and latencies at each size, what an import
 * costs there beside COPY, and bytes for each resource. Ten million need 40 GB of disk and most of an hour.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecordStore } from '@songhua/records';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { longRun } from '@songhua/records/import/command.ts';
import { createFolder } from '@songhua/records/reindex/fold.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { startClients } from './records/ask.ts';
import { isSynthea } from './records/city.ts';
import { crud } from './records/crud.ts';
import { type House, signIn, withHouse } from './records/house.ts';
import { type ImportLine, importHead, importText, measureImport, spentOn, writeLines } from './records/import-file.ts';
import { type City, load, openCity, settle } from './records/load.ts';
import { total } from './records/measure.ts';
import { searches } from './records/search.ts';
import { type Line, machine, printHead, printLine } from './records/table.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,1000000,10000000' },
    requests: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    keep: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const requests = Number(values.requests);
const root = join(import.meta.dirname, '..');
/** Resources of an import that is measured. */
const stretch = longRun.resources;

interface AtSize {
  readonly size: number;
  readonly imports: readonly ImportLine[];
  readonly bytes: number;
  readonly lines: readonly Line[];
  readonly totals: readonly Line[];
}

/** Fills the store up to `to`; what is measured of it is its last part. */
async function fill(house: House, store: FhirStore, city: City, from: number, to: number): Promise<ImportLine[]> {
  const part = Math.min(stretch, Math.floor((to - from) / 2));
  await load(house.pool, store, city, to - from - 2 * part);
  const folder = await mkdtemp(join(tmpdir(), 'songhua-growth-'));
  const plain = new pg.Client({ connectionString: house.url });
  await plain.connect();
  const imports: ImportLine[] = [];
  try {
    for (const level of ['structure', 'full'] as const) {
      const file = join(folder, 'part.ndjson');
      await writeLines(file, city.take(part));
      const asked = { file, level, resources: part, batch: 20_000 };
      const line = await measureImport({ pool: house.pool, plain, postmaster: house.postmaster, store }, asked);
      console.log(importText(line));
      imports.push(line);
    }
    await plain.query('drop table public.plain');
  } finally {
    await plain.end();
    await rm(folder, { recursive: true, force: true });
  }
  return imports;
}

/** Bytes of all tables and indexes of the store, for each resource. */
async function bytesOf({ pool }: House): Promise<number> {
  const { rows } = await pool.query<{ bytes: string; resources: string }>(
    `select sum(pg_total_relation_size(c.oid)) as bytes, (select count(*) from records.resource) as resources
       from pg_class c where c.relnamespace = 'records'::regnamespace and c.relkind = 'r'`,
  );
  return Number(rows[0]?.bytes) / Number(rows[0]?.resources);
}

/** Packs long lists, which the server does in the background; says what it cost for each resource loaded since. */
async function pack({ pool, postmaster }: House, loaded: number): Promise<void> {
  await pool.query('update records.packed_state set next = 0');
  const { node, postgres, wall } = await spentOn(postmaster, async () => {
    await createFolder(pool, Date.now).finish();
  });
  const each = (ms: number): string => ((ms * 1000) / loaded).toFixed(1);
  console.log(
    `packing long lists afterwards: ${each(node)} + ${each(postgres)} µs for each resource loaded, ${(wall / 1000).toFixed(0)} s`,
  );
}

async function ask(house: House, store: FhirStore): Promise<Pick<AtSize, 'lines' | 'totals'>> {
  // Words of texts are read in the background for minutes after a load of millions; here without.
  const server = await house.serve({ SONGHUA_FULL_TEXT: 'off' });
  const clients = startClients();
  try {
    const bench = { house, server, token: await signIn(server), clients };
    printHead();
    const singles = await crud(bench, Number(values.rounds));
    for (const line of singles) printLine(line);
    const lines = await searches(bench, store, requests, { only: values.only }, printLine);
    const totals = await searches(bench, store, 100, { totals: true }, printLine);
    return { lines: [...singles, ...lines], totals };
  } finally {
    clients.stop();
    await server.stop();
  }
}

const million = (size: number): string => `${size / 1e6} M`;

/** One row a workload, a column each size, and what the last is to the first. */
function printGrowth(done: readonly AtSize[], of: (at: AtSize) => readonly Line[], title: string): void {
  const columns = done.flatMap(({ size }) => [`${million(size)}: CPU ms`, 'p50 / p99']);
  console.log(`\n| ${[title, ...columns, 'CPU grown', 'p99 grown'].join(' | ')} |`);
  console.log(`|---|${columns.map(() => '--:').join('|')}|--:|--:|`);
  const [first, last] = [done[0], done.at(-1)];
  for (const [n, { workload, cost: small }] of (first ? of(first) : []).entries()) {
    const cells = done.flatMap((at) => {
      const cost = of(at)[n]?.cost;
      return cost ? [total(cost).toFixed(2), `${cost.p50.toFixed(1)} / ${cost.p99.toFixed(1)}`] : ['', ''];
    });
    const large = last && of(last)[n]?.cost;
    const grown = large ? [(total(large) / total(small)).toFixed(2), (large.p99 / small.p99).toFixed(2)] : [];
    console.log(`| ${[workload, ...cells, ...grown].join(' | ')} |`);
  }
}

const store = await openRecordStore([]);
const city = openCity(7);
await withHouse({ keep: values.keep }, async (house, isNew) => {
  if (!isNew) throw new Error('the folder holds a database already: growth begins with an empty one');
  await migrate(house.pool, (await discover(root)).migrations, new Date());
  const { rows } = await house.pool.query<{ version: string }>(`select current_setting('server_version') as version`);
  console.log(
    `${machine()}, PostgreSQL ${rows[0]?.version}; ${isSynthea ? 'made from Synthea' : 'made from R4’s examples'}; _text and _content off`,
  );
  const done: AtSize[] = [];
  for (const [n, size] of sizes.entries()) {
    console.log(`\nto ${million(size)}\n${importHead}`);
    const imports = await fill(house, store, city, sizes[n - 1] ?? 0, size);
    await pack(house, size - (sizes[n - 1] ?? 0));
    await settle(house.pool);
    const bytes = await bytesOf(house);
    console.log(`${bytes.toFixed(0)} bytes for each resource`);
    done.push({ size, imports, bytes, ...(await ask(house, store)) });
  }
  console.log(`\nGrowth, first pages (${requests} requests each, 8 clients; single interactions 16)`);
  printGrowth(done, ({ lines }) => lines, 'workload');
  printGrowth(done, ({ totals }) => totals, 'exact totals');
  console.log(`\nbytes for each resource: ${done.map(({ size, bytes }) => `${million(size)} ${bytes.toFixed(0)}`).join(', ')}`);
});
