import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '@songhua/kernel';
import { withTx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { caseFacts, casePeople, countCases, lastCases, notifiableOn } from './api.ts';
import { dayIn } from './domain/judge-clock.ts';
import { openReporting } from './fixtures/open-reporting.ts';

test('other modules count cases by place and day and walk over their lines', async (t) => {
  const { pool, signIn, report } = await openReporting(t);
  const doctor = await signIn('doctor');
  const [first, second] = [
    await report(doctor, { name: '甲', unit: '第一小学', occupation: 'student', hospitalised: 'yes' }),
    await report(doctor, { name: '乙', phone: '13900000002' }),
  ];
  const day = dayIn(new Date(first.diagnosed));
  const asked = { from: '2026-01-01', to: '2999-01-01', diseases: ['measles'], counties: ['220281'] };
  const account = (over: Partial<Actor>): Actor => ({
    ...{ id: 'x', name: 'x', kind: 'person', roles: ['cdc'], permissions: new Set(['reporting.read', 'reporting.review']) },
    ...(over as Actor),
  });
  await withTx(pool, 'write', async (tx) => {
    const counted = await countCases(tx, asked);
    const sum = counted.reduce((all, { cases }) => all + cases, 0);
    assert.deepEqual([sum, counted[0]?.disease, counted[0]?.town, counted[0]?.day], [2, 'measles', '220281001', day]);
    assert.equal((await countCases(tx, { ...asked, by: 'onset' }))[0]?.day, '2026-01-01');
    assert.deepEqual(await countCases(tx, { ...asked, counties: ['220282'] }), []);
    const [one] = await caseFacts(tx, { ...asked, limit: 1 });
    const [two, ...none] = await caseFacts(tx, { ...asked, limit: 5, ...(one && { after: one.card }) });
    assert.deepEqual([one?.card, two?.card, none.length], [first.id, second.id, 0]);
    assert.deepEqual([one?.unit, one?.occupation, one?.hospitalised, two?.hospitalised], ['第一小学', 'student', true, null]);
    assert.ok(notifiableOn(day).some(({ code }) => code === 'measles'));
    const areas = await areaTree(tx);
    const both = [first.id, second.id];
    const seenBy = async (over: Partial<Actor>) =>
      (await casePeople(tx, { actor: account(over), areas }, both)).map(({ name, phone }) => [name, phone]).sort();
    assert.deepEqual(await seenBy({ area: '220281' }), [
      ['乙', '13900000002'],
      ['甲', '13944201234'],
    ]);
    assert.deepEqual(await seenBy({ area: '220282' }), [], 'another county is told of nobody');
    assert.deepEqual(await seenBy({ permissions: new Set() }), [], 'nor is who may not read cards');
    assert.deepEqual(await lastCases(tx, { before: '2999-01-01' }), [{ disease: 'measles', county: '220281', day }]);
    assert.deepEqual(await lastCases(tx, { before: day }), []);
    await tx.query('update reporting.card set state = $1', ['deleted']);
    assert.deepEqual([await seenBy({}), await lastCases(tx, { before: '2999-01-01' })], [[], []]);
  });
});
