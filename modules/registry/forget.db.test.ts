import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must } from '@songhua/kernel';
import { writeInstitution } from './domain/write-institution.ts';
import { institutionRecord } from './fixtures/institution-record.ts';
import { now, records, startRegistry } from './fixtures/start-registry.ts';
import { checkProjection } from './store/check-projection.ts';

test('an institution whose resources are deleted is gone from the tables, one by one or together', async (t) => {
  const { read, write, pool } = await startRegistry(t);
  const resources = ['a-1', 'a-2'].flatMap((id) => [
    ...writeInstitution(institutionRecord({ id, services: [{ code: 'geriatrics', offered: true, evidence: 'entered' }] })),
  ]);
  await write(async (tx) => must(await records.load(tx, resources, now)));
  const left = async (): Promise<number[]> => {
    const counts: number[] = [];
    for (const table of ['institution', 'institution_fact', 'institution_site', 'institution_service'])
      counts.push((await pool.query(`select 1 from registry.${table}`)).rowCount ?? 0);
    return counts;
  };
  assert.deepEqual(await left(), [2, 4, 2, 2]);
  await write(async (tx) => must(await records.remove(tx, 'Organization', 'a-1', now)));
  assert.deepEqual(await left(), [1, 2, 2, 2]);
  const rest = resources.filter(({ resourceType, id }) => !(resourceType === 'Organization' && id === 'a-1'));
  const named = rest.map(({ resourceType, id }) => ({ type: resourceType, id }));
  await write(async (tx) => must(await records.removeAll(tx, [...named, { type: 'Device', id: 'never-there' }], now)));
  assert.deepEqual(await left(), [0, 0, 0, 0]);
  assert.deepEqual(await read((tx) => checkProjection(tx, records)), []);
});
