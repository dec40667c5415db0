/**
 * How fast events reach their handlers, and how soon after their commit. Beside it stands what cannot be saved: a bare
 * UPDATE of the same rows, in transactions of as many rows as the worker takes at once. The handler writes one row, so
 * the limit does, too. `npm run bench outbox [-- --events N] [-- --rate N] [-- --seconds N]`.
 */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { announce, appendAll, handlersOf, startWorker } from '@songhua/events';
import { type RecordStore, type Subscription, withTx } from '@songhua/kernel';
import { openPool } from '@songhua/server/database.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import type pg from 'pg';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '40000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '15' },
  },
});
const count = Number(values.events);
const root = join(import.meta.dirname, '..');

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
const ms = (value: number): string => `${value.toFixed(2)} ms`;

/** CPU seconds of this process and of every PostgreSQL process below the data folder's postmaster. */
async function cpuSeconds(where: string): Promise<number> {
  const postmaster = Number((await readFile(join(where, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  let ticks = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const parent = fields[1];
    // utime, stime, and what children that ended had used.
    if (Number(name) === postmaster) ticks += (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0);
    else if (parent === postmaster) ticks += (fields[11] ?? 0) + (fields[12] ?? 0);
  }
  const { user, system } = process.cpuUsage();
  return ticks / 100 + (user + system) / 1e6;
}

const tell = (pool: pg.Pool, events: number, from = 0): Promise<void> =>
  withTx(pool, 'write', (tx) =>
    appendAll(
      tx,
      Array.from({ length: events }, (_, n) => ({
        type: 'bench.happened',
        payload: { n: from + n, resource: `Observation/${from + n}`, version: '1' },
        subject: `Patient/${(from + n) % 5_000}`,
      })),
      new Date(),
    ),
  );

const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-'));
await chmod(folder, 0o755);
const database = await openEmbedded({ folder });
const pool = openPool(database.url, () => {});
try {
  for (const name of ['0001_outbox.sql', '0002_deliveries.sql'])
    await pool.query(await readFile(join(root, 'platform/events/migrations', name), 'utf8'));
  await pool.query('create table effect (event uuid primary key, n int not null)');
  await pool.query('create table bare (id uuid primary key, state text not null, done_at timestamptz)');

  let handled = 0;
  const entered = new Map<number, number>();
  const writing: Subscription = {
    name: 'bench.effect',
    event: 'bench.happened',
    handle: async (tx, { id, payload }) => {
      const { n } = payload as { n: number };
      entered.set(n, performance.now());
      await tx.query('insert into effect (event, n) values ($1, $2)', [id, n]);
      handled += 1;
    },
  };
  const handlers = handlersOf([writing]);
  await announce(pool, handlers, new Date());
  const begin = () =>
    startWorker({
      pool,
      handlers,
      records: {} as RecordStore,
      clock: () => new Date(),
      random: Math.random,
      holder: 'bench',
      leaseMs: 15_000,
      tries: 8,
      onFailure: (error) => console.error(error),
      onError: (error) => console.error(error),
    });

  const appendFrom = performance.now();
  for (let n = 0; n < count; n += 1_000) await tell(pool, 1_000);
  const appendSeconds = (performance.now() - appendFrom) / 1_000;

  const deliverFrom = performance.now();
  const cpuFrom = await cpuSeconds(database.where);
  const worker = begin();
  while (handled < count) await wait(5);
  await worker.stop();
  const deliverSeconds = (performance.now() - deliverFrom) / 1_000;
  const deliverCpu = (await cpuSeconds(database.where)) - cpuFrom;

  await pool.query(`insert into bare (id, state) select event_id, 'waiting' from events.delivery`);
  await pool.query('truncate effect');
  const { rows: ids } = await pool.query<{ id: string }>('select id from bare');
  const bareFrom = performance.now();
  const bareCpuFrom = await cpuSeconds(database.where);
  // As many hands, as many rows a transaction as the worker reads at once, and the handler's own insert for each.
  const next = ids.values();
  const hand = async (): Promise<void> => {
    for (;;) {
      const batch = [...next.take(200)].map(({ id }) => id);
      if (batch.length === 0) return;
      await withTx(pool, 'write', async (tx) => {
        for (const id of batch) await tx.query('insert into effect (event, n) values ($1, $2)', [id, 1]);
        await tx.query(`update bare set state = 'done', done_at = $2 where id = any($1)`, [batch, new Date()]);
      });
    }
  };
  await hand();
  const bareSeconds = (performance.now() - bareFrom) / 1_000;
  const bareCpu = (await cpuSeconds(database.where)) - bareCpuFrom;

  // One event at a time at a steady rate: from the answer to its commit to its handler. What cannot be saved is to ask
  // the database once.
  entered.clear();
  handled = 0;
  const steady = begin();
  const latencies: number[] = [];
  const asked: number[] = [];
  const wanted = Number(values.rate) * Number(values.seconds);
  const steadyFrom = performance.now();
  const committed = new Map<number, number>();
  for (let n = 0; n < wanted; n += 1) {
    const late = steadyFrom + (n * 1_000) / Number(values.rate) - performance.now();
    if (late > 0) await wait(late);
    await tell(pool, 1, n);
    committed.set(n, performance.now());
    steady.wake();
    if (n % 4 > 0) continue;
    const from = performance.now();
    await pool.query(`select 1 from events.delivery where handler = 'bench.effect' and lane = 0 and state = 'waiting' limit 1`);
    asked.push(performance.now() - from);
  }
  while (handled < wanted) await wait(5);
  await steady.stop();
  for (const [n, from] of committed) latencies.push(Math.max(0, (entered.get(n) ?? Number.NaN) - from));
  latencies.sort((a, b) => a - b);
  asked.sort((a, b) => a - b);

  const { model = 'unknown' } = cpus()[0] ?? {};
  console.log(`${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
  console.log(`append, 1,000 in one statement      ${(count / appendSeconds).toFixed(0).padStart(7)} events/s`);
  console.log(
    `delivered, one row written for each ${(count / deliverSeconds).toFixed(0).padStart(7)} events/s  limit ${(count / bareSeconds).toFixed(0)} rows/s  ratio ${(deliverSeconds / bareSeconds).toFixed(2)}`,
  );
  console.log(
    `CPU for each                        ${((deliverCpu / count) * 1_000).toFixed(3).padStart(7)} ms        limit ${((bareCpu / count) * 1_000).toFixed(3)} ms  ratio ${(deliverCpu / bareCpu).toFixed(2)}`,
  );
  const both = (sorted: readonly number[]): string => `p50 ${ms(quantile(sorted, 0.5))}  p99 ${ms(quantile(sorted, 0.99))}`;
  console.log(`commit to handler, ${values.rate}/s            ${both(latencies)}  limit, one question: ${both(asked)}`);
} finally {
  await pool.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
