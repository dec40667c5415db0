import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';
import { linkWaiting } from './store/link-waiting.ts';
import { findWaiting, takeWaiting } from './store/sources.ts';

test('registrations are compared as they come', async (t) => {
  const { register, link, people, pool, server, client } = await openIdentity(t);

  await t.test('one person at three institutions is one, by herself, and each decision says why', async () => {
    await register('li1', li);
    await register('li2', { ...li, name: '李秀蓝', institution: 'h2' });
    await register('li3', { ...li, phone: '13596209876', address: '吉林市龙潭区遵义路街道2号楼', institution: 'h3' });
    await link();
    assert.deepEqual(await people(), [['li1', 'li2', 'li3']]);
    const { rows } = await pool.query(
      'select kind, by_id, weight, evidence, model, before, after from identity.decision order by at, id',
    );
    assert.equal(rows.length, 2);
    for (const row of rows) {
      assert.deepEqual([row.kind, row.by_id], ['auto', null]);
      assert.ok(row.weight > 10 && row.evidence.length >= 5 && row.model.length > 0);
    }
    const { rows: reached } = await pool.query('select id from records.person_member order by id');
    assert.deepEqual(reached, [{ id: 'li1' }, { id: 'li2' }, { id: 'li3' }], 'who reaches her records knows of it');
  });

  await t.test('a record with no data matches nobody, and nobody it', async () => {
    for (const id of ['empty1', 'empty2']) await register(id, {});
    await register('unknown', { name: '无名氏', sex: 'male' });
    await link();
    assert.deepEqual(await people(), [['li1', 'li2', 'li3']]);
    const { rows } = await pool.query(`select id from identity.review`);
    assert.deepEqual(rows, []);
  });

  await t.test('twins without a number, or with one of the two, are never one by themselves: somebody looks', async () => {
    const { number: _, ...unnumbered } = li;
    const twin = { ...unnumbered, born: '2015-06-01', address: '吉林市昌邑区解放路1号楼1单元101室', institution: 'h2' };
    await register('twin1', { ...twin, name: '王子轩', sex: 'male' });
    await register('twin2', { ...twin, name: '王子涵', sex: 'male' });
    await register('twin3', { ...twin, name: '王子韬', sex: 'male', number: numberOf('2015-06-01', 33) });
    await link();
    assert.deepEqual(await people(), [['li1', 'li2', 'li3']]);
    const { rows } = await pool.query(`select one, other from identity.review where 'twins' = any(vetoes) order by one, other`);
    assert.deepEqual(
      rows.map(({ one, other }) => `${one} ${other}`),
      ['twin1 twin2', 'twin1 twin3', 'twin2 twin3'],
    );
  });

  await t.test('what waits is taken off the list, and what says nothing new never comes on it', async () => {
    const waiting = async () => (await pool.query('select patient from identity.waiting')).rows;
    assert.deepEqual(await waiting(), []);
    await register('li1', li);
    await register('li1', { ...li, more: { maritalStatus: { text: '已婚' } } });
    assert.deepEqual(await waiting(), []);
    await register('li1', { ...li, phone: '13944205555' });
    assert.deepEqual(await waiting(), [{ patient: 'li1' }]);
  });

  await t.test('what is asked of a registration that is deleted or out of use is asked no more', async () => {
    const open = async (id: string) =>
      (await pool.query(`select 1 from identity.review where state = 'open' and $1 in (one, other)`, [id])).rows.length;
    assert.equal(await open('twin2'), 2);
    await register('twin2', { name: '王子涵', sex: 'male', born: '2015-06-01', institution: 'h2', more: { active: false } });
    assert.deepEqual([await open('twin2'), await open('twin3')], [0, 1]);
    const gone = await server.app.inject({ method: 'DELETE', url: '/fhir/R4/Patient/twin3', headers: client });
    assert.ok(gone.statusCode < 300, gone.body);
    assert.equal(await open('twin1'), 0);
    await link();
  });

  await t.test('who is waited for is compared before those that wait longer, and a change meanwhile waits again', async () => {
    for (const id of ['wait1', 'wait2', 'wait3']) await register(id, { name: '孙某某', born: '1970-05-05' });
    await pool.query(`update identity.waiting set since = since - interval '1 day' where patient = 'wait2'`);
    const take = (most: number, first: readonly string[]) =>
      withTx(pool, 'write', async (tx) => takeWaiting(tx, await findWaiting(tx, most, first)));
    assert.deepEqual(await take(2, ['wait3', 'li1']), ['wait3', 'wait2']);
    const since = async () => (await pool.query(`select since from identity.waiting where patient = 'wait1'`)).rows[0]?.since;
    const before = await since();
    await register('wait1', { name: '孙某某', born: '1970-05-06' });
    assert.ok((await since()) > before, 'what a bulk run that began before it leaves on the list');
    await link();
  });

  await t.test('a registration that is being written is left on the list: neither waits for the other', async () => {
    for (const id of ['busy1', 'busy2']) await register(id, { name: '周某某', born: '1971-05-05' });
    const writer = await pool.connect();
    try {
      await writer.query('begin');
      await writer.query(`update identity.source set recorded = now() where patient = 'busy1'`);
      const done = await withTx(pool, 'write', (tx) => linkWaiting(tx, 10, { now: new Date(), newId: randomUUID }));
      assert.equal(done, 1);
      // What the writer does next: it would wait for whoever had taken the place in the list and now waited for the registration.
      await writer.query(`set local lock_timeout = '2s'`);
      await writer.query(`update identity.waiting set since = now() where patient = 'busy1'`);
      await writer.query('commit');
    } finally {
      writer.release();
    }
    assert.deepEqual((await pool.query('select patient from identity.waiting')).rows, [{ patient: 'busy1' }]);
    await link();
    assert.deepEqual((await pool.query('select patient from identity.waiting')).rows, []);
  });

  await t.test('a registration that was deleted is compared with nobody any more', async () => {
    const zhao = {
      name: '赵国栋',
      sex: 'male',
      born: '1970-01-02',
      number: numberOf('1970-01-02', 51),
      phone: '13804401234',
    } as const;
    await register('zhao1', zhao);
    const gone = await server.app.inject({ method: 'DELETE', url: '/fhir/R4/Patient/zhao1', headers: client });
    assert.ok(gone.statusCode < 300, gone.body);
    await register('zhao2', zhao);
    await link();
    assert.deepEqual(await people(), [['li1', 'li2', 'li3']]);
    const { rows } = await pool.query(`select patient from identity.source where patient like 'zhao%'`);
    assert.deepEqual(rows, [{ patient: 'zhao2' }]);
  });
});
