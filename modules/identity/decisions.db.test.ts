import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decided, DecisionList } from './contract.ts';
import { li, openIdentity } from './fixtures/open-identity.ts';

test('the log of decisions: found by kind, by whom, by day and by registration, and taken back from there', async (t) => {
  const { register, link, people, pool, get, post, signInAs } = await openIdentity(t);
  await register('li1', li);
  await register('li2', { ...li, institution: 'h2' });
  await register('wang', { name: '王建国', sex: 'male', born: '1949-10-01', phone: '13704321111', institution: 'h3' });
  await link();
  const linked = (await post('/people/link', { patients: ['li1', 'wang'], reason: '本人说明' })).json<Decided>().decision;
  const list = async (query = '') => {
    const answer = await get(`/decisions${query}`);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<DecisionList>();
  };
  const kinds = async (query: string) => (await list(query)).items.map(({ kind }) => kind);

  await t.test('it is for who keeps the register, and bad questions are refused by field', async () => {
    const doctor = await signInAs('doctor', 'songhua-doctor');
    for (const path of ['/decisions', '/decisions/export'])
      assert.deepEqual([(await get(path, {})).statusCode, (await get(path, doctor)).statusCode], [401, 403], path);
    for (const query of ['kind=guess', 'from=soon', 'to=2026-02-30', 'patient=a/b', 'by=a%00b', 'sort=by', 'offset=-1'])
      assert.equal((await get(`/decisions?${query}`)).statusCode, 400, query);
    assert.equal((await post(`/decisions/${linked.id}/undo`, { reason: '错' })).statusCode, 400, 'a reason of one character');
    assert.equal((await post(`/decisions/${linked.id}/undo`, { reason: '撤销' }, doctor)).statusCode, 403);
  });

  await t.test('each tells whom it was about, numbers in part, and who has ever decided is there to choose from', async () => {
    const { items, deciders, total, more } = await list();
    assert.deepEqual([items.map(({ kind }) => kind), total, more], [['link', 'auto'], 2, false]);
    const [first] = items;
    assert.deepEqual(
      first?.registrations.map(({ patient, institution }) => [patient, institution?.name]),
      [
        ['li1', '医院h1'],
        ['li2', '医院h2'],
        ['wang', '医院h3'],
      ],
    );
    assert.match(String(first?.registrations[0]?.number), /\*{8}/);
    assert.equal(first?.registrations[0]?.address, null);
    assert.deepEqual(deciders, [linked.by]);
  });

  await t.test('the filters', async () => {
    const day = (days: number) => new Date(Date.parse(linked.at) + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    assert.deepEqual(await kinds('?kind=auto'), ['auto']);
    assert.deepEqual(await kinds('?by=machine'), ['auto']);
    assert.deepEqual(await kinds(`?by=${linked.by?.id}`), ['link']);
    assert.deepEqual(await kinds('?by=nobody'), []);
    assert.deepEqual(await kinds('?patient=wang'), ['link']);
    assert.deepEqual(await kinds(`?from=${day(-1)}&to=${day(1)}&sort=at`), ['auto', 'link']);
    assert.deepEqual(await kinds(`?from=${day(1)}`), []);
    assert.deepEqual(await kinds(`?to=${day(-1)}`), []);
    assert.deepEqual([await kinds('?limit=1'), await kinds('?limit=1&offset=1')], [['link'], ['auto']]);
    const csv = await get('/decisions/export?kind=link');
    assert.match(csv.body, /本人说明/);
    assert.equal(csv.body.trim().split('\n').length, 2);
  });

  await t.test('only what nothing later stands on can be taken back; the other modules are told', async () => {
    const [later, earlier] = (await list()).items;
    assert.deepEqual([later?.mayUndo, earlier?.mayUndo], [true, false]);
    assert.equal((await post(`/decisions/${earlier?.id}/undo`, { reason: '撤销' })).statusCode, 409);
    assert.equal((await post(`/decisions/${later?.id}/undo`, { reason: '弄错了人' })).statusCode, 200);
    assert.deepEqual(await people(), [['li1', 'li2']]);
    const { rows } = await pool.query(
      `select payload->>'cause' as cause from events.outbox where type = 'identity.people-changed' order by seq desc limit 1`,
    );
    assert.deepEqual(rows, [{ cause: 'undo' }]);
    const [undo, undone] = (await list()).items;
    assert.deepEqual([undo?.kind, undo?.undoes, undone?.undoneBy], ['undo', later?.id, undo?.id]);
  });

  await t.test('a registration that was deleted since is left out of whom it names, and its number stays', async () => {
    await pool.query(`delete from identity.source where patient = 'wang'`);
    const [one] = (await list('?kind=link')).items;
    assert.deepEqual(
      one?.registrations.map(({ patient }) => patient),
      ['li1', 'li2'],
    );
    assert.ok(one?.after.flat().includes('wang'));
  });
});
