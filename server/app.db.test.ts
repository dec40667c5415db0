import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabaseUrl } from '@songhua/testing';
import { testApp } from './testing.ts';

const organization = { resourceType: 'Organization', name: '测试医院', identifier: [{ system: 'urn:x', value: '1' }] };

test('without a token every protected address answers 401 as a problem, FHIR ones as an OperationOutcome', async (t) => {
  const { server } = await testApp(t);
  const routes = server.house.manifests.flatMap(({ routes: own }) => own).filter(({ permission }) => permission !== 'public');
  assert.ok(routes.length > 5);
  for (const { method, path, style } of routes) {
    const url = path.replace(/:\w+/g, 'x');
    const answer = await server.app.inject({ method, url, ...(method !== 'GET' && { payload: {} }) });
    assert.equal(answer.statusCode, 401, `${method} ${path}`);
    if (style === 'fhir') assert.equal(answer.json().resourceType, 'OperationOutcome');
    else assert.equal(answer.json().code, 'kernel.not-signed-in');
  }
});

test('a planner signs in through the OpenID provider and is told who they are and what they may', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = await signIn('planner');
  const session = (await server.app.inject({ url: '/api/session', headers })).json();
  assert.equal(session.signedIn, true);
  assert.deepEqual(session.actor.roles, ['planner']);
  assert.ok(session.actor.permissions.includes('records.read'));
  assert.equal(session.actor.permissions.includes('records.write'), false);
});

test('a wrong password and an unknown name get the same answer', async (t) => {
  const { server } = await testApp(t);
  const attempt = async (username: string, password: string) => {
    const start = await server.app.inject({ url: '/session/start', headers: { host: '127.0.0.1' } });
    const authorize = await server.app.inject({ url: String(start.headers.location), headers: { host: '127.0.0.1' } });
    const cookie = [authorize.headers['set-cookie'] ?? []]
      .flat()
      .map((line) => line.split(';')[0])
      .join('; ');
    const url = new URL(String(authorize.headers.location), 'http://127.0.0.1').pathname;
    return server.app.inject({
      method: 'POST',
      url,
      headers: { cookie, host: '127.0.0.1', 'x-songhua': '1' },
      payload: { username, password },
    });
  };
  const wrong = await attempt('planner', 'songhua-plannerx');
  const unknown = await attempt('nobody', 'songhua-planner');
  assert.deepEqual([wrong.statusCode, unknown.statusCode], [401, 401]);
  assert.equal(wrong.json().code, 'access.wrong-credentials');
  assert.deepEqual(wrong.json().texts, unknown.json().texts);
});

test('signing out ends the session, which is written down once: the old cookie opens nothing', async (t) => {
  const { server, pool, signIn } = await testApp(t);
  const headers = await signIn('planner');
  assert.equal((await server.app.inject({ method: 'POST', url: '/session/end', headers })).statusCode, 200);
  assert.equal((await server.app.inject({ url: '/api/session', headers })).json().signedIn, false);
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization', headers })).statusCode, 401);
  await server.app.inject({ method: 'POST', url: '/session/end', headers });
  const { rows } = await pool.query(
    `select a.username from access.audit e join access.account a on a.id = e.actor_id where e.event = 'sign-out'`,
  );
  assert.deepEqual(rows, [{ username: 'planner' }]);
});

test('a request another site makes the browser send changes nothing', async (t) => {
  const { server, signIn } = await testApp(t);
  const { cookie } = await signIn('admin');
  const forged = await server.app.inject({
    method: 'POST',
    url: '/fhir/R4/Organization',
    headers: { cookie: String(cookie) },
    payload: organization,
  });
  assert.equal(forged.statusCode, 403);
  assert.equal(forged.json().code, 'kernel.cross-site');
});

test('a role without the permission gets 403 with the permission’s name in the language asked for', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = { ...(await signIn('viewer')), 'accept-language': 'en' };
  const answer = await server.app.inject({ url: '/fhir/R4/Organization', headers });
  assert.equal(answer.statusCode, 403);
  assert.match(answer.json().issue[0].details.text, /Read FHIR resources/);
});

test('a client with read scopes reads and may not write', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken('system/*.rs api/*.rs');
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization', headers })).statusCode, 200);
  const write = await server.app.inject({ method: 'POST', url: '/fhir/R4/Organization', headers, payload: organization });
  assert.equal(write.statusCode, 403);
});

test('what a client can send wrong is answered 4xx with field, rule and value, never 500', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
  const send = (payload: string, url = '/fhir/R4/Organization') => server.app.inject({ method: 'POST', url, headers, payload });
  for (const [payload, status] of [
    ['{"resourceType":', 400],
    ['', 400],
    ['null', 400],
    ['[]', 400],
    ['"text"', 400],
    ['{"resourceType":"Organization","name":"a\\u0000b"}', 400],
    ['{"resourceType":"Organization","__proto__":{"x":1}}', 400],
    ['{"resourceType":"Location"}', 400],
    [`{"resourceType":"Organization","extension":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
    // R4 allows a string a megabyte, and this server a resource sixteen.
    [`{"resourceType":"Organization","name":"${'x'.repeat(2_000_000)}"}`, 400],
    [`{"resourceType":"Organization","name":"${'x'.repeat(16 * 1024 * 1024)}"}`, 413],
  ] as const) {
    const answer = await send(payload);
    assert.equal(answer.statusCode, status, `${payload.slice(0, 60)} → ${answer.body.slice(0, 300)}`);
    assert.equal(answer.json().resourceType, 'OperationOutcome');
  }
  assert.equal(
    (
      await server.app.inject({
        method: 'POST',
        url: '/fhir/R4/Organization',
        headers: { ...headers, 'content-type': 'text/plain' },
        payload: 'x',
      })
    ).statusCode,
    415,
  );
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization?_count=-1', headers })).statusCode, 400);
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization?name=%00', headers })).statusCode, 400);
  assert.equal((await server.app.inject({ url: '/fhir/R4/%ZZ', headers })).statusCode, 400);
  const unknown = await server.app.inject({ url: '/fhir/R4/Organization?favourite=1', headers });
  assert.match(unknown.body, /favourite/);
});

test('every answer given to somebody stands in the access log, refusals too; strangers turned away do not fill it', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const headers = await clientToken();
  await server.app.inject({ url: '/fhir/R4/Organization/none', headers });
  await server.app.inject({ url: '/fhir/R4/Organization?name=a' });
  const { rows } = await pool.query(
    'select event, actor_kind, actor_id, method, path, route, status from access.audit order by entry',
  );
  const [issued, ...requests] = rows;
  assert.deepEqual([issued?.event, issued?.actor_id], ['token-issued', 'test-client']);
  assert.deepEqual(requests, [
    {
      event: 'request',
      actor_kind: 'client',
      actor_id: 'test-client',
      method: 'GET',
      path: '/fhir/R4/Organization/none',
      route: '/fhir/R4/:type/:id',
      status: 404,
    },
  ]);
});

test('with the database gone a request gets a 503 problem, health answers even with a token, and all heal', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const headers = await clientToken();
  const { connect, query } = pool;
  const gone = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  Object.assign(pool, { connect: () => Promise.reject(gone), query: () => Promise.reject(gone) });
  for (const given of [headers, {}]) {
    const answer = await server.app.inject({ url: '/fhir/R4/Organization', headers: given });
    assert.equal(answer.statusCode, Object.keys(given).length > 0 ? 503 : 401);
    assert.equal(answer.json().resourceType, 'OperationOutcome');
    assert.doesNotMatch(answer.body, /10\.1\.2\.3/);
    assert.equal((await server.app.inject({ url: '/healthz', headers: given })).statusCode, 200);
    assert.equal((await server.app.inject({ url: '/readyz', headers: given })).statusCode, 503);
  }
  Object.assign(pool, { connect, query });
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization', headers })).statusCode, 200);
  assert.equal((await server.app.inject({ url: '/readyz' })).statusCode, 200);
});

const production = {
  SONGHUA_MODE: 'production',
  SONGHUA_PUBLIC_URL: 'https://health.example',
  SONGHUA_TRUST_PROXY: '1',
  SONGHUA_CLIENT_SECRET: 'k7Vd2-mQ9xr4-Zt6Lw8-Hb3Ny5',
};

test('production knows no demonstration account and tells of none', async (t) => {
  const { server, pool } = await testApp(t, { settings: production });
  assert.equal((await pool.query('select * from access.account')).rowCount, 0);
  const details = await server.app.inject({ url: '/sign-in/x/details', headers: { host: 'health.example' } });
  assert.deepEqual(details.json().demoAccounts, []);
});

test('a demonstration session and its password open nothing once the same data run in production', async (t) => {
  const url = await testDatabaseUrl(t);
  const demo = await testApp(t, { settings: { DATABASE_URL: url } });
  const signedIn = await demo.signIn('admin');
  // By the name it has over https, too.
  const cookie = `${signedIn['cookie']}; ${String(signedIn['cookie']).replaceAll('songhua_', '__Host-songhua_')}`;
  const headers = { ...signedIn, cookie, host: 'health.example' };
  assert.equal((await demo.server.app.inject({ url: '/fhir/R4/Organization', headers })).statusCode, 200);
  const { server } = await testApp(t, { settings: { ...production, DATABASE_URL: url } });
  assert.equal((await server.app.inject({ url: '/fhir/R4/Organization', headers })).statusCode, 401);
  const { signIn } = await import('@songhua/access');
  const credentials = { username: 'admin', password: 'songhua-admin' };
  const place = { now: new Date(), address: '127.0.0.1', device: null };
  assert.equal((await signIn(demo.pool, credentials, { ...place, mode: 'demo' })).ok, true);
  assert.equal((await signIn(demo.pool, credentials, { ...place, mode: 'production' })).ok, false);
});

test('production answers by its public name alone, health checks by any', async (t) => {
  const { server } = await testApp(t, { settings: production });
  const status = async (url: string, host: string) => (await server.app.inject({ url, headers: { host } })).statusCode;
  assert.equal(await status('/api/session', 'evil.example'), 421);
  assert.equal(await status('/auth/.well-known/openid-configuration', 'evil.example'), 421);
  assert.equal(await status('/api/session', 'health.example'), 200);
  assert.equal(await status('/healthz', '10.0.0.7'), 200);
});

test('an event that comes after a page’s stream was ended harms nobody', async (t) => {
  const { server, signIn } = await testApp(t);
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookie } = await signIn('planner');
  const type = server.house.manifests.flatMap(({ events }) => events ?? [])[0]?.type ?? '';
  const answer = await fetch(`${address}/events`, { headers: { cookie: String(cookie) } });
  assert.equal(server.streams.size(), 1);
  server.streams.endAll();
  server.streams.publish({ id: '1', type });
  server.streams.resync();
  assert.match(await answer.text(), /events\.connected/);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
});

test('asked to sign in again, a session does not leave its id in the database', async (t) => {
  const { server, pool, signIn } = await testApp(t);
  const { cookie } = await signIn('planner');
  const session = /_session=([^;]+)/.exec(String(cookie))?.[1];
  assert.ok(session);
  const start = await server.app.inject({ url: '/session/start', headers: { host: '127.0.0.1' } });
  await server.app.inject({
    url: `${start.headers.location}&prompt=login`,
    headers: { host: '127.0.0.1', cookie: String(cookie) },
  });
  const { rows } = await pool.query<{ kind: string; row: string }>('select kind, o::text as row from access.oidc o');
  assert.ok(rows.some(({ kind }) => kind === 'Interaction'));
  for (const { row } of rows) assert.ok(!row.includes(session));
});

test('tokens and sessions are kept as hashes: what lies in the database opens nothing', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const { authorization } = await clientToken();
  const token = String(authorization).slice('Bearer '.length);
  const { rows } = await pool.query<{ id: string; payload: string }>('select id, payload::text as payload from access.oidc');
  assert.ok(rows.length > 0);
  for (const { id, payload } of rows) {
    assert.ok(!`${id}${payload}`.includes(token));
    assert.equal(
      (await server.app.inject({ url: '/fhir/R4/Organization', headers: { authorization: `Bearer ${id}` } })).statusCode,
      401,
    );
  }
});

test('OpenAPI describes every declared route with its permission', async (t) => {
  const { server } = await testApp(t);
  const { paths } = (await server.app.inject({ url: '/api/openapi.json' })).json();
  for (const { method, path, permission } of server.house.manifests.flatMap(({ routes }) => routes)) {
    assert.equal(
      paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.['x-permission'],
      permission,
      `${method} ${path}`,
    );
  }
});

test('an address without a declared permission stops the server from being built', async (t) => {
  const { server } = await testApp(t);
  const { refuseUndeclared } = await import('./http/open-routes.ts');
  assert.throws(() => refuseUndeclared(server.house, '/api/secret', 'GET'), /declares no permission/);
  assert.doesNotThrow(() => refuseUndeclared(server.house, '/fhir/R4/:type', 'GET'));
});

test('a page listening to /events hears of a handled event it may read', { timeout: 60_000 }, async (t) => {
  const { server, pool, signIn } = await testApp(t, { events: true });
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const headers = await signIn('planner');
  const { withTx } = await import('@songhua/kernel');
  const { append } = await import('@songhua/events');
  const { actor } = (await server.app.inject({ url: '/api/session', headers })).json<{ actor: { permissions: string[] } }>();
  const types = server.house.manifests.flatMap(({ events }) => events ?? []);
  const type = types.find(({ permission }) => actor.permissions.includes(permission))?.type;
  assert.ok(type, 'some module declares an event that a planner may hear of');
  const stop = new AbortController();
  const answer = await fetch(`${address}/events`, { headers: { cookie: String(headers['cookie']) }, signal: stop.signal });
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  // Before the server listens to the database it hears of nothing, so the event comes again until it is heard.
  const again = setInterval(() => withTx(pool, 'write', (tx) => append(tx, type, {}, new Date())), 300);
  while (reader && !heard.includes(type)) heard += (await reader.read()).value ?? '';
  clearInterval(again);
  stop.abort();
  assert.match(heard, new RegExp(`data: \\{"type":"${type}"\\}`));
  assert.equal((await fetch(`${address}/events`)).status, 401);
});
