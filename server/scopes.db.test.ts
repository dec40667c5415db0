import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webCallback, webClientId } from '@songhua/access';
import { askToken, testApp } from './testing.ts';

const organization = { resourceType: 'Organization', name: '某某医院' };
const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p' } };

test('a client with a scope for one type reaches that type alone, in the ways its letters say', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken('system/Observation.rs system/Organization.c');
  const status = async (url: string, method: 'GET' | 'POST' = 'GET', payload?: object) =>
    (await server.app.inject({ method, url: `/fhir/R4${url}`, headers, ...(payload && { payload }) })).statusCode;
  assert.equal(await status('/Observation'), 200);
  assert.equal(await status('/Observation', 'POST', { resourceType: 'Observation' }), 403);
  assert.equal(await status('/Patient'), 403);
  assert.equal(await status('/Organization'), 403);
  assert.equal(await status('/Organization', 'POST', organization), 201);
  assert.equal(await status('/Observation?subject:Patient.name=a'), 403);
  assert.equal(await status('/Observation?_list=a'), 403);
  const all = await clientToken();
  const put = (url: string, payload: object) =>
    server.app.inject({ method: 'PUT', url: `/fhir/R4${url}`, headers: all, payload });
  await put('/Patient/p', { resourceType: 'Patient', id: 'p' });
  await put('/Observation/o', { id: 'o', ...observation });
  const url = '/fhir/R4/Observation?_include=Observation:subject';
  const entries = async (by: Record<string, string>): Promise<number> =>
    (await server.app.inject({ url, headers: by })).json().entry.length;
  assert.deepEqual([await entries(all), await entries(headers)], [2, 1]);
});

test('neither conditions of writes nor validation tell a client of what it may not search or read', async (t) => {
  const { server, clientToken } = await testApp(t);
  const all = await clientToken();
  const creates = await clientToken('system/Observation.c');
  const searches = await clientToken('system/Observation.crus');
  await server.app.inject({
    method: 'PUT',
    url: '/fhir/R4/Patient/p',
    headers: all,
    payload: { resourceType: 'Patient', id: 'p' },
  });
  await server.app.inject({ method: 'PUT', url: '/fhir/R4/Observation/o', headers: all, payload: { ...observation, id: 'o' } });
  const create = async (headers: Record<string, string>, condition: string): Promise<number> =>
    (
      await server.app.inject({
        method: 'POST',
        url: '/fhir/R4/Observation',
        headers: { ...headers, 'if-none-exist': condition },
        payload: observation,
      })
    ).statusCode;
  assert.equal(await create(creates, '_id=o'), 403);
  assert.equal(await create(searches, '_id=o'), 200);
  assert.equal(await create(searches, 'subject:Patient.name=a'), 403);
  const ask = async (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<number> =>
    (await server.app.inject({ method, url: `/fhir/R4${url}`, headers: searches, ...(payload && { payload }) })).statusCode;
  assert.equal(await ask('PUT', '/Observation?subject:Patient.name=a', observation), 403);
  assert.equal(await ask('POST', '/Patient/p/$validate?mode=delete'), 403);
  assert.equal(await ask('POST', '/Observation/o/$validate?mode=delete'), 200);
  const reference = { ...observation, subject: { reference: 'Patient?_id=p' } };
  const entry = [{ request: { method: 'POST', url: 'Observation' }, resource: reference }];
  assert.equal(await ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry }), 403);
});

test('a token is granted what can be granted, and refused when that is nothing', async (t) => {
  const { server } = await testApp(t);
  const granted = async (scope: string) => (await askToken(server, scope)).answer.scope;
  assert.equal(await granted('system/Observation.rs nonsense api/plan.r'), 'system/Observation.rs api/plan.r');
  assert.equal(await granted('openid fhirUser system/*.rs'), 'system/*.rs');
  assert.equal(await granted('system/Observation.rs offline_access openid profile'), 'system/Observation.rs');
  for (const none of ['nonsense', 'system/Observation.', 'system/Observation.sr', 'user/*.rs', 'openid', 'openid profile']) {
    const { status, answer } = await askToken(server, none);
    assert.deepEqual([status, answer.error], [400, 'invalid_scope'], none);
  }
});

test('the page may ask who signs in and for no scope of a backend or an app; what nobody knows is left out', async (t) => {
  const { server } = await testApp(t);
  const goesTo = async (scope: string): Promise<URL> => {
    const query = new URLSearchParams({
      client_id: webClientId,
      response_type: 'code',
      scope,
      redirect_uri: `http://127.0.0.1${webCallback}`,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    const { headers } = await server.app.inject({ url: `/auth/auth?${query}`, headers: { host: '127.0.0.1' } });
    return new URL(String(headers.location), 'http://127.0.0.1');
  };
  for (const others of ['openid system/*.rs', 'openid fhirUser']) {
    const refused = await goesTo(others);
    assert.deepEqual([refused.pathname, refused.searchParams.get('error')], [webCallback, 'invalid_scope'], others);
  }
  assert.match((await goesTo('openid profile unheard-of patient/*.rs')).pathname, /^\/sign-in\//);
});
