import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import { type AddedClient, type ClientList, clientChanges, clientDetail, type KeyList } from './contract/clients.ts';

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

test('what is done to a client is written down with what it was before, and two who change it at once notice', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = await signIn('admin');
  const post = (url: string, payload: object) => server.app.inject({ method: 'POST', url: `${path}${url}`, headers, payload });
  const { id, secret } = (await post('', { ...backend, contacts: ['检验科 张工'] })).json<AddedClient>();
  const read = async () => clientDetail.parse((await server.app.inject({ url: `${path}/${id}`, headers })).json());
  const { kind: _, method: __, ...fields } = backend;
  const edit = (change: object, version: number) =>
    post(`/${id}/edit`, { ...fields, contacts: ['检验科 张工'], ...change, version });
  const ask = () =>
    server.app.inject({
      method: 'POST',
      url: '/auth/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      },
      payload: 'grant_type=client_credentials&scope=api%2Fplan.r',
    });
  assert.deepEqual([(await read()).client.version > 0, (await read()).client.lastUsedAt], [true, null]);
  const token = (await ask()).json<{ access_token: string }>().access_token;
  const used = await read();
  assert.ok(used.client.lastUsedAt);
  assert.deepEqual(used.tokens, { access: 1, refresh: 0, people: 0 });
  const asked = async () =>
    (await server.app.inject({ url: '/api/plan/plans', headers: { authorization: `Bearer ${token}` } })).statusCode;
  assert.equal(await asked(), 200);

  const { version } = used.client;
  assert.equal((await edit({ name: '检验平台' }, version)).statusCode, 200);
  assert.equal(await asked(), 200, 'another name ends no token');
  assert.equal((await edit({ name: '检验平台' }, version + 1)).statusCode, 200);
  assert.equal((await read()).client.version, version + 1, 'what changes nothing is no version');
  const late = await edit({ name: '检查系统' }, version);
  assert.deepEqual([late.statusCode, late.json().code], [409, 'administration.client-changed-meanwhile']);
  assert.match(late.json().texts.zh, /示例管理员/);
  assert.equal((await read()).client.name, '检验平台');
  assert.equal((await edit({ name: '检验平台', scopes: ['api/plan.r'] }, version + 1)).statusCode, 200);
  assert.equal(await asked(), 401, 'what it held may have said more');
  await ask();
  assert.equal((await read()).client.lastUsedAt, used.client.lastUsedAt, 'noted to the minute');
  const ended = await post(`/${id}/tokens/end`, {});
  assert.equal(ended.json().ended, 1);
  assert.equal((await edit({ launchUri: 'http://app.example/launch' }, version + 2)).json().errors[0].field, 'launchUri');

  const changes = clientChanges.parse((await server.app.inject({ url: `${path}/${id}/changes?limit=3`, headers })).json());
  assert.equal(changes.total, 4);
  assert.deepEqual(
    changes.items.map(({ deed, before, after, by }) => [deed, before, after, by]),
    [
      ['tokens-ended', null, null, '示例管理员'],
      ['edited', { scopes: backend.scopes }, { scopes: ['api/plan.r'] }, '示例管理员'],
      ['edited', { name: '检验系统' }, { name: '检验平台' }, '示例管理员'],
    ],
  );
  assert.ok(!JSON.stringify(changes).includes(String(secret)));
  assert.equal((await server.app.inject({ url: `${path}/${randomUUID()}`, headers })).statusCode, 404);
});
