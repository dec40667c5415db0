import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, type Label, must, nothing, type Projection, type StoredResource, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore, r4Definitions } from '../record-store.ts';
import { workOff } from '../reindex/fixtures/eyes.ts';
import { openIndex } from '../reindex/request-reindex.ts';
import { stakeWriter } from '../stake-writer.ts';
import { extraction } from '../view.ts';
import { scanOf } from '../write/write-resources.ts';

const now = new Date('2026-11-22T08:00:00Z');

const encounter = (id: string, patient: string, house: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: `Patient/${patient}` },
  serviceProvider: { reference: `Organization/${house}` },
});

/** Whoever an encounter is with treats the patient. */
const projection: Projection = {
  name: 'test.stakes',
  types: ['Encounter'],
  apply: (tx, resources) =>
    stakeWriter.putStakes(
      tx,
      resources.map((resource: StoredResource) => {
        const { subject, serviceProvider } = resource as unknown as ReturnType<typeof encounter>;
        const patient = subject.reference.replace('Patient/', '');
        return {
          source: `Encounter/${resource.id}`,
          rows: [{ patient, relation: 'treating', holder: serviceProvider.reference }],
        };
      }),
    ),
  forget: (tx, gone) =>
    stakeWriter.forget(
      tx,
      gone.map(({ id }) => `Encounter/${id}`),
    ),
};

test('stakes follow their resources, written one by one and imported alike, and go with them', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([projection]);
  const stakes = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ says: string }>(
      `select n.id || ' ' || s.holder || ' ' || s.source as says from records.stake s join records.name n on n.rid = s.patient order by 1`,
    );
    return rows.map(({ says }) => says);
  };
  const put = (resource: ReturnType<typeof encounter>) => ({
    type: 'Encounter',
    id: resource.id,
    method: 'PUT' as const,
    scan: scanOf(resource),
  });
  await withResult(pool, 'write', (tx) => store.write(tx, [put(encounter('a', 'one', 'x'))], now));
  must(await withResult(pool, 'write', (tx) => store.load(tx, [encounter('b', 'one', 'x'), encounter('c', 'two', 'y')], now)));
  assert.deepEqual(await stakes(), [
    'one Organization/x Encounter/a',
    'one Organization/x Encounter/b',
    'two Organization/y Encounter/c',
  ]);
  // Of another person now: nothing of what it said before is left.
  must(await withResult(pool, 'write', (tx) => store.load(tx, [encounter('a', 'two', 'x')], now)));
  await withResult(pool, 'write', (tx) => store.write(tx, [{ type: 'Encounter', id: 'c', method: 'DELETE' }], now));
  assert.deepEqual(await stakes(), ['one Organization/x Encounter/b', 'two Organization/x Encounter/a']);
});

test('a store from before labels shows nothing that may be sensitive until it is labelled, and labels itself', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const observation = (id: string, code: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject: { reference: 'Patient/p' },
  });
  const all = [observation('plain', '8867-4'), observation('hiv', '56888-1')];
  must(await withResult(pool, 'write', (tx) => store.load(tx, all, now)));
  // As the program before left it: no label has a posting, and the migration has noted the types that are there.
  const label = store.view.index('Observation').number('@label');
  await pool.query('delete from records.posting where key >> 48 = $1', [label]);
  await pool.query('insert into records.unlabelled values ($1)', [store.view.index('Observation').code]);
  await pool.query('update records.index_state set extraction = $1', [extraction - 1]);
  const reader: Actor = {
    kind: 'person',
    id: 'a',
    name: 'a',
    roles: [],
    permissions: new Set(),
    reach: {
      ways: [{ types: '*', interactions: 'rs', whose: [{ relation: 'self', id: 'Patient/p' }], labels: [] }],
      purpose: 'personal',
      institutions: [],
    },
  };
  const seen = async (labels: readonly Label[] | '*' = []): Promise<string[]> => {
    const ways = reader.reach?.ways.map((way) => ({ ...way, labels })) ?? [];
    const as = store.as({ ...reader, reach: { ...nothing, ways } }, now);
    const { items } = await withTx(pool, 'read', (tx) => as.search(tx, 'Observation', { limit: 10 }));
    return items.map(({ id }) => id).sort();
  };
  assert.deepEqual(await seen(), []);
  assert.deepEqual(await seen('*'), ['hiv', 'plain']);
  assert.deepEqual(await openIndex(pool, store, now), ['Observation']);
  await workOff(pool, store, new Date(now.getTime() + 3_600_000));
  assert.deepEqual(await seen(), ['plain']);
  assert.deepEqual(await seen(['sti']), ['hiv', 'plain']);
});

test('types are numbered for stakes as the store numbers them', () => {
  const { codes } = createRecordStore([]).view;
  const sorted = r4Definitions().resourceTypes.toSorted();
  assert.deepEqual(
    sorted.map((type) => codes.type(type)),
    sorted.map((_, at) => at + 1),
  );
});
