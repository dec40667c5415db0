/**
 * What a bulk export costs beside `COPY` of the very bytes out of PostgreSQL, in the same run: CPU time of Node and of PostgreSQL with all its
 * processes, per resource. Finding what belongs to it, and downloading it, with nothing narrowed and for a reader who stands in a relation to
 * every patient. `npm run bench export [-- --resources 100000 --rounds 3]`. Linux only (/proc).
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { copyAll, downloadAll, findAll, standForAll, treating } from './records/export-file.ts';
import { importFile, type Spent, spentOn, writeLines } from './records/import-file.ts';
import { openCity } from './records/load.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: { resources: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
});
const [resources, rounds] = [Number(values.resources), Number(values.rounds)];
const root = join(import.meta.dirname, '..');
const synthea = join(root, '../shared/data/synthea');
if (!existsSync(synthea)) throw new Error(`no Synthea bundles in ${synthea}`);

/** The middle one of several runs, by what it cost. */
async function median(postmaster: number, work: () => Promise<unknown>): Promise<Spent> {
  await work();
  const all: Spent[] = [];
  for (let round = 0; round < rounds; round += 1)
    all.push(
      await spentOn(postmaster, async () => {
        await work();
      }),
    );
  const [middle] = all.toSorted((a, b) => a.node + a.postgres - b.node - b.postgres).slice(Math.floor(rounds / 2));
  if (!middle) throw new Error('no rounds');
  return middle;
}

const micro = (ms: number, count: number): string => ((ms * 1000) / count).toFixed(1).padStart(9);

console.log(machine());
const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-export-'));
try {
  const file = join(folder, 'people.ndjson');
  await writeLines(file, openCity(7).take(resources));
  const house = await discover(root);
  const store = await openRecordStore([]);
  await withServer({}, async ({ plain, postmaster }) => {
    const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
    const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
    await migrate(pool, house.migrations, new Date());
    await importFile(pool, store, file, 'structure', 20_000);
    const patients = await standForAll(pool, store);
    await plain.query('vacuum analyze');
    const means = { pool, store };
    const { bytes } = await copyAll(pool);
    const limit = await median(postmaster, () => copyAll(pool));
    const found = await findAll(means, null);
    const own = await findAll(means, treating);
    console.log(
      `${found.count} resources of ${patients} people, ${(bytes / found.count / 1000).toFixed(2)} kB each; median of ${rounds}; load ${loadavg()[0]?.toFixed(1)}`,
    );
    console.log('CPU µs per resource              node  postgres      both     ratio  resources/s');
    const line = (name: string, { node, postgres, wall }: Spent, count: number): void => {
      const least = (limit.node + limit.postgres) / found.count;
      const ratio = ((node + postgres) / count / least).toFixed(2).padStart(9);
      const rate = Math.round((count * 1000) / wall)
        .toLocaleString('en')
        .padStart(12);
      console.log(
        `${name.padEnd(28)} ${micro(node, count)} ${micro(postgres, count)} ${micro(node + postgres, count)} ${ratio} ${rate}`,
      );
    };
    line('COPY of the same bytes', limit, found.count);
    line('download', await median(postmaster, () => downloadAll(means, null, found.chunks)), found.count);
    line('download, by relation', await median(postmaster, () => downloadAll(means, treating, own.chunks)), own.count);
    line('finding', await median(postmaster, () => findAll(means, null)), found.count);
    line('finding, by relation', await median(postmaster, () => findAll(means, treating)), own.count);
    await pool.end();
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
