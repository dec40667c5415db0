import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult } from '@songhua/kernel';
import { addProgram, askTokens, beginApp, redeem } from './fixtures/app-flow.ts';
import { testApp } from './testing.ts';

interface Own {
  readonly items: readonly {
    readonly client: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly patients: readonly { readonly id: string; readonly name: string | null }[];
    readonly lastUsedAt: string | null;
  }[];
}

const path = '/api/administration/me/apps';
const scopes = ['openid', 'launch/patient', 'offline_access', 'patient/Patient.r'];

test('somebody sees which apps may act for them and for what, and takes that back for good', async (t) => {
  const app = await testApp(t, { settings: { SONGHUA_PUBLIC_URL: 'http://127.0.0.1:8080' } });
  const { server, pool, signIn } = app;
  must(
    await withResult(pool, 'write', (tx) =>
      server.records.update(tx, { resourceType: 'Patient', id: 'a', name: [{ text: '居民甲' }] }, new Date()),
    ),
  );
  await pool.query(`update access.account set patient = 'Patient/a', roles = '{resident}' where username = 'viewer'`);
  const { id: client } = await addProgram(app, { kind: 'app', method: 'none', scopes });
  const viewer = await signIn('viewer');
  const list = async (headers: Record<string, string> = viewer) => (await server.app.inject({ url: path, headers })).json<Own>();
  assert.deepEqual((await list()).items, []);

  const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
  const given = ['openid', 'launch/patient', 'offline_access', 'patient/Patient.r'];
  const decided = await flow.decide?.({ allow: true, scopes: given, patient: 'Patient/a' });
  assert.equal((await list()).items[0]?.lastUsedAt, null, 'consented, and no token fetched yet');
  const token = await redeem(app, client, decided?.back, flow.verifier);
  const [own] = (await list()).items;
  assert.deepEqual(
    [own?.client, own?.name, own?.scopes.toSorted(), own?.patients],
    [client, '示例应用', given.toSorted(), [{ id: 'Patient/a', name: '居民甲' }]],
  );
  assert.ok(own?.lastUsedAt);
  assert.deepEqual((await list(await signIn('admin'))).items, [], 'nobody else’s');
  const asApp = { authorization: `Bearer ${token.body.access_token}` };
  assert.equal((await server.app.inject({ url: '/fhir/R4/Patient/a', headers: asApp })).statusCode, 200);
  assert.ok((await server.app.inject({ url: path, headers: asApp })).statusCode >= 400, 'an app does not see the others');

  const end = (id: string) => server.app.inject({ method: 'POST', url: `${path}/${id}/end`, headers: viewer, payload: {} });
  assert.equal((await end(client)).statusCode, 200);
  assert.equal((await server.app.inject({ url: '/fhir/R4/Patient/a', headers: asApp })).statusCode, 401);
  const renewed = await askTokens(app, {
    grant_type: 'refresh_token',
    client_id: client,
    refresh_token: token.body.refresh_token ?? '',
  });
  assert.equal(renewed.status, 400);
  assert.deepEqual((await list()).items, []);
  assert.equal((await end(client)).json().code, 'administration.unknown-app');
  assert.equal((await end('songhua-web')).json().code, 'administration.unknown-app', 'the page itself is no app');
  assert.equal((await server.app.inject({ url: path, headers: viewer })).statusCode, 200, 'and stays signed in');
});

test('clinicians are offered the apps that can be launched, and nobody else is', async (t) => {
  const app = await testApp(t);
  const launchUri = 'https://app.example/launch';
  await addProgram(app, { kind: 'app', method: 'none', name: '用药助手', scopes: ['openid', 'launch'], launchUri });
  await addProgram(app, { kind: 'app', method: 'none', name: '没有启动地址', scopes: ['openid', 'launch'] });
  await addProgram(app, { kind: 'app', method: 'none', name: '没有启动权限', scopes: ['openid'], launchUri });
  const ask = async (username: string, query = '') => {
    const headers = await app.signInAs(username, `songhua-${username}`);
    return app.server.app.inject({ url: `/api/administration/apps${query}`, headers });
  };
  const offered = (await ask('doctor')).json<{ total: number; items: { name: string }[] }>();
  assert.deepEqual([offered.total, offered.items[0]?.name], [1, '用药助手']);
  assert.equal((await ask('doctor', '?q=none')).json().total, 0);
  assert.equal((await ask('resident')).statusCode, 403);
});
