import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { caseFacts, countCases, notifiableOn } from './api.ts';
import { openReporting } from './fixtures/open-reporting.ts';

test('other modules count cases by place and day and walk over their lines', async (t) => {
  const { pool, signIn, report } = await openReporting(t);
  const doctor = await signIn('doctor');
  const [first, second] = [await report(doctor, { name: '甲' }), await report(doctor, { name: '乙' })];
  const day = new Date(Date.parse(first.diagnosed) + 8 * 3_600_000).toISOString().slice(0, 10);
  const asked = { from: '2026-01-01', to: '2999-01-01', diseases: ['measles'], counties: ['220281'] };
  await withTx(pool, 'read', async (tx) => {
    const counted = await countCases(tx, asked);
    const sum = counted.reduce((all, { cases }) => all + cases, 0);
    assert.deepEqual([sum, counted[0]?.disease, counted[0]?.town, counted[0]?.day], [2, 'measles', '220281001', day]);
    assert.equal((await countCases(tx, { ...asked, by: 'onset' }))[0]?.day, '2026-01-01');
    assert.deepEqual(await countCases(tx, { ...asked, counties: ['220282'] }), []);
    const [one] = await caseFacts(tx, { ...asked, limit: 1 });
    const [two, ...none] = await caseFacts(tx, { ...asked, limit: 5, ...(one && { after: one.card }) });
    assert.deepEqual([one?.card, two?.card, none.length], [first.id, second.id, 0]);
    assert.ok(notifiableOn(day).some(({ code }) => code === 'measles'));
  });
});
