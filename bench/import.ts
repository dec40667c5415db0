/**
 * What an import costs beside COPY of the same bytes into a plain table, in the same run: CPU time of Node and of PostgreSQL with all its
 * processes, per resource, at both levels. Synthea's people, multiplied with names, dates, values and codes of their own.
 * `npm run bench import [-- --resources 100000 --batch 20000]`. Linux only (/proc).
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyIn, withTx } from '@songhua/kernel';
import { copyRows } from '@songhua/records/import/copy-rows.ts';
import { holdJob } from '@songhua/records/import/hold-job.ts';
import { addJob, readJob, takeJob } from '@songhua/records/import/jobs.ts';
import { cutLines } from '@songhua/records/import/lines.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { makeCity } from './storage/city.ts';
import { cpuOfNode, cpuOfServer } from './storage/cpu.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: { resources: { type: 'string', default: '100000' }, batch: { type: 'string', default: '20000' } },
});
const [resources, batch] = [Number(values.resources), Number(values.batch)];
const root = join(import.meta.dirname, '..');
const synthea = join(root, '../shared/data/synthea');
if (!existsSync(synthea)) throw new Error(`no Synthea bundles in ${synthea}`);

/** Milliseconds of CPU and wall time. */
interface Cost {
  readonly node: number;
  readonly postgres: number;
  readonly wall: number;
}

async function costOf(postmaster: number, work: () => Promise<void>): Promise<Cost> {
  const [node, postgres, wall] = [cpuOfNode(), cpuOfServer(postmaster), performance.now()];
  await work();
  return { node: cpuOfNode() - node, postgres: cpuOfServer(postmaster) - postgres, wall: performance.now() - wall };
}

/** The city's lines in files: one to grow warm on, then one a level. */
async function write(folder: string, counts: readonly number[]): Promise<string[]> {
  const city = makeCity(synthea);
  const files: string[] = [];
  for (const [n, count] of counts.entries()) {
    const file = join(folder, `${n}.ndjson`);
    const out = createWriteStream(file);
    for (let made = 0; made < count; made += 1) {
      const next = city.next();
      if (next.done) break;
      if (!out.write(`${next.value.body}\n`)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    files.push(file);
  }
  return files;
}

/** The limit: every line as it is, as one text column without any index. */
async function copyPlain(client: pg.ClientBase, file: string): Promise<void> {
  let rows = copyRows();
  let count = 0;
  const send = async (): Promise<void> => {
    await copyIn(client, 'copy public.plain (body) from stdin (format binary)', rows.chunks());
    rows = copyRows();
    count = 0;
  };
  for await (const lines of cutLines(createReadStream(file, { highWaterMark: 1 << 20 }), { line: 0, bytes: 0 })) {
    for (const { text = '' } of lines) {
      rows.row(1);
      rows.text(text);
      count += 1;
      if (count === batch) await send();
    }
  }
  await send();
}

const micro = (cost: number): string => ((cost * 1000) / resources).toFixed(1).padStart(9);

const { model = 'unknown' } = cpus()[0] ?? {};
console.log(`${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-import-'));
try {
  const [warm = '', structure = '', full = ''] = await write(folder, [30_000, resources, resources]);
  const house = await discover(root);
  const store = await openRecordStore([]);
  await withServer({ max_wal_size: '4GB' }, async ({ plain, postmaster }) => {
    const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
    const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
    await migrate(pool, house.migrations, new Date());
    const clock = (): Date => new Date();
    const load = async (file: string, level: 'structure' | 'full'): Promise<void> => {
      const [id, holder] = [randomUUID(), randomUUID()];
      const sources = [{ kind: 'file', address: file } as const];
      const job = await withTx(pool, 'write', async (tx) => {
        await addJob(tx, { id, mode: 'lenient', level, home: 'command', askedBy: 'bench', sources }, clock());
        return takeJob(tx, { holder, until: new Date(Date.now() + 60_000) }, clock(), { id, dead: '' });
      });
      if (!job) throw new Error('the job was taken by another');
      const importing = { pool, store, clock, opening: { folder: null, privateAddresses: false }, batch };
      await holdJob(importing, job, { holder, leaseMs: 60_000, signal: new AbortController().signal });
      const done = await withTx(pool, 'read', (tx) => readJob(tx, id));
      if (done?.state !== 'done' || done.refused > 0)
        throw new Error(`the import ended ${done?.state}, ${done?.refused} refused`);
    };
    await load(warm, 'structure');
    await load(warm, 'full');
    await copyPlain(plain, warm);
    console.log(`${resources} resources, batches of ${batch}; CPU µs per resource, checkpoints and background included`);
    console.log('                            node  postgres      both     limit     ratio      aim   seconds');
    for (const [level, file, aim] of [
      ['structure', structure, 6],
      ['full', full, 12],
    ] as const) {
      await plain.query('truncate public.plain');
      await plain.query('checkpoint');
      const limit = await costOf(postmaster, async () => {
        await copyPlain(plain, file);
        await plain.query('checkpoint');
      });
      const ours = await costOf(postmaster, async () => {
        await load(file, level);
        await plain.query('checkpoint');
      });
      const [sum, least] = [ours.node + ours.postgres, limit.node + limit.postgres];
      const ratio = (sum / least).toFixed(2).padStart(9);
      console.log(
        `import, ${level.padEnd(12)} ${micro(ours.node)} ${micro(ours.postgres)} ${micro(sum)} ${micro(least)} ${ratio} ${`≤ ${aim}`.padStart(8)} ${(ours.wall / 1000).toFixed(1).padStart(9)}`,
      );
    }
    await pool.end();
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
