import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestFact, registryFacts } from './api.ts';
import { writeInstitution } from './domain/write-institution.ts';
import { institutionRecord } from './fixtures/institution-record.ts';
import { lenient, now, records, startRegistry as start } from './fixtures/start-registry.ts';
import { findInstitution, summariseInstitutions } from './store/institutions.ts';

test('a sum is as weak as what decides whom it covers: kind, level, owner and place, and for a count of institutions the name', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const entered = { name: 'entered', kind: 'entered', level: 'entered', ownership: 'entered', place: 'entered' } as const;
  const services = [{ code: 'geriatrics', offered: true, evidence: 'entered' }] as const;
  const facts = [{ measure: 'beds-total', value: 300, asOf: '2020-12-31', evidence: 'entered' }] as const;
  const evidence = async (measure: string) =>
    (await read((tx) => registryFacts(tx, '2026-01-02'))).find((f) => f.area === '220281' && f.measure === measure)?.evidence;
  const sums = async (attributes: Parameters<typeof institutionRecord>[0]) => {
    await write((tx) => records.saveAll(tx, writeInstitution(institutionRecord({ ...attributes, facts, services })), now));
    return [await evidence('beds-public-hospital'), await evidence('hospitals'), await evidence('geriatrics-share')];
  };
  assert.deepEqual(await sums({ attributes: entered }), ['entered', 'entered', 'computed']);
  for (const attribute of ['kind', 'level', 'ownership', 'place'] as const) {
    const found = await sums({ attributes: { ...entered, [attribute]: 'synthetic' } });
    assert.deepEqual(found, ['synthetic', 'synthetic', 'synthetic'], attribute);
  }
  assert.deepEqual(await sums({ attributes: { ...entered, name: 'synthetic' } }), ['entered', 'synthetic', 'computed']);
});

test('a sum is dated by its oldest part, and today by the newest fact that is not in the future', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const beds = (asOf: string, value: number) => ({ measure: 'beds-total', value, asOf, evidence: 'entered' }) as const;
  const save = (id: string, facts: readonly ReturnType<typeof beds>[], area = '220281') =>
    write((tx) => lenient.saveAll(tx, writeInstitution(institutionRecord({ id, facts, area })), now));
  await save('old', [beds('2021-12-31', 100)]);
  await save('new', [beds('2020-12-31', 40), beds('2024-12-31', 50)]);
  const facts = await read((tx) => registryFacts(tx, '2026-01-02'));
  const of = (measure: string) => facts.find((f) => f.area === '220281' && f.measure === measure);
  assert.deepEqual([of('beds-total')?.value, of('beds-total')?.asOf], [150, '2021-12-31']);
  assert.equal(of('hospitals')?.asOf, '2020-12-31');
  const newest = () => read((tx) => newestFact(tx, '2026-01-02'));
  assert.equal(await newest(), '2024-12-31');
  await save('future', [beds('2999-12-31', 9)]);
  await save('uncounted', [beds('2025-12-31', 9)], '110101');
  assert.equal(await newest(), '2024-12-31');
  assert.equal((await read((tx) => findInstitution(tx, 'future')))?.facts[0]?.asOf, '2999-12-31');
});

test('beds and staff of any size are added up, and a figure of a day that PostgreSQL does not know stops nothing', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const most = 2_147_483_647;
  const facts = (['beds-total', 'staff-total'] as const).flatMap((measure) => [
    { measure, value: most, asOf: '2020-12-31', evidence: 'entered' as const },
    { measure, value: 7, asOf: '0000-05-01', evidence: 'entered' as const },
  ]);
  for (const id of ['a', 'b']) await write((tx) => lenient.saveAll(tx, writeInstitution(institutionRecord({ id, facts })), now));
  assert.deepEqual(await read((tx) => summariseInstitutions(tx, {})), {
    total: 2,
    beds: 2 * most,
    staff: 2 * most,
    asOf: '2020-12-31',
    evidence: 'synthetic',
  });
  const sums = await read((tx) => registryFacts(tx, '2026-01-02'));
  assert.equal(sums.find((f) => f.area === '220200' && f.measure === 'beds-total')?.value, 2 * most);
});
