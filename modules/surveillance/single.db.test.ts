import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { raiseSingle } from './events/raise-single.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';

test('a card of plague is an immediate signal with its report, once, due within two hours of it', async (t) => {
  const { app, pool, list } = await openSurveillance(t);
  const at = new Date(Date.now() - 600_000);
  const card = {
    ...{
      card: '7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10',
      patient: null,
      disease: 'plague',
      subtype: 'pneumonic',
      kind: 'suspected',
    },
    ...{ course: null, onset: null, diagnosed: at.toISOString(), reported: at.toISOString(), died: null, institution: null },
    ...{ reportCounty: '220281', homeCounty: null, town: null, state: 'reported', version: 1 },
  };
  const tell = (payload: object) =>
    withTx(pool, 'write', (tx) =>
      raiseSingle.handle(tx, { id: 'e-1', type: 'reporting.card-reported', payload, at }, app.server.records),
    );
  await tell(card);
  await tell(card);
  await tell({ ...card, card: '7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f11', disease: 'measles', subtype: null });
  const { items } = await list();
  assert.deepEqual(
    items.map(({ channel, source, subject, area, level }) => [channel, source, subject, area, level]),
    [['case-reports', 'rule', 'plague', '220281', 'immediate']],
  );
  assert.equal(Date.parse(items[0]?.dueAt ?? ''), at.getTime() + 2 * 3_600_000);
});
