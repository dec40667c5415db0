import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource } from '@songhua/kernel';
import { bedResources, institutionResources, staffResources } from './api.ts';
import { bedRecord, staffRecord } from './fixtures/collection-records.ts';
import { institutionRecord } from './fixtures/institution-record.ts';
import { now, records, startRegistry } from './fixtures/start-registry.ts';
import { checkProjection } from './store/check-projection.ts';

async function hospital(t: Parameters<typeof startRegistry>[0]) {
  const started = await startRegistry(t, { registry: 'empty' });
  const save = (resources: readonly (Resource & { readonly id: string })[]) =>
    started.write(async (tx) => must(await records.saveAll(tx, resources, now)));
  await save(institutionResources(institutionRecord()));
  const counts = async (): Promise<string[]> =>
    (
      await started.pool.query<{ text: string }>(
        `select concat_ws(' ', institution, collection, traits::json->>0, n) as text from registry.sort_count order by 1`,
      )
    ).rows.map(({ text }) => text);
  const drift = () => started.read((tx) => checkProjection(tx, records));
  return { ...started, save, counts, drift };
}

test('counts of sorts follow posts and beds that are added, changed, moved, deleted one by one and together', async (t) => {
  const { save, write, counts, drift } = await hospital(t);
  await save(institutionResources(institutionRecord({ id: 'h-2', name: '第二医院（合成）' })));
  const posts = [1, 2, 3].map((n) => staffRecord({ id: `r-${n}`, person: `p-${n}` }));
  await save([
    ...staffResources(posts),
    ...staffResources([staffRecord({ id: 'r-4', person: 'p-4', institution: 'h-2', primary: false })]),
  ]);
  await save(bedResources([bedRecord({ id: 'b-1' }), bedRecord({ id: 'b-2' })]));
  assert.deepEqual(await counts(), ['h-1 bed general 2', 'h-1 staff doctor 3']);
  const [first, second] = posts;
  assert.ok(first && second);
  await save(staffResources([{ ...first, profession: 'nurse', category: null, licence: null, specialty: null }]));
  assert.deepEqual(await counts(), ['h-1 bed general 2', 'h-1 staff doctor 2', 'h-1 staff nurse 1']);
  await save(staffResources([{ ...second, institution: 'h-2' }]));
  assert.deepEqual(await counts(), ['h-1 bed general 2', 'h-1 staff doctor 1', 'h-1 staff nurse 1', 'h-2 staff doctor 1']);
  assert.deepEqual(await drift(), []);
  await write(async (tx) => must(await records.remove(tx, 'PractitionerRole', 'r-1', now)));
  const rest = [
    { type: 'PractitionerRole', id: 'r-3' },
    { type: 'Location', id: 'b-1' },
  ];
  await write(async (tx) => must(await records.removeAll(tx, rest, now)));
  assert.deepEqual(await counts(), ['h-1 bed general 1', 'h-2 staff doctor 1']);
  assert.deepEqual(await drift(), []);
});

test('two who add posts of one sort to one hospital at once are both counted', async (t) => {
  const { save, counts, drift } = await hospital(t);
  await Promise.all(Array.from({ length: 6 }, (_, n) => save(staffResources([staffRecord({ id: `r-${n}`, person: `p-${n}` })]))));
  assert.deepEqual(await counts(), ['h-1 staff doctor 6']);
  assert.deepEqual(await drift(), []);
});

test('a count that the rows do not add up to is named by its institution', async (t) => {
  const { save, write, drift } = await hospital(t);
  await save(staffResources([staffRecord()]));
  await write(async (tx) => void (await tx.query('update registry.sort_count set n = 2')));
  assert.deepEqual(await drift(), [{ table: 'sort_count', id: 'h-1', problem: 'differs' }]);
  await write(async (tx) => void (await tx.query('delete from registry.sort_count')));
  assert.deepEqual(await drift(), [{ table: 'sort_count', id: 'h-1', problem: 'differs' }]);
});
