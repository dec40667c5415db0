import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { askToken, testApp } from '@songhua/server/testing.ts';
import { auditList, auditState, objectionList, ownAccessList } from './contract/audit.ts';

const api = '/api/administration';

test('what happens to tokens, reviews, watched people, proofs and exports stands in the log', async (t) => {
  const app = await testApp(t, { events: true });
  const { server, pool, clientToken } = app;
  const client = await clientToken();
  const officer = await app.signInAs('privacy', 'songhua-privacy');
  const admin = await app.signIn('admin');
  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>, payload?: object) =>
    server.app.inject({ method, url: `${api}${url}`, headers, ...(payload && { payload }) });
  const of = async (event: string) => auditList.parse((await call('GET', `/audit?event=${event}&sort=at`, admin)).json()).items;
  const notes = async (event: string): Promise<string[]> =>
    (await of(event)).map(({ actorId, actorName, path, status, note }) =>
      `${actorName ?? actorId} ${path} ${status} ${note ?? ''}`.trim(),
    );

  await t.test(
    'a token issued to a program, once for many of the same; one refused to a known program; none for strangers',
    async () => {
      assert.deepEqual(await notes('token-issued'), [
        'test-client client/test-client 200 client_credentials system/*.cruds api/*.cruds',
      ]);
      await clientToken();
      assert.equal((await of('token-issued')).length, 1);
      const asked = (id: string, secret: string) =>
        server.app.inject({
          method: 'POST',
          url: '/auth/token',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
          },
          payload: 'grant_type=client_credentials&scope=system%2F*.rs',
        });
      assert.equal((await asked('test-client', 'wrong')).statusCode, 401);
      assert.equal((await asked('test-client', 'wrong')).statusCode, 401);
      assert.equal((await asked('nobody-known', 'wrong')).statusCode, 401);
      assert.deepEqual(await notes('token-refused'), [
        'test-client client/test-client 403 client_credentials system/*.rs invalid_client',
      ]);
      const [{ address } = { address: null }] = await of('token-refused');
      assert.equal(address, '127.0.0.1');
      assert.notEqual((await askToken(server, 'unheard-of')).status, 500);
    },
  );

  await t.test('an objection and how it ended; a person put on the watched list and taken off', async () => {
    await server.app.inject({
      method: 'PUT',
      url: '/fhir/R4/Patient/p1',
      headers: { ...client, 'content-type': 'application/fhir+json' },
      payload: '{"resourceType":"Patient","id":"p1"}',
    });
    await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
    const resident = await app.signInAs('resident', 'songhua-resident');
    const [seen] = ownAccessList.parse((await call('GET', '/my-record/accesses', resident)).json()).items;
    await call('POST', '/my-record/objections', resident, { entry: seen?.entry, patient: 'p1', reason: '不认识' });
    const [open] = objectionList.parse((await call('GET', '/objections', officer)).json()).items;
    const reviewed = await call('POST', `/objections/${open?.id}/review`, officer, { state: 'justified', note: '转诊需要' });
    assert.equal(reviewed.statusCode, 200, reviewed.body);
    assert.deepEqual(
      (await of('objection-raised')).map(({ path, note }) => [path, note]),
      [[`objection/${open?.id}`, `entry ${seen?.entry}`]],
    );
    assert.deepEqual(
      (await of('objection-settled')).map(({ path, note }) => [path, note]),
      [[`objection/${open?.id}`, 'justified']],
    );
    await call('POST', '/watched', officer, { patient: 'p1', reason: '公众人物' });
    await call('DELETE', '/watched/p1', officer);
    await call('DELETE', '/watched/p1', officer);
    assert.deepEqual(
      (await of('watch-changed')).map(({ path, note, patients }) => [path, note, patients]),
      [
        ['watched/p1', 'put on the list: 公众人物', []],
        ['watched/p1', 'taken off the list', []],
      ],
      'a refusal changes nothing, and being watched is no look at a record',
    );
  });

  await t.test('proofs that were downloaded, and exports of the log with how much they held', async () => {
    const until = Date.now() + 20_000;
    const headed = async () => auditState.parse((await call('GET', '/audit/state', admin)).json()).head?.size ?? 0;
    while ((await headed()) < 1 && Date.now() < until) await wait(100);
    assert.equal((await call('GET', '/audit/1/proof', admin)).statusCode, 200);
    assert.equal((await call('GET', '/audit/99999999/proof', admin)).statusCode, 404);
    assert.equal((await call('GET', '/audit/export?event=watch-changed', admin)).statusCode, 200);
    assert.deepEqual(
      (await of('proof-downloaded')).map(({ path }) => path),
      ['audit/1'],
    );
    assert.deepEqual(
      (await of('audit-exported')).map(({ note }) => note),
      ['2 entries, csv'],
    );
  });

  await t.test('every kind of event has a filter, in both languages', async () => {
    const { events } = auditList.parse((await call('GET', '/audit?limit=1', admin)).json());
    const { rows } = await pool.query<{ event: string }>('select distinct event from access.audit');
    for (const { event } of rows)
      assert.ok(
        events.some((one) => one.event === event && one.title.zh && one.title.en),
        event,
      );
  });
});
