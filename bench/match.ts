/**
 * How long `Patient/$match` takes among the registrations of the noisy synthetic city while others are registered and compared, beside the bare look-up
 * of the same keys in SQL. Handlers with their transaction and the answer as text; no HTTP. `--index-only` fills the index without the record store (an
 * hour less at full size) and leaves out reading the registrations found.
 * `npm run bench match [-- --residents 60000 --questions 2000 --index-only]`.
 */
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { must, type Resource, type Route, type StoredResource, system, withTx } from '@songhua/kernel';
import { compareSource } from '@songhua/module-identity/domain/compare-source.ts';
import { module } from '@songhua/module-identity/module.ts';
import { linkWaiting } from '@songhua/module-identity/store/link-waiting.ts';
import { measureInUse } from '@songhua/module-identity/store/model.ts';
import { project } from '@songhua/module-identity/store/projection.ts';
import { findCandidates } from '@songhua/module-identity/store/sources.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { noisyCity } from './linkage/noisy-city.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '60000' },
    questions: { type: 'string', default: '2000' },
    'index-only': { type: 'boolean', default: false },
  },
});
const questions = Number(values.questions);
const indexOnly = values['index-only'];
const now = new Date('2026-01-05T00:00:00Z');

type Patient = Resource & { readonly id: string };

/** A day that is on no calendar, as the lunar 30 February, is written to the month. */
const birthOf = (born: string): string => {
  const day = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6, 8)}`;
  const real = born.length === 8 && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (real) return day;
  return [born.slice(0, 4), Number(born.slice(4, 6)) <= 12 ? born.slice(4, 6) : ''].filter(Boolean).join('-');
};

const patientOf = (id: string, said: PersonRecord): Patient => ({
  resourceType: 'Patient',
  id,
  ...(said.name !== '' && { name: [{ text: said.name }] }),
  ...(said.sex && { gender: said.sex }),
  ...(said.born && { birthDate: birthOf(said.born) }),
  ...(said.number && { identifier: [{ system: identifierSystems.citizenNumber, value: said.number }] }),
  ...(said.phone && { telecom: [{ system: 'phone', value: said.phone }] }),
  ...(said.address && { address: [{ text: said.address }] }),
});

const stored = (patient: Patient): StoredResource => ({
  ...patient,
  meta: { versionId: '1', lastUpdated: now.toISOString() },
});

const shareOf = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2).padStart(8);

console.log(machine());
await withServer({}, async ({ plain }) => {
  const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
  const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
  const house = await discover(join(import.meta.dirname, '..'));
  await migrate(pool, house.migrations, now);
  const records = await openRecordStore(indexOnly ? [] : (module.projections ?? []));

  /** Some of the registrations are asked for again, and the last ones come while others ask. */
  const asked: PersonRecord[] = [];
  const coming: Patient[] = [];
  let filled = 0;
  let spent = 0;
  const fill = async (batch: readonly Patient[]): Promise<void> => {
    const begin = performance.now();
    await withTx(pool, 'write', async (tx) => {
      if (indexOnly) await project(tx, batch.map(stored), () => system);
      else must(await records.load(tx, batch, now));
    });
    spent += performance.now() - begin;
    filled += batch.length;
  };
  let batch: Patient[] = [];
  let seen = 0;
  for (const { id, person: _, twins: __, errors: ___, ...said } of noisyCity(Number(values.residents), 'match')) {
    seen += 1;
    if (seen % 97 === 0 && asked.length < questions) asked.push(said);
    if (seen % 101 === 0 && coming.length < 5_000) {
      coming.push(patientOf(id, said));
      continue;
    }
    batch.push(patientOf(id, said));
    if (batch.length === 5_000) {
      await fill(batch);
      batch = [];
    }
  }
  await fill(batch);
  await plain.query('truncate identity.waiting');
  await plain.query('vacuum analyze identity.source');
  console.log(
    `${filled} registrations of ${values.residents} residents${indexOnly ? ', index alone' : ''}; filled at ${Math.round((filled / spent) * 1000)} a second`,
  );

  let asking = true;
  let registered = 0;
  const registering = (async () => {
    for (const patient of coming) {
      if (!asking) return;
      await withTx(pool, 'write', async (tx) => {
        if (indexOnly) await project(tx, [stored(patient)], () => system);
        else must(await records.update(tx, patient, now));
      });
      await withTx(pool, 'write', (tx) => linkWaiting(tx, 10, { now, newId: randomUUID }));
      registered += 1;
      await wait(20);
    }
  })();

  const route = module.routes.find(({ path }) => path === '/fhir/R4/Patient/$match') as Route;
  const match = async (said: PersonRecord): Promise<number> => {
    const { id: _, ...resource } = patientOf('x', said);
    const body = JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource }] });
    const answer = await withTx(pool, route.transaction ?? 'write', (tx) =>
      route.handle({
        ...{ tx, records, actor: { ...system, kind: 'client' }, now, newId: randomUUID, origin: 'http://bench', language: 'zh' },
        ...{ headers: {}, params: {}, query: undefined, body: undefined, raw: { url: route.path, body } },
      } as never),
    );
    const { body: text } = must(answer) as { readonly body: string };
    return (JSON.parse(text) as { readonly total: number }).total;
  };
  const indexed = async (said: PersonRecord): Promise<number> =>
    withTx(pool, 'read', async (tx) => {
      const measure = await measureInUse(tx);
      return compareSource(said, await findCandidates(tx, personKeys(said)), measure).length;
    });
  const bare = async (said: PersonRecord): Promise<number> => {
    const { rows } = await pool.query({
      name: 'bare',
      text: 'select patient from identity.source where keys && $1::integer[]',
      values: [personKeys(said)],
    });
    return rows.length;
  };
  const measure = async (name: string, work: (said: PersonRecord) => Promise<number>): Promise<number> => {
    for (const said of asked.slice(0, 50)) await work(said);
    const times: number[] = [];
    let found = 0;
    let most = 0;
    for (const said of asked) {
      const begin = performance.now();
      const count = await work(said);
      times.push(performance.now() - begin);
      found += count;
      most = Math.max(most, count);
    }
    const sorted = times.toSorted((a, b) => a - b);
    console.log(
      `${name.padEnd(44)} ${shareOf(sorted, 0.5)} ${shareOf(sorted, 0.99)} ${(found / asked.length).toFixed(1).padStart(8)} ${String(most).padStart(6)}`,
    );
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  console.log(
    `${asked.length} questions; load ${loadavg()[0]?.toFixed(1)}\n${'ms'.padEnd(44)} ${'p50'.padStart(8)} ${'p99'.padStart(8)} ${'found'.padStart(8)} ${'most'.padStart(6)}`,
  );
  const limit = await measure('the same keys by SQL (ids alone)', bare);
  const ours = indexOnly ? await measure('candidates, scored and judged', indexed) : await measure('Patient/$match', match);
  asking = false;
  await registering;
  console.log(`ratio of the medians ${(ours / limit).toFixed(1)}; registered and compared meanwhile: ${registered}`);
  await pool.end();
});
