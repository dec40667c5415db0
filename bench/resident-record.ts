/**
 * How long the parts of one person's record take, over three registrations and 2,000 resources in a store of other people's, beside one statement
 * that reads the very rows by their numbers and JSON.parse of them. Handlers with their transaction and the answer as text; no HTTP.
 * `npm run bench resident-record [-- --least 2000 --others 2000 --rounds 60]`.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { seededRandom } from '@songhua/engine-city';
import { oneLife } from '@songhua/engine-city/health/fixtures/one-life.ts';
import { smallTown } from '@songhua/engine-city/health/fixtures/small-town.ts';
import { liveHealth } from '@songhua/engine-city/health/live-health.ts';
import { usualRates } from '@songhua/engine-city/health/rates.ts';
import { type Actor, anonymous, must, type Resource, type Route, withTx } from '@songhua/kernel';
import { module } from '@songhua/module-resident-record/module.ts';
import { peopleWriter } from '@songhua/records';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { standForAll, treating } from './records/export-file.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: {
    least: { type: 'string', default: '2000' },
    others: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '60' },
  },
});
const rounds = Number(values.rounds);
const patients = ['one-a', 'one-b', 'one-c'];
const houses = ['one-centre', 'one-county', 'one-city'];

type Named = Resource & { readonly id: string };

const doctor: Actor = {
  ...anonymous,
  kind: 'person',
  id: 'doctor',
  permissions: new Set(['*']),
  institution: 'Organization/bench',
  // The registers are everybody's, as policies have it.
  reach: {
    ...treating,
    ways: [...treating.ways, { types: ['Organization'], interactions: 'rs', whose: 'everyone', labels: '*' }],
  },
};

const person: readonly Named[] = [
  ...houses.map((id) => ({ resourceType: 'Organization', id, name: id })),
  ...patients.map((id, at) => ({
    resourceType: 'Patient',
    id,
    name: [{ text: '王桂兰' }],
    gender: 'female',
    birthDate: '1955-03-15',
    managingOrganization: { reference: `Organization/${houses[at]}` },
  })),
  ...(oneLife({ patients, institutions: houses, least: Number(values.least) }) as readonly Named[]),
];

function* everybody(): Generator<Named> {
  yield* person;
  const town = smallTown(Number(values.others));
  const known = new Set<string>();
  for (const resource of liveHealth(town, usualRates, seededRandom('bench'))) {
    const text = JSON.stringify(resource);
    for (const [, id = ''] of text.matchAll(/"Patient\/([A-Za-z0-9.-]+)"/g))
      if (!known.has(id)) {
        known.add(id);
        yield { resourceType: 'Patient', id };
      }
    yield resource as Named;
  }
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(8);

console.log(machine());
await withServer({}, async ({ plain }) => {
  const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
  const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 2 });
  const house = await discover(join(import.meta.dirname, '..'));
  await migrate(pool, house.migrations, new Date());
  const records = await openRecordStore([]);
  let total = 0;
  let some: Named[] = [];
  const keep = async (): Promise<void> => {
    const batch = some;
    some = [];
    total += batch.length;
    await withTx(pool, 'write', async (tx) => must(await records.load(tx, batch, new Date())));
  };
  for (const one of everybody()) {
    some.push(one);
    if (some.length === 5_000) await keep();
  }
  await keep();
  await standForAll(pool, records);
  await withTx(pool, 'write', (tx) => peopleWriter.regroup(tx, [patients], new Date()));
  await plain.query('vacuum analyze');

  const routeOf = (method: string, path: string): Route => {
    const found = module.routes.find((one) => one.method === method && one.path === path);
    if (!found) throw new Error(`no route ${method} ${path}`);
    return found;
  };
  const ask = (method: string, path: string, params: object, query: Record<string, string>) => async (): Promise<number> => {
    const route = routeOf(method, path);
    const result = await withTx(pool, route.transaction ?? 'read', (tx) =>
      route.handle({
        tx,
        records,
        actor: doctor,
        now: new Date('2026-01-05T00:00:00Z'),
        newId: () => crypto.randomUUID(),
        origin: 'http://bench',
        language: 'zh',
        headers: {},
        params,
        query: route.query?.parse(query),
        body: undefined,
        raw: { url: path, body: '' },
      } as never),
    );
    const { body } = must(result) as { readonly body: unknown };
    return (typeof body === 'string' ? body : JSON.stringify(body)).length;
  };
  const { rows } = await plain.query<{ rid: string }>(
    'select r.rid from records.resource r join records.name n on n.rid = r.rid where n.id = any($1) and not r.deleted',
    [person.map(({ id }) => id)],
  );
  const rids = rows.map(({ rid }) => rid);
  const bare = async (): Promise<number> => {
    const found = await plain.query<{ body: string }>('select body from records.resource where rid = any($1::bigint[])', [rids]);
    for (const { body } of found.rows) JSON.parse(body);
    return found.rows.reduce((sum, { body }) => sum + body.length, 0);
  };
  const measure = async (name: string, work: () => Promise<number>): Promise<number> => {
    for (let warm = 0; warm < 5; warm += 1) await work();
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      bytes = await work();
      times.push(performance.now() - begin);
    }
    const sorted = times.toSorted((a, b) => a - b);
    console.log(`${name.padEnd(40)} ${at(sorted, 0.5)} ${at(sorted, 0.99)} ${(bytes / 1000).toFixed(0).padStart(8)}`);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  console.log(
    `${rids.length} resources of one person in a store of ${total}; ${rounds} rounds; load ${loadavg()[0]?.toFixed(1)}\n` +
      `${'ms'.padEnd(40)} ${'p50'.padStart(8)} ${'p99'.padStart(8)} ${'kB'.padStart(8)}`,
  );
  const base = '/api/resident-record/people/:patient';
  const of = { patient: patients[0] };
  const limit = await measure('the same rows by SQL, parsed', bare);
  const record = await measure('record (first paint)', ask('GET', base, of, {}));
  await measure('timeline, first page', ask('GET', `${base}/timeline`, of, {}));
  await measure('results, one series', ask('GET', `${base}/results`, of, { codes: 'http://loinc.org|8480-6' }));
  await measure('$summary', ask('GET', '/fhir/R4/Patient/:id/$summary', { id: patients[0] }, {}));
  console.log(`ratio of the record to the bare rows ${(record / limit).toFixed(1)}`);
  await pool.end();
});
