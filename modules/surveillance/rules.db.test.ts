import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import type { ScannedCluster } from './domain/scan-night.ts';
import { raiseByRule } from './events/raise-by-rule.ts';
import { raiseByScan } from './events/raise-by-scan.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';

test('mumps in a school is one signal that grows from night to night; the first case of a disease for years is one of its own', async (t) => {
  const { pool, list } = await openSurveillance(t);
  const now = new Date('2026-03-20T18:00:00Z');
  const report = (disease: string, day: string, count: number, unit: string | null) =>
    pool.query(
      `insert into reporting.card (id, state, version, source, name, sex, disease, kind, onset, diagnosed, class, sensitive, due, hours, reported, institution,
         report_county, home_county, occupation, unit, created, author, classified_by, classified_id, classified_name, classified_at)
       select gen_random_uuid(), 'approved', 1, 'hand', '测试', 'male', $1, 'clinical', $2::date, $2::date + interval '2 hours', 'C', false, $2::date + interval '1 day', 24,
         $2::date + interval '3 hours', 'Organization/x', '220202', '220202', 'student', $4, $2::date, 'a', 'person', 'a', 'a', $2::date
         from generate_series(1, $3::int)`,
      [disease, day, count, unit],
    );
  const night = (day: string) => withTx(pool, 'write', (tx) => raiseByRule(tx, day, { now, newId: () => randomUUID() }));
  const signals = async () =>
    (await list('?state=open')).items.map(({ subject, area, place, observed, version }) => ({
      subject,
      area,
      place,
      observed,
      version,
    }));

  await report('mumps', '2026-03-10', 9, '江城小学三年级');
  assert.equal(await night('2026-03-10'), 0);
  await report('mumps', '2026-03-11', 1, '江城小学（二年级）');
  assert.equal(await night('2026-03-11'), 1);
  const school = { subject: 'mumps', area: '220202', place: '江城小学', observed: 10, version: 1 };
  assert.deepEqual(await signals(), [school]);
  await report('mumps', '2026-03-09', 3, '江城小学');
  assert.equal(await night('2026-03-12'), 0);
  assert.equal(await night('2026-03-12'), 0, 'the same night again');
  assert.deepEqual(await signals(), [{ ...school, observed: 13, version: 2 }]);
  const { rows } = await pool.query<{ note: string }>("select note from surveillance.step where kind = 'note'");
  assert.deepEqual(rows, [{ note: '病例由 10 例增至 13 例 / 13 cases now, 10 before' }]);

  // Before this nobody knows what the county had five years ago.
  await report('leptospirosis', '2026-03-12', 1, null);
  assert.equal(await night('2026-03-12'), 0);
  await report('influenza', '2019-05-01', 1, null);
  assert.equal(await night('2026-03-12'), 2, 'leptospirosis, and mumps as it was never seen before either');

  // What the scan finds of dysentery, ten nights long, growing and reaching into a second town.
  const scanned = (nth: number, more: Partial<ScannedCluster> = {}): ScannedCluster => ({
    ...{ disease: 'dysentery', county: '220202', towns: nth > 4 ? ['220202001', '220202002'] : ['220202001'] },
    ...{ from: '2026-03-01', to: `2026-03-${10 + nth}`, observed: 8 + nth, expected: 2, p: 0.001 },
    ...{ days: 90, cases: 60, replicates: 999, seed: 1, ...more },
  });
  const scan = (clusters: readonly ScannedCluster[]) =>
    withTx(pool, 'write', (tx) => raiseByScan(tx, clusters, { now, newId: () => randomUUID() }));
  let raised = 0;
  for (let nth = 0; nth < 10; nth += 1) raised += await scan([scanned(nth)]);
  assert.equal(raised, 1, 'one cluster, one signal');
  assert.equal(await scan([scanned(9)]), 0, 'the same night again');
  assert.equal(await scan([scanned(0, { county: '110101', towns: ['110101001'] })]), 0, 'of another city nothing is said');
  const told = (await list('?state=open')).items.find(({ subject }) => subject === 'dysentery');
  assert.ok(told);
  assert.deepEqual(
    [told.observed, told.version, told.to, told.p, told.town, told.method],
    [17, 10, '2026-03-19', 0.001, '220202001', 'spaceTimePermutation'],
  );
  await pool.query("update surveillance.signal set state = 'closed' where id = $1", [told.id]);
  assert.equal(await scan([scanned(9, { observed: 20 })]), 0, 'it was answered');
  assert.equal(await scan([scanned(9, { from: '2026-03-20', to: '2026-03-20' })]), 1, 'later it is another');
});
