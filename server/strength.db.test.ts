import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAccount } from '@songhua/access';
import { must, withTx } from '@songhua/kernel';
import { testDatabaseUrl } from '@songhua/testing';
import type pg from 'pg';
import { addProgram, beginApp, redeem } from './fixtures/app-flow.ts';
import { testApp } from './testing.ts';

const password = 'vier Kraniche am See';

const addPerson = (pool: pg.Pool, username: string, role: string) =>
  withTx(pool, 'write', async (tx) =>
    must(await addAccount(tx, { username, name: '李工', password, roles: [role] }, new Date())),
  );

const settings = { SONGHUA_CLIENT_SECRET: 'k7Vd2-mQ9xr4-Zt6Lw8-Hb3Ny5' };
const loopback = { ...settings, SONGHUA_MODE: 'production', SONGHUA_PUBLIC_URL: 'http://127.0.0.1' };
const https = { ...settings, SONGHUA_MODE: 'production', SONGHUA_PUBLIC_URL: 'https://health.example', SONGHUA_TRUST_PROXY: '1' };
const behindProxy = { host: 'health.example', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'health.example' };

/** The value of the session's cookie among those of a browser. */
const tokenIn = (headers: Record<string, string>): string => /songhua_session=([^;]+)/.exec(headers['cookie'] ?? '')?.[1] ?? '';

test('in production a session that began with a password alone ends where an administrator holds it, and goes on for others', async (t) => {
  const url = await testDatabaseUrl(t);
  const demo = await testApp(t, { settings: { DATABASE_URL: url } });
  await addPerson(demo.pool, 'chief', 'administrator');
  await addPerson(demo.pool, 'planning', 'planner');
  const [chief, planner] = [await demo.signInAs('chief', password), await demo.signInAs('planning', password)];
  const accounts = '/api/administration/accounts';
  assert.equal((await demo.server.app.inject({ url: accounts, headers: chief })).statusCode, 200);
  const { server, pool } = await testApp(t, { settings: { ...loopback, DATABASE_URL: url } });
  const ask = (path: string, headers: Record<string, string>) =>
    server.app.inject({ url: path, headers: { ...headers, host: '127.0.0.1' } });
  assert.equal((await ask(accounts, chief)).statusCode, 401);
  assert.equal((await ask('/api/session', planner)).json().signedIn, true);
  const left = await pool.query(
    `select s.account from access.session s join access.account a on a.id = s.account where a.username = 'chief'`,
  );
  assert.equal(left.rowCount, 0, 'the session is over, and signing in asks for everything anew');
  assert.equal((await pool.query(`select from access.oidc where kind = 'Session'`)).rowCount, 1);
});

test('after a sign-in with a code an administrator’s session holds in production', async (t) => {
  const app = await testApp(t, { settings: loopback });
  await addPerson(app.pool, 'chief', 'administrator');
  await addPerson(app.pool, 'planning', 'planner');
  const planner = await app.signInAs('planning', password);
  await app.pool.query(`update access.account set roles = '{administrator}' where username = 'planning'`);
  const ask = async () =>
    (await app.server.app.inject({ url: '/api/administration/accounts', headers: { ...planner, host: '127.0.0.1' } })).statusCode;
  await app.pool.query(
    `update access.oidc set payload = jsonb_set(payload, '{amr}', '["pwd", "otp", "mfa"]') where kind = 'Session'`,
  );
  assert.equal(await ask(), 200);
  await app.pool.query(`update access.oidc set payload = jsonb_set(payload, '{amr}', '["pwd"]') where kind = 'Session'`);
  app.server.actors.forget();
  assert.equal(await ask(), 401);
});

test('tokens of identity say how their owner signed in; a code that nobody asked for proves nothing', async (t) => {
  const app = await testApp(t, { settings: { SONGHUA_PUBLIC_URL: 'http://127.0.0.1:8080' } });
  const { id } = await addProgram(app, { kind: 'app', method: 'none', scopes: ['openid', 'user/Observation.rs'] });
  const flow = await beginApp(app, id, 'openid user/Observation.rs', { username: 'viewer' });
  const decided = await flow.decide?.({ allow: true, scopes: ['openid', 'user/Observation.rs'], patient: null });
  const { body } = await redeem(app, id, decided?.back, flow.verifier);
  const claims = JSON.parse(Buffer.from(String(body.id_token).split('.')[1] ?? '', 'base64url').toString());
  assert.deepEqual([claims.acr, claims.amr], ['urn:songhua:acr:password', ['pwd']], JSON.stringify(claims));
  const start = await app.server.app.inject({ url: '/session/start', headers: { host: '127.0.0.1' } });
  const cookies = (answer: typeof start) => [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]);
  const to = new URL(String(start.headers.location), 'http://127.0.0.1');
  const authorize = await app.server.app.inject({
    url: to.pathname + to.search,
    headers: { host: '127.0.0.1', cookie: cookies(start).join('; ') },
  });
  const form = await app.server.app.inject({
    method: 'POST',
    url: new URL(String(authorize.headers.location), 'http://127.0.0.1').pathname,
    headers: { host: '127.0.0.1', 'x-songhua': '1', cookie: [...cookies(start), ...cookies(authorize)].join('; ') },
    payload: { username: 'planner', password: 'songhua-planner', code: '123456' },
  });
  assert.equal(form.json().step, 'in');
  const { rows } = await app.pool.query(
    `select payload #> '{result,login,amr}' as amr from access.oidc where kind = 'Interaction' and payload #> '{result,login}' is not null`,
  );
  assert.ok(rows.length > 0);
  for (const { amr } of rows as { amr: string[] }[]) assert.deepEqual(amr, ['pwd']);
});

test('over https cookies carry the prefix of one host, and a cookie without it opens nothing', async (t) => {
  const url = await testDatabaseUrl(t);
  const demo = await testApp(t, { settings: { DATABASE_URL: url } });
  await addPerson(demo.pool, 'planning', 'planner');
  const token = tokenIn(await demo.signInAs('planning', password));
  const { server } = await testApp(t, { settings: { ...https, DATABASE_URL: url } });
  const signedIn = async (app: typeof server, cookie: string, headers: Record<string, string>): Promise<boolean> =>
    (await app.app.inject({ url: '/api/session', headers: { ...headers, cookie } })).json().signedIn;
  assert.equal(await signedIn(server, `__Host-songhua_session=${token}`, behindProxy), true);
  assert.equal(await signedIn(server, `songhua_session=${token}`, behindProxy), false);
  assert.equal(await signedIn(server, `songhua_session=${token}; __Host-songhua_session=other`, behindProxy), false);
  assert.equal(await signedIn(demo.server, `songhua_session=${token}`, { host: '127.0.0.1' }), true);
  assert.equal(await signedIn(demo.server, `__Host-songhua_session=${token}`, { host: '127.0.0.1' }), false);
  const start = await server.app.inject({ url: '/session/start', headers: behindProxy });
  const [flight = ''] = [start.headers['set-cookie'] ?? []].flat();
  assert.match(flight, /^__Host-songhua_flight=/);
  for (const word of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) assert.ok(flight.includes(word), word);
  assert.doesNotMatch(flight, /Domain=/i);
  const to = new URL(String(start.headers.location), 'https://health.example');
  const authorize = await server.app.inject({ url: to.pathname + to.search, headers: behindProxy });
  const own = [authorize.headers['set-cookie'] ?? []].flat();
  assert.ok(own.length > 0);
  for (const cookie of own) assert.match(cookie, /^__Secure-.*; secure/i);
  const end = await server.app.inject({
    method: 'POST',
    url: '/session/end',
    headers: { ...behindProxy, 'x-songhua': '1', cookie: `__Host-songhua_session=${token}` },
  });
  const [gone = ''] = [end.headers['set-cookie'] ?? []].flat();
  assert.match(gone, /^__Host-songhua_session=;.*Secure/);
  assert.equal(await signedIn(server, `__Host-songhua_session=${token}`, behindProxy), false);
});
