/**
 * What it costs to bring the synthetic city's registrations in as they are made, beside the import of the very same from a file: CPU time of Node, its threads
 * included, and of PostgreSQL. `npm run bench city-load [-- --scale 0.02]`. Linux only (/proc).
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type RecordStore, wallClock, withResult, withTx } from '@songhua/kernel';
import { writeFiles } from '@songhua/module-city/commands/generate-command.ts';
import { layCity } from '@songhua/module-city/domain/order.ts';
import { beginLoad } from '@songhua/module-city/start/begin-load.ts';
import { carryOut } from '@songhua/module-city/start/carry-out.ts';
import { takeLoad } from '@songhua/module-city/store/loads.ts';
import { longRun } from '@songhua/records/import/command.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { factsOfPlan } from './city/facts-of-plan.ts';
import { importFile, type Spent, spentOn } from './records/import-file.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '0.02' } } });
const root = join(import.meta.dirname, '..');
const facts = factsOfPlan(root);
const batch = 20_000;
const order = { seed: 'bench', scale: Number(values.scale), until: '2025-12-31', registrationsOnly: true };
const laid = layCity(facts, order);
if (!laid.ok) throw new Error(laid.error.code);

console.log(machine());
const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-city-'));
try {
  const { registrations } = await writeFiles(facts, order, laid.value, folder, 1, () => {});
  const file = join(folder, 'Patient.ndjson.gz');
  const house = await discover(root);
  const store = await openRecordStore([]);
  /** Does it in a server of its own, so that neither finds what the other left. */
  const inServer = (work: (pool: pg.Pool) => Promise<void>) =>
    new Promise<Spent>((resolve, reject) => {
      withServer({}, async ({ plain, postmaster }) => {
        const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
        const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
        await migrate(pool, house.migrations, new Date());
        resolve(
          await spentOn(postmaster, async () => {
            await work(pool);
            await plain.query('checkpoint');
          }),
        );
        await pool.end();
      }).catch(reject);
    });
  const load = async (pool: pg.Pool): Promise<void> => {
    const holder = randomUUID();
    const records: RecordStore = store;
    const readCity = async () => ({ ok: true, value: facts }) as const;
    const wanted = { ...order, id: randomUUID(), home: 'command' } as const;
    const begun = await withResult(pool, 'write', (tx) => beginLoad(tx, records, readCity, wanted, wallClock()));
    if (!begun.ok) throw new Error(begun.error.code);
    const until = new Date(Date.now() + 60_000);
    const taken = await withTx(pool, 'write', (tx) => takeLoad(tx, 'command', { holder, until }, wallClock()));
    if (!taken) throw new Error('the load was taken by another');
    const { signal } = new AbortController();
    const how = { pool, records, clock: wallClock, facts, holder, leaseMs: 60_000, signal, threads: 1, batch, run: longRun };
    await carryOut(how, taken);
  };
  // Once each to warm up, then what counts.
  const runs: { readonly imported: Spent; readonly loaded: Spent }[] = [];
  for (let turn = 0; turn < 2; turn += 1)
    runs.push({
      imported: await inServer((pool) => importFile(pool, store, file, 'structure', batch)),
      loaded: await inServer(load),
    });
  const last = runs.at(-1);
  if (!last) throw new Error('nothing was measured');
  console.log(`${registrations} registrations, batches of ${batch}; CPU µs each, checkpoint included; seconds by the wall`);
  const line = (name: string, { node, postgres, wall }: Spent): void =>
    console.log(
      `${name.padEnd(32)} node ${((node * 1000) / registrations).toFixed(1).padStart(6)}  postgres ${((postgres * 1000) / registrations).toFixed(1).padStart(6)}  ${(wall / 1000).toFixed(1).padStart(6)} s  ${Math.round(
        (registrations * 1000) / wall,
      )
        .toLocaleString('en')
        .padStart(7)} a second`,
    );
  line('import of the file (the limit)', last.imported);
  line('made and imported', last.loaded);
  console.log(`rate ${((100 * last.imported.wall) / last.loaded.wall).toFixed(0)} % of the import's`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
