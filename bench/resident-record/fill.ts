/** One very full record, others' around it, and a house that treats many of them, in a database of the bench's own. */
import { join } from 'node:path';
import { addAccount } from '@songhua/access';
import { seededRandom } from '@songhua/engine-city';
import { oneLife } from '@songhua/engine-city/health/fixtures/one-life.ts';
import { smallTown } from '@songhua/engine-city/health/fixtures/small-town.ts';
import { liveHealth } from '@songhua/engine-city/health/live-health.ts';
import { usualRates } from '@songhua/engine-city/health/rates.ts';
import { must, type Resource, withTx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import type pg from 'pg';
import { standForAll } from '../records/export-file.ts';

export const patients = ['one-a', 'one-b', 'one-c'] as const;
const houses = ['one-centre', 'one-county', 'one-city'];
export const account = { username: 'bench-doctor', password: 'songhua-bench-doctor-2026' } as const;

type Named = Resource & { readonly id: string };

const day = 86_400_000;
const organization = (id: string): Named => ({ resourceType: 'Organization', id, name: id });

const person = (least: number, now: Date): readonly Named[] => [
  ...houses.map(organization),
  ...patients.map((id, at) => ({
    resourceType: 'Patient',
    id,
    name: [{ text: '王桂兰' }],
    gender: 'female',
    birthDate: '1955-03-15',
    managingOrganization: { reference: `Organization/${houses[at]}` },
  })),
  ...(oneLife({ patients, institutions: houses, least, until: now.toISOString().slice(0, 10) }) as readonly Named[]),
];

/** A visit at the house that the reader works for: open today for the first ones, else over for some days. */
const visitOf = (patient: string, nth: number, now: Date): Named => {
  const start = new Date(now.getTime() - (nth < 20 ? 3_600_000 : (1 + (nth % 80)) * day)).toISOString();
  return {
    resourceType: 'Encounter',
    id: `bench-${patient}`,
    status: nth < 20 ? 'in-progress' : 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: `Patient/${patient}` },
    period: nth < 20 ? { start } : { start, end: start },
    reasonCode: [{ text: '复查' }],
    serviceProvider: { reference: 'Organization/bench' },
  };
};

function* others(count: number, treated: number, now: Date): Generator<Named> {
  const known = new Set<string>();
  for (const resource of liveHealth(smallTown(count), usualRates, seededRandom('bench'))) {
    for (const [, id = ''] of JSON.stringify(resource).matchAll(/"Patient\/([A-Za-z0-9.-]+)"/g))
      if (!known.has(id)) {
        known.add(id);
        yield { resourceType: 'Patient', id, name: [{ text: `居民${known.size}` }], gender: 'female', birthDate: '1960-01-01' };
        if (known.size < treated) yield visitOf(id, known.size, now);
      }
    yield resource as Named;
  }
}

export interface Filled {
  readonly records: FhirStore;
  /** Resources of the one person, and of all. */
  readonly ids: readonly string[];
  readonly total: number;
}

interface Sizes {
  /** Resources of the one person. */
  readonly least: number;
  /** Others around, made here; of a city that is already there none. */
  readonly count: number;
  /** How many of the others the house treats. */
  readonly treated: number;
}

/** Patients of the city that is there, for the house to treat. */
async function someOf(pool: pg.Pool, treated: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select s.patient as id from identity.source s where s.active order by s.recorded, s.patient limit $1',
    [treated],
  );
  return rows.map(({ id }) => id);
}

/** Fills an empty database, or a house that holds a city already: one person's resources, others', and visits of those the house treats. */
export async function fill(pool: pg.Pool, { least, count, treated }: Sizes, now: Date, isNew: boolean): Promise<Filled> {
  const house = await discover(join(import.meta.dirname, '../..'));
  await migrate(pool, house.migrations, now);
  // The city of a house is projected as the house does it; of a new one there is nobody to project for.
  const records = await openRecordStore(isNew ? [] : house.manifests.flatMap(({ projections = [] }) => projections));
  const one = person(least, now);
  const ids = one.map(({ id }) => id);
  let total = 0;
  const there = isNew ? [] : await someOf(pool, treated);
  if (!isNew) {
    const { rows } = await pool.query<{ filled: boolean; total: number }>(
      `select exists (select from records.name where id = $1) as filled, (select reltuples::float8 from pg_class where oid = 'records.resource'::regclass) as total`,
      [patients[0]],
    );
    total = rows[0]?.total ?? 0;
    if (rows[0]?.filled) return { records, ids, total };
  }
  let some: Named[] = [];
  const keep = async (): Promise<void> => {
    const batch = some;
    some = [];
    total += batch.length;
    await withTx(pool, 'write', async (tx) => must(await records.load(tx, batch, now)));
  };
  const all = function* (): Generator<Named> {
    yield organization('bench');
    yield* one;
    yield visitOf(patients[0], 0, now);
    if (isNew) yield* others(count, treated, now);
    for (const [nth, id] of there.entries()) yield visitOf(id, nth + 1, now);
  };
  for (const resource of all()) {
    some.push(resource);
    if (some.length === 5_000) await keep();
  }
  await keep();
  if (isNew) await standForAll(pool, records);
  await withTx(pool, 'write', async (tx) => {
    await peopleWriter.regroup(tx, [[...patients]], now);
    const { id } = must(await addAccount(tx, { ...account, name: '试验医生', roles: [], area: '220200' }, now, true));
    await tx.query(
      `insert into access.membership (account, organization, roles, since) values ($1, 'Organization/bench', '{doctor}', '2020-01-01')`,
      [id],
      'bench.membership',
    );
  });
  await pool.query('vacuum analyze');
  return { records, ids, total };
}
