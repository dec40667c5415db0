import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import type { AddedClient, ClientList, KeyList } from './contract/clients.ts';

const path = '/api/administration/clients';
const backend = {
  kind: 'backend',
  method: 'client_secret_basic',
  name: '检验系统',
  jwks: null,
  jwksUri: null,
  redirectUris: [],
  launchUri: null,
  scopes: ['system/Observation.rs', 'api/plan.r'],
};

test('clients are added, listed, given another secret and disabled by administrators alone', async (t) => {
  const { server, signIn } = await testApp(t);
  const [admin, planner] = [await signIn('admin'), await signIn('planner')];
  const post = (url: string, payload: object, headers = admin) => server.app.inject({ method: 'POST', url, headers, payload });
  assert.equal((await post(path, backend, planner)).statusCode, 403);
  const added = (await post(path, backend)).json<AddedClient>();
  assert.match(String(added.secret), /^[\w-]{43}$/);
  const list = (await server.app.inject({ url: `${path}?kind=backend&q=检验`, headers: admin })).json<ClientList>();
  assert.deepEqual([list.total, list.items[0]?.id], [1, added.id]);
  assert.ok(!JSON.stringify(list).includes(String(added.secret)), 'told once');
  const ask = (secret: string | null) =>
    server.app.inject({
      method: 'POST',
      url: '/auth/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${added.id}:${secret}`).toString('base64')}`,
      },
      payload: 'grant_type=client_credentials&scope=api%2Fplan.r',
    });
  assert.equal((await ask(added.secret)).statusCode, 200);
  const next = (await post(`${path}/${added.id}/secret`, {})).json<AddedClient>();
  assert.equal((await ask(added.secret)).statusCode, 401);
  assert.equal((await ask(next.secret)).statusCode, 200);
  assert.equal((await post(`${path}/${added.id}/disable`, {})).statusCode, 200);
  assert.equal((await ask(next.secret)).statusCode, 401);
  assert.equal((await post(`${path}/${added.id}/enable`, {})).statusCode, 200);
  assert.equal((await ask(next.secret)).statusCode, 200);
});

test('a client that breaks a rule is refused field by field, and a private key by name', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = await signIn('admin');
  const add = (change: object) => server.app.inject({ method: 'POST', url: path, headers, payload: { ...backend, ...change } });
  const scopes = (await add({ scopes: ['system/*.rs', 'openid'] })).json();
  assert.deepEqual([scopes.code, scopes.errors[0].value], ['administration.invalid-client', 'openid']);
  const key = { kty: 'EC', crv: 'P-384', x: 'a', y: 'b', d: 'c' };
  const secret = await add({ method: 'private_key_jwt', jwks: { keys: [key] } });
  assert.equal(secret.statusCode, 400);
  assert.match(secret.body, /私钥/);
  assert.equal((await add({ method: 'none' })).statusCode, 400);
});

test('after a renewal both keys are shown and the former still signs for its five minutes', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = await signIn('admin');
  const before = (await server.app.inject({ url: '/api/administration/keys', headers })).json<KeyList>().items;
  assert.deepEqual(
    before.map(({ signs }) => signs),
    [true, true],
  );
  const after = (
    await server.app.inject({ method: 'POST', url: '/api/administration/keys/renew', headers, payload: {} })
  ).json<KeyList>().items;
  assert.equal(after.length, 4);
  assert.deepEqual(new Set(after.filter(({ signs }) => signs).map(({ kid }) => kid)), new Set(before.map(({ kid }) => kid)));
  assert.equal(after.filter(({ goneAt }) => goneAt !== null).length, 2);
});
