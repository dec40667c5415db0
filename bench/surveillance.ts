/**
 * A night of detection over a whole city, from its order to what it judged, on the real server: `npm run bench surveillance [-- --cases 1200000
 * --seen 2000000 --visits 10000 --threads 2 --keep FOLDER --fill]` (`--fill`: fills the folder and measures nothing). Beside it the limit: the very rows read by bare SQL, and the engine alone over the same series, in the
 * same run. And what whoever writes records meanwhile waits. The aim: 20 s on two cores.
 */
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { must, type Resource, withTx } from '@songhua/kernel';
import type { NightOrdered, NightsAndSettings } from '@songhua/module-surveillance/contract.ts';
import { judgeInThreads } from '@songhua/module-surveillance/detect/judge-in-threads.ts';
import { makeDailySeries } from '@songhua/module-surveillance/domain/detection-series.ts';
import { usualSettings } from '@songhua/module-surveillance/domain/detection-settings.ts';
import { earliestOf, loadCounts } from '@songhua/module-surveillance/events/load-series.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import type pg from 'pg';
import { type Cpu, cpuNow, type House, type Running, signIn, withHouse } from './records/house.ts';
import { machine } from './records/table.ts';
import { fill, repeatNights, seeEverywhere, seeVisits, townsOf } from './surveillance/fill.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1200000' },
    seen: { type: 'string', default: '2000000' },
    visits: { type: 'string', default: '10000' },
    threads: { type: 'string', default: '2' },
    keep: { type: 'string' },
    fill: { type: 'boolean', default: false },
  },
});
const [cases, seen, visits, threads] = [values.cases, values.seen, values.visits, values.threads].map(Number) as [
  number,
  number,
  number,
  number,
];
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2).padStart(7)} s`;
const daysAgo = (days: number): string => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

interface Client {
  readonly server: Running;
  readonly headers: Record<string, string>;
}
async function ask<T>({ server, headers }: Client, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${server.address}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Visits that say where they took place, in the record store. */
async function loadVisits(pool: pg.Pool, places: readonly { readonly id: string }[], many: number): Promise<void> {
  const records = await openRecordStore([]);
  const visit = (n: number): Resource & { readonly id: string } => ({
    ...{ resourceType: 'Encounter', id: `visit-${n}`, status: 'finished' },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    serviceProvider: { reference: `Organization/${places[n % places.length]?.id}` },
  });
  for (let from = 0; from < many; from += 2_000) {
    const part = Array.from({ length: Math.min(2_000, many - from) }, (_, at) => visit(from + at));
    await withTx(pool, 'write', async (tx) => must(await records.load(tx, part, new Date())));
  }
}

const nights = '/api/surveillance/detection/nights';

/** Orders a night and waits for it; prints it by stage, with the CPU time of everything. */
async function night(house: House, client: Client, name: string, day: string): Promise<void> {
  // A server that was stopped in the middle of one finishes it first.
  while (
    (await ask<NightsAndSettings>(client, 'GET', nights)).orders.some(({ state }) => state === 'waiting' || state === 'running')
  )
    await wait(500);
  const before: Cpu = cpuNow(house, [client.server]);
  const begin = performance.now();
  const { id } = await ask<NightOrdered>(client, 'POST', nights, { day });
  let order: NightOrdered;
  do {
    await wait(100);
    order = await ask<NightOrdered>(client, 'GET', `/api/surveillance/detection/orders/${id}`);
  } while (order.state === 'waiting' || order.state === 'running');
  const wall = performance.now() - begin;
  const after = cpuNow(house, [client.server]);
  if (order.state !== 'done') throw new Error(JSON.stringify(order));
  const { items } = await ask<NightsAndSettings>(client, 'GET', nights);
  const found = items.find((one) => one.day === day);
  console.log(
    `${name}: ${seconds(wall)} from order to judgements; ${order.stages.map(({ stage, ms }) => `${stage} ${(ms / 1000).toFixed(2)}`).join(', ')}`,
  );
  console.log(
    `  CPU ${((after.server - before.server) / 1000).toFixed(1)} s server, ${((after.postgres - before.postgres) / 1000).toFixed(1)} s PostgreSQL; ${found?.series} series, ${found?.judgements} judgements, ${found?.signals} signals, ${found?.warnings} warnings`,
  );
}

const clinicalStatus = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
};

/** Writes diagnoses, 20 a second, until told to stop; how long each took, ms. */
async function writeRecords(client: Client, going: () => boolean, salt: string): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; going(); n += 1) {
    const begin = performance.now();
    const id = `written-${salt}-${n}`;
    await ask(client, 'PUT', `/fhir/R4/Condition/${id}`, {
      ...{ resourceType: 'Condition', id, recordedDate: daysAgo(0), subject: { display: 'x' } },
      ...{ encounter: { reference: `Encounter/visit-${n}` }, clinicalStatus },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J11.1' }] },
    });
    took.push(performance.now() - begin);
    await wait(Math.max(0, 50 - (performance.now() - begin)));
  }
  return took.sort((one, other) => one - other);
}
const quantiles = (sorted: readonly number[]): string =>
  [0.5, 0.99, 1]
    .map((share) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1))
    .join(' / ');

/** What cannot be saved: the very rows by bare SQL, and the engine over the same series. */
async function limit(pool: pg.Pool, day: string): Promise<void> {
  const from = performance.now();
  await pool.query('select count(*), sum(count) from surveillance.count where day <= $1', [day]);
  await pool.query('select count(*), max(encounter) from surveillance.seen where day <= $1', [day]);
  await pool.query('select count(*), max(town) from reporting.card where diagnosed is not null');
  const read = performance.now() - from;
  const last = Math.floor(Date.parse(day) / 86_400_000);
  const counts = await withTx(pool, 'read', (tx) => loadCounts(tx, last));
  const series = makeDailySeries(counts, earliestOf(last), last);
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  const judged = await judgeInThreads(series, usualSettings, threads, () => {});
  const wall = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `limit: ${seconds(read + wall)}: the rows by bare SQL ${(read / 1000).toFixed(2)}, the engine alone on ${threads} threads ${(wall / 1000).toFixed(2)} (CPU ${((user + system) / 1e6).toFixed(1)} s, ${judged.length} judgements)`,
  );
}

console.log(`${machine()}, load ${loadavg()[0]?.toFixed(1)}`);
await withHouse({ keep: values.keep }, async (house, isNew) => {
  const server = await house.serve({ SONGHUA_REGISTRY: 'institutions' });
  const client: Client = {
    server,
    headers: { authorization: `Bearer ${await signIn(server)}`, 'content-type': 'application/json' },
  };
  const { pool } = house;
  const [first, second] = [daysAgo(2), daysAgo(1)];
  const places = await townsOf(pool, 153);
  if (isNew) {
    const begin = performance.now();
    await loadVisits(pool, places, 2 * visits);
    await fill(pool, places, second, { cases, seen });
    console.log(
      `${cases} cases, ${seen} rows seen, counts of ${places.length} towns: filled in ${seconds(performance.now() - begin)}`,
    );
  }
  if (values.fill) return;
  for (const day of [first, second]) await seeEverywhere(pool, day, places);
  await seeVisits(pool, first, 0, visits);
  await limit(pool, second);
  await night(house, client, `the first night, ${visits} visits to place`, first);
  await repeatNights(pool, first);
  await seeVisits(pool, second, visits, Math.floor(visits / 2));
  await night(house, client, `the next, ${Math.floor(visits / 2)} visits, sixty nights to be held against`, second);
  await night(house, client, 'the same again', second);
  const calm = performance.now() + 10_000;
  const without = await writeRecords(client, () => performance.now() < calm, 'calm');
  let under = true;
  const writing = writeRecords(client, () => under, 'night');
  await night(house, client, 'the same while records are written', second);
  under = false;
  console.log(
    `a record written, p50 / p99 / most ms: ${quantiles(without)} without, ${quantiles(await writing)} while a night is judged`,
  );
});
