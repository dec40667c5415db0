import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { lookForAnomalies } from './look-for-anomalies.ts';

test('the farthest day that is looked at is looked at whole: its evidence does not shrink from run to run', async (t) => {
  const { pool, server } = await testApp(t);
  await pool.query(
    `insert into access.opening (source, patient, institution, account, at, alone, relation)
     select 'Encounter/v' || n, 'p', 'Organization/h', 'somebody', '2026-03-01T00:30:00+08:00'::timestamptz + n * interval '1 hour', true, 'treating'
       from generate_series(0, 9) n`,
  );
  const found = async (now: string) => {
    const work = { now: new Date(now), records: server.records, newId: () => 'n' };
    await withTx(pool, 'write', (tx) => lookForAnomalies.run(tx, work));
    return (await pool.query(`select kind, evidence->>'visits' as visits from access.anomaly order by kind`)).rows;
  };
  const all = [
    { kind: 'visit-unconfirmed', visits: '10' },
    { kind: 'visit-volume', visits: '10' },
  ];
  assert.deepEqual(await found('2026-04-01T08:00:00+08:00'), all);
  assert.deepEqual(await found('2026-04-07T08:00:00+08:00'), all);
});
