import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { CaseDetail, Chains, Curve, PresenceList, TaskList, VisitAnswer } from './contract.ts';
import { addDays } from './domain/read-day.ts';
import { openInvestigation } from './fixtures/open-investigation.ts';

test('contacts, their follow-up and the chains, through HTTP', async (t) => {
  const { app, get, post, patch, put, good, at, outbreak, cases, contacts, errands, view, enter, codeOf } =
    await openInvestigation(t);
  const { today } = await view();
  const ago = (days: number) => addDays(today, -days);
  await enter({ name: '王小明', age: '8', onset: ago(12) }, { name: '赵一', age: '30', onset: ago(2) });
  const [first, second] = (await cases('?sort=serial')).items;
  assert.ok(first && second);
  const nurse = await app.signInAs('family', 'songhua-family');

  const add = (more: object) =>
    post(`${at}/contacts`, { source: first.id, kind: 'household', name: '王父', lastExposure: ago(3), worker: 'me', ...more });
  const send = async (visits: object[], headers?: Record<string, string>) =>
    (await good<{ items: VisitAnswer[] }>(post('/follow-up', { visits }, headers))).items.map(({ became }) => became);
  const form = (contact: string, more: object = {}) => ({
    ...{ id: randomUUID(), investigation: outbreak.id, contact, day: today, outcome: 'seen', symptoms: [] },
    ...{ entered: new Date().toISOString(), ...more },
  });

  await t.test(
    'a contact is followed from today for as long as the disease incubates, and stands on its worker’s list',
    async () => {
      assert.deepEqual(await codeOf(add({ lastExposure: addDays(today, 1) })), [422, 'investigation.exposure-ahead']);
      await good(add({}));
      const [one] = (await errands()).items;
      assert.deepEqual([one?.name, one?.due, one?.until], ['王父', 'due', addDays(ago(3), outbreak.followDays)]);
      assert.equal((await errands(nurse)).items.length, 0, 'nobody else has them on their list');
    },
  );

  await t.test(
    'a form that is sent twice is written once; another of the same day is a conflict that says whose stands',
    async () => {
      const [one] = (await contacts()).items;
      assert.ok(one);
      const sent = form(one.id, { outcome: 'not-reached' });
      assert.deepEqual(await send([sent, sent]), ['kept', 'known']);
      assert.deepEqual(await send([sent]), ['known']);
      assert.deepEqual(await send([form(one.id)]), ['conflict']);
      assert.deepEqual(await send([form(one.id, { day: addDays(today, 1) })]), ['refused']);
      assert.deepEqual(await send([form(one.id)], nurse), ['refused']);
      assert.deepEqual(await send([{ id: 7 }]), ['refused']);
      assert.equal((await app.pool.query('select 1 from investigation.visit')).rowCount, 1);
      assert.equal((await contacts()).items[0]?.due, 'done');
    },
  );

  await t.test('whom nobody has seen for a day is overdue, and a worker who signed on can be given them', async () => {
    await app.pool.query('update investigation.contact set begins = $1, next_due = $1', [ago(2)]);
    assert.equal((await view()).overdue, 1);
    const [one] = (await contacts('?waiting=overdue')).items;
    assert.ok(one);
    const give = (worker: string) => post(`${at}/contacts/assign`, { contacts: [one.id], worker });
    assert.deepEqual(await codeOf(give('nobody')), [404, 'investigation.unknown-worker']);
    await put('/follow-up/me', {}, nurse);
    const worker = (await contacts()).workers.find(({ due }) => due === 0)?.worker ?? '';
    await good(give(worker));
    assert.deepEqual(await send([form(one.id, { day: ago(2), symptoms: ['fever'], temperature: 38.4 })], nurse), ['kept']);
    const [now] = (await contacts('?waiting=symptoms')).items;
    assert.deepEqual([now?.nextDue, now?.symptoms], [ago(1), true]);
  });

  await t.test(
    'a contact becomes a case that is linked, not entered again, and the chain proposes whom it came from',
    async () => {
      const [one] = (await contacts()).items;
      assert.ok(one);
      const path = `${at}/contacts/${one.id}/case`;
      const { id } = await good<{ id: string }>(post(path, { version: one.version, onset: ago(1) }));
      assert.deepEqual(await codeOf(post(path, { version: one.version + 1 })), [409, 'investigation.is-case']);
      const detail = await good<CaseDetail>(get(`${at}/cases/${id}`));
      assert.deepEqual([detail.case.name, detail.wasContact?.id], ['王父', one.id]);
      const chains = await good<Chains>(get(`${at}/chains`));
      assert.deepEqual(chains.pairs, [{ infector: first.id, infectee: id, by: 'rule' }]);
      assert.deepEqual([chains.generations, chains.serialInterval.mean], [[2, 1], 11]);
      await good(post(`${at}/pairs`, { infectee: id, infector: second.id }));
      const said = await good<Chains>(get(`${at}/chains`));
      assert.deepEqual(
        said.pairs,
        [{ infector: second.id, infectee: id, by: 'person' }],
        'a person’s word comes before the rule’s',
      );
      await good(post(`${at}/pairs`, { infectee: first.id, infector: id }));
      const before = await good<Chains>(get(`${at}/chains`));
      assert.deepEqual(
        before.faults.map(({ kind }) => kind),
        ['onset-before-infector'],
      );
      await good(post(`${at}/pairs`, { infectee: first.id, infector: null }));
      assert.equal((await errands(nurse)).items.length, 0, 'nobody follows up a case');
    },
  );

  await t.test('a known case is listed as a contact without being entered again', async () => {
    await good(add({ name: null, existing: second.id }));
    const [linked] = (await contacts(`?q=${encodeURIComponent('赵')}`)).items;
    assert.deepEqual([linked?.state, linked?.asCase], ['case', second.id]);
    assert.deepEqual(await codeOf(add({ existing: first.id })), [422, 'investigation.own-contact']);
  });

  await t.test('curves count by group, places are found that cases share, tasks are done', async () => {
    const curve = await good<Curve>(get(`${at}/curve?group=age`));
    assert.equal(
      curve.points.reduce((sum, { count }) => sum + count, 0),
      3,
    );
    assert.ok(curve.groups.some(({ name }) => name?.zh === '5–14 岁'));
    for (const person of [first.id, second.id])
      await good(post(`${at}/presences`, { person, place: '某小学食堂', begins: ago(20), until: ago(18) }));
    assert.deepEqual((await good<PresenceList>(get(`${at}/presences`))).shared, [
      { place: '某小学食堂', cases: 2, from: ago(20), to: ago(18) },
    ]);
    const { id } = await good<{ id: string }>(post(`${at}/tasks`, { title: '采集环境样本', due: today }));
    await good(patch(`${at}/tasks/${id}`, { done: true }));
    assert.ok((await good<TaskList>(get(`${at}/tasks`))).items[0]?.doneAt);
  });
});
