import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { disableClient, endSessions, renewClientSecret } from '@songhua/access';
import { must, type Resource, withResult, withTx } from '@songhua/kernel';
import { peopleWriter, stakeWriter } from '@songhua/records';
import { addProgram, asBackend, askTokens, beginApp, origin, redeem, signer } from './fixtures/app-flow.ts';
import { testApp } from './testing.ts';

const settings = { SONGHUA_PUBLIC_URL: origin };

test('a backend proves itself with a key of its own, by RS384 or ES384, and with no other', async (t) => {
  const app = await testApp(t, { settings });
  for (const alg of ['RS384', 'ES384']) {
    const { jwks, assertion } = await signer(alg);
    const { id } = await addProgram(app, { kind: 'backend', method: 'private_key_jwt', jwks, scopes: ['system/Observation.rs'] });
    const good = await asBackend(app, await assertion(id), 'system/Observation.rs');
    assert.equal(good.status, 200, JSON.stringify(good.body));
    assert.equal(good.body.scope, 'system/Observation.rs');
    const stranger = await signer(alg);
    assert.equal((await asBackend(app, await stranger.assertion(id), 'system/Observation.rs')).body.error, 'invalid_client');
    const search = await app.server.app.inject({
      url: '/fhir/R4/Observation',
      headers: { authorization: `Bearer ${good.body.access_token}` },
    });
    assert.equal(search.statusCode, 200);
    const other = await app.server.app.inject({
      url: '/fhir/R4/Patient',
      headers: { authorization: `Bearer ${good.body.access_token}` },
    });
    assert.equal(other.statusCode, 403);
  }
  const weak = await signer('RS256');
  const { id } = await addProgram(app, { kind: 'backend', method: 'private_key_jwt', jwks: weak.jwks, scopes: ['system/*.rs'] });
  assert.equal((await asBackend(app, await weak.assertion(id), 'system/*.rs')).body.error, 'invalid_client');
});

test('an assertion is good once, for minutes, and for this server alone', async (t) => {
  const app = await testApp(t, { settings });
  const { jwks, assertion } = await signer('ES384');
  const { id } = await addProgram(app, { kind: 'backend', method: 'private_key_jwt', jwks, scopes: ['system/*.rs'] });
  const once = await assertion(id);
  const both = await Promise.all([asBackend(app, once, 'system/*.rs'), asBackend(app, once, 'system/*.rs')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401], 'one of two at the same moment');
  assert.equal((await asBackend(app, once, 'system/*.rs')).status, 401, 'nor later');
  const now = Math.floor(Date.now() / 1000);
  for (const wrong of [{ exp: now + 3600 }, { exp: now - 60 }, { aud: 'https://other.example/token' }, { iss: 'another' }])
    assert.equal((await asBackend(app, await assertion(id, wrong), 'system/*.rs')).status, 401, JSON.stringify(wrong));
});

test('a client is given what it was granted here, and nothing once it is disabled', async (t) => {
  const app = await testApp(t, { settings });
  const { id, secret } = await addProgram(app, {
    kind: 'backend',
    method: 'client_secret_basic',
    scopes: ['system/Observation.rs', 'api/plan.r'],
  });
  const ask = (scope: string, with_ = secret) =>
    askTokens(
      app,
      { grant_type: 'client_credentials', scope },
      { authorization: `Basic ${Buffer.from(`${id}:${with_}`).toString('base64')}` },
    );
  const some = await ask('system/Observation.r system/Patient.rs api/plan.r api/tasks.r system/*.cruds');
  assert.equal(some.body.scope, 'system/Observation.r api/plan.r');
  assert.equal((await ask('system/Patient.rs')).body.error, 'invalid_scope');
  assert.equal((await ask('api/plan.r', 'wrong')).body.error, 'invalid_client');
  const { rows } = await app.pool.query('select c::text as row from access.client c');
  assert.ok(!String(rows[0].row).includes(String(secret)), 'the secret is kept as a hash');
  assert.equal(
    (await ask('api/plan.r', String(rows[0].row).match(/sha256:[\w-]+/)?.[0] ?? '')).body.error,
    'invalid_client',
    'the hash is no secret',
  );
  const next = await withTx(app.pool, 'write', (tx) => renewClientSecret(tx, id, new Date()));
  assert.equal((await ask('api/plan.r')).body.error, 'invalid_client', 'the former secret');
  const last = await ask('api/plan.r', next);
  const headers = { authorization: `Bearer ${last.body.access_token}` };
  assert.equal((await app.server.app.inject({ url: '/api/plan/indicators', headers })).statusCode === 401, false);
  await withTx(app.pool, 'write', (tx) => disableClient(tx, id, new Date()));
  assert.equal((await app.server.app.inject({ url: '/api/plan/indicators', headers })).statusCode, 401, 'its tokens ended');
  assert.equal((await ask('api/plan.r', next)).body.error, 'invalid_client');
});

test('keys of a client are not fetched from this machine or its network, unless that is allowed', async (t) => {
  const { jwks, assertion } = await signer('ES384');
  let fetched = 0;
  const host = createServer((_request, response) => {
    fetched += 1;
    response.setHeader('content-type', 'application/jwk-set+json').end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  t.after(() => host.close());
  const jwksUri = `http://127.0.0.1:${(host.address() as AddressInfo).port}/jwks`;
  const scopes = ['system/*.rs'];
  const guarded = await testApp(t, { settings });
  const one = await addProgram(guarded, { kind: 'backend', method: 'private_key_jwt', jwksUri, scopes });
  assert.equal((await asBackend(guarded, await assertion(one.id), 'system/*.rs')).status, 401);
  assert.equal(fetched, 0, 'nothing was asked there');
  const open = await testApp(t, { settings: { ...settings, SONGHUA_JWKS_PRIVATE: 'allow' } });
  const two = await addProgram(open, { kind: 'backend', method: 'private_key_jwt', jwksUri, scopes });
  const answer = await asBackend(open, await assertion(two.id), 'system/*.rs');
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(fetched, 1);
});

const appScopes = ['openid', 'fhirUser', 'launch', 'launch/patient', 'offline_access', 'patient/*.rs', 'user/*.rs'];

const withPatients = async (t: Parameters<typeof testApp>[0]) => {
  const app = await testApp(t, { settings });
  const now = new Date();
  const keep = async (resource: Resource) =>
    must(await withResult(app.pool, 'write', (tx) => app.server.records.update(tx, resource, now)));
  for (const id of ['a', 'b']) {
    await keep({ resourceType: 'Patient', id, name: [{ text: `居民${id}` }] });
    await keep({
      resourceType: 'Observation',
      id: `of-${id}`,
      status: 'final',
      code: { text: 'x' },
      subject: { reference: `Patient/${id}` },
    });
  }
  // A resident with an account of their own.
  await app.pool.query(`update access.account set patient = 'Patient/a', roles = '{resident}' where username = 'viewer'`);
  const { id: client } = await addProgram(app, { kind: 'app', method: 'none', scopes: appScopes });
  return { ...app, app, client };
};

test('an app asks, its user consents to part of it, and the token reaches the patient chosen and nobody else', async (t) => {
  const { app, client, server } = await withPatients(t);
  const flow = await beginApp(
    app,
    client,
    'openid fhirUser launch/patient patient/Observation.rs patient/Patient.r user/Condition.rs system/*.rs',
    {
      username: 'viewer',
    },
  );
  assert.deepEqual(flow.details, {
    prompt: 'consent',
    app: {
      name: '示例应用',
      scopes: ['openid', 'fhirUser', 'launch/patient', 'patient/Observation.rs', 'patient/Patient.r', 'user/Condition.rs'],
      needsPatient: true,
      patient: null,
    },
  });
  const offered = (await flow.send(`${flow.consent}/patients`)).json<{ items: { id: string; name: string }[] }>();
  assert.deepEqual(
    offered.items.map(({ id }) => id),
    ['Patient/a'],
    'only oneself',
  );
  await flow.send(`${flow.consent}/patients?q=${encodeURIComponent('居民a')}`);
  const looked = await app.pool.query<{ path: string; patients: string[]; actor_name: string }>(
    `select path, patients, actor_name from access.audit where route = '/sign-in/:uid/patients' order by length(path)`,
  );
  assert.deepEqual(
    looked.rows.map(({ patients }) => patients),
    [['a'], ['a']],
    'whom the page showed is written down',
  );
  const named = looked.rows[1]?.path ?? '';
  assert.ok(named.includes('name=~') && !named.includes(encodeURIComponent('居民')), named);
  const scopes = ['openid', 'fhirUser', 'launch/patient', 'patient/Observation.rs', 'patient/Patient.r'];
  assert.equal((await flow.decide?.({ allow: true, scopes, patient: 'Patient/b' }))?.refused, 'access.patient-not-reached');
  assert.equal((await flow.decide?.({ allow: true, scopes, patient: null }))?.refused, 'access.patient-not-reached');
  const tried = await app.pool.query(`select patients from access.audit where route = '/sign-in/:uid/consent'`);
  assert.deepEqual(tried.rows, [{ patients: ['b'] }], 'a person asked for in vain, too');
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const token = await redeem(app, client, decided?.back, flow.verifier);
  assert.equal(token.status, 200, JSON.stringify(token.body));
  assert.equal(token.body.patient, 'a');
  assert.ok(!token.body.scope?.includes('Condition') && !token.body.scope?.includes('system'), token.body.scope);
  assert.equal(token.body.refresh_token, undefined, 'not asked for');
  const claims = JSON.parse(Buffer.from(String(token.body.id_token).split('.')[1] ?? '', 'base64url').toString());
  assert.equal(claims.fhirUser, `${origin}/fhir/R4/Patient/a`);
  const headers = { authorization: `Bearer ${token.body.access_token}` };
  const get = (url: string) => server.app.inject({ url, headers });
  assert.equal((await get('/fhir/R4/Patient/a')).statusCode, 200);
  assert.equal((await get('/fhir/R4/Patient/b')).statusCode, 404);
  assert.equal((await get('/fhir/R4/Observation/of-a')).statusCode, 200);
  assert.equal((await get('/fhir/R4/Observation/of-b')).statusCode, 404);
  assert.notEqual((await get('/fhir/R4/Condition')).statusCode, 200);
  assert.equal((await get('/api/plan/indicators')).statusCode, 403, 'nothing but records');
  assert.notEqual((await get('/api/administration/me')).statusCode, 200, 'nor the account');
  assert.notEqual(
    (await server.app.inject({ method: 'POST', url: '/api/administration/me/sessions/end-others', headers, payload: {} }))
      .statusCode,
    200,
  );
});

test('an app with one registration in view reaches the person while the index says who that is, as far as its user does', async (t) => {
  const { app, client, server } = await withPatients(t);
  const scopes = ['openid', 'launch/patient', 'patient/Observation.rs', 'patient/Patient.rs'];
  const tokenOf = async () => {
    const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
    const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
    const { body } = await redeem(app, client, decided?.back, flow.verifier);
    assert.equal(body.patient, 'a', 'one patient in view');
    return { authorization: `Bearer ${body.access_token}` };
  };
  const group = (...groups: readonly string[][]) =>
    withTx(app.pool, 'write', (tx) => peopleWriter.regroup(tx, groups, new Date()));
  const found = async (headers: Record<string, string>): Promise<string[]> => {
    // What the process remembers of the token is forgotten by a notice; here at once.
    app.server.actors.forget();
    const all = await Promise.all(
      ['Patient', 'Observation'].map(async (type) => {
        const bundle = (await server.app.inject({ url: `/fhir/R4/${type}`, headers })).json<{
          entry?: { resource: { id: string } }[];
        }>();
        return (bundle.entry ?? []).map(({ resource }) => resource.id);
      }),
    );
    return all.flat().sort();
  };
  const resident = await tokenOf();
  assert.deepEqual(await found(resident), ['a', 'of-a']);
  await group(['a', 'b']);
  assert.deepEqual(await found(resident), ['a', 'b', 'of-a', 'of-b']);
  assert.equal((await server.app.inject({ url: '/fhir/R4/Patient/b', headers: resident })).statusCode, 200);
  await group(['a'], ['b']);
  assert.deepEqual(await found(resident), ['a', 'of-a']);
  // Somebody who reaches one registration alone: to have it in view opens none of the person's others.
  await app.pool.query(`update access.account set patient = null, roles = '{cdc}', area = '220211' where username = 'viewer'`);
  await withTx(app.pool, 'write', (tx) =>
    stakeWriter.putStakes(tx, [
      { source: 'Patient/a', rows: [{ patient: 'a', relation: 'responsible', holder: 'area/220211', alone: true }] },
    ]),
  );
  const officer = await tokenOf();
  const before = await found(officer);
  await group(['a', 'b']);
  assert.deepEqual(await found(officer), before);
});

test('to whom lists are masked, patients are offered by name in part, and the app’s lists are masked alike', async (t) => {
  const { app, client, server } = await withPatients(t);
  await app.pool.query(`update access.account set patient = null, roles = '{cdc}', area = '220211' where username = 'viewer'`);
  await withTx(app.pool, 'write', (tx) =>
    stakeWriter.putStakes(tx, [
      { source: 'Patient/a', rows: [{ patient: 'a', relation: 'responsible', holder: 'area/220211' }] },
    ]),
  );
  const flow = await beginApp(app, client, 'openid launch/patient patient/Patient.rs', { username: 'viewer' });
  const offered = (await flow.send(`${flow.consent}/patients?q=${encodeURIComponent('居民')}`)).json<{ items: object[] }>();
  assert.deepEqual(offered.items, [{ id: 'Patient/a', name: '居**', birthDate: null }]);
  const scopes = ['openid', 'launch/patient', 'patient/Patient.rs'];
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const token = await redeem(app, client, decided?.back, flow.verifier);
  const headers = { authorization: `Bearer ${token.body.access_token}` };
  const list = await server.app.inject({ url: '/fhir/R4/Patient', headers });
  assert.match(list.body, /居\*\*/);
  assert.doesNotMatch(list.body, /居民a/);
  assert.match((await server.app.inject({ url: '/fhir/R4/Patient/a', headers })).body, /居民a/);
});

test('an app that is refused, or that names another audience or address to come back to, gets no code', async (t) => {
  const { app, client } = await withPatients(t);
  const refused = await beginApp(app, client, 'openid patient/Observation.rs', { username: 'viewer' });
  const back = (await refused.decide?.({ allow: false, scopes: [], patient: null }))?.back;
  assert.equal(back?.searchParams.get('error'), 'access_denied');
  const elsewhere = await beginApp(app, client, 'openid', { more: { aud: 'https://evil.example/fhir' } });
  assert.match(elsewhere.login, /error=invalid_request/);
  const stolen = await beginApp(app, client, 'openid', { more: { redirect_uri: 'https://evil.example/callback' } });
  assert.doesNotMatch(stolen.login, /evil/);
  assert.equal(stolen.consent, '');
});

test('a token is renewed by a fresh one each time; one used twice ends the whole family', async (t) => {
  const { app, client, server } = await withPatients(t);
  const scopes = ['openid', 'launch/patient', 'offline_access', 'patient/Observation.rs'];
  const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const first = await redeem(app, client, decided?.back, flow.verifier);
  assert.ok(first.body.refresh_token, JSON.stringify(first.body));
  const renew = (token: string | undefined) =>
    askTokens(app, { grant_type: 'refresh_token', client_id: client, refresh_token: String(token) });
  const second = await renew(first.body.refresh_token);
  assert.equal(second.status, 200, JSON.stringify(second.body));
  assert.equal(second.body.patient, 'a');
  assert.notEqual(second.body.refresh_token, first.body.refresh_token);
  const reads = async (token: string | undefined) =>
    (await server.app.inject({ url: '/fhir/R4/Observation/of-a', headers: { authorization: `Bearer ${token}` } })).statusCode;
  assert.equal(await reads(second.body.access_token), 200);
  assert.equal((await renew(first.body.refresh_token)).body.error, 'invalid_grant', 'used before');
  assert.equal((await renew(second.body.refresh_token)).body.error, 'invalid_grant', 'the family is gone');
  assert.equal(await reads(second.body.access_token), 401);
});

test('two renewals at the same moment with one token end the family as well', async (t) => {
  const { app, client } = await withPatients(t);
  const scopes = ['openid', 'launch/patient', 'offline_access', 'patient/Observation.rs'];
  const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const first = await redeem(app, client, decided?.back, flow.verifier);
  const renew = (token: string | undefined) =>
    askTokens(app, { grant_type: 'refresh_token', client_id: client, refresh_token: String(token) });
  const both = await Promise.all([renew(first.body.refresh_token), renew(first.body.refresh_token)]);
  assert.ok(both.filter(({ status }) => status === 200).length <= 1);
  assert.equal((await renew(first.body.refresh_token)).body.error, 'invalid_grant');
});

test('a user who ends all sessions, or is disabled, takes the apps’ tokens along', async (t) => {
  const { app, client, server, pool } = await withPatients(t);
  const scopes = ['openid', 'launch/patient', 'patient/Observation.rs'];
  const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const token = await redeem(app, client, decided?.back, flow.verifier);
  const headers = { authorization: `Bearer ${token.body.access_token}` };
  assert.equal((await server.app.inject({ url: '/fhir/R4/Observation/of-a', headers })).statusCode, 200);
  const { rows } = await pool.query(`select id from access.account where username = 'viewer'`);
  await withTx(pool, 'write', (tx) => endSessions(tx, rows[0].id));
  assert.equal((await server.app.inject({ url: '/fhir/R4/Observation/of-a', headers })).statusCode, 401);
});

test('an app opened out of Songhua starts with the patient in view, for who opened it, once, and only if they reach them', async (t) => {
  const { app, server, pool, signIn } = await withPatients(t);
  const { id: client } = await addProgram(app, {
    kind: 'app',
    method: 'none',
    scopes: appScopes,
    launchUri: 'https://app.example/launch',
  });
  const viewer = await signIn('viewer');
  const open = async (patient: string, headers: Record<string, string> = viewer) =>
    server.app.inject({
      method: 'POST',
      url: `/api/administration/clients/${client}/launch`,
      headers: { ...headers, host: '127.0.0.1:8080' },
      payload: { patient },
    });
  assert.equal((await open('Patient/a', {})).statusCode, 401);
  const launchOf = async (patient: string): Promise<string> => {
    const url = new URL((await open(patient)).json<{ url: string }>().url);
    assert.equal(url.searchParams.get('iss'), `${origin}/fhir/R4`);
    return url.searchParams.get('launch') ?? '';
  };
  const scopes = ['openid', 'launch', 'patient/Observation.rs'];
  const begin = (launch: string, username = 'viewer') => beginApp(app, client, scopes.join(' '), { username, more: { launch } });
  const launch = await launchOf('Patient/a');
  const kept = await pool.query<{ id: string }>('select id from access.launch');
  assert.ok(kept.rows.length === 1 && kept.rows[0]?.id !== launch, 'kept as a hash');
  assert.equal((await begin(launch, 'admin')).details?.app.patient, null, 'it is worth nothing to another account');
  const flow = await begin(launch);
  assert.deepEqual([flow.details?.app.patient, flow.details?.app.needsPatient], ['Patient/a', false]);
  const decided = await flow.decide?.({ allow: true, scopes, patient: null });
  const token = await redeem(app, client, decided?.back, flow.verifier);
  assert.equal(token.body.patient, 'a', JSON.stringify(token.body));
  assert.equal((await begin(launch)).details?.app.patient, null, 'used up');
  const stranger = await begin(await launchOf('Patient/b'));
  assert.equal((await stranger.decide?.({ allow: true, scopes, patient: null }))?.refused, 'access.patient-not-reached');
});

test('a token is introspected and revoked by its own client; then it opens nothing', async (t) => {
  const { app, client, server } = await withPatients(t);
  const { id: other } = await addProgram(app, { kind: 'app', method: 'none', scopes: appScopes });
  const scopes = ['openid', 'launch/patient', 'offline_access', 'patient/Observation.rs'];
  const flow = await beginApp(app, client, scopes.join(' '), { username: 'viewer' });
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const { body } = await redeem(app, client, decided?.back, flow.verifier);
  const token = String(body.access_token);
  const post = async (url: string, client_id: string, value = token, more: Record<string, string> = {}) =>
    server.app.inject({
      method: 'POST',
      url: `/auth/token/${url}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:8080', ...more },
      payload: new URLSearchParams({ client_id, token: value }).toString(),
    });
  const reads = async () =>
    (await server.app.inject({ url: '/fhir/R4/Observation/of-a', headers: { authorization: `Bearer ${token}` } })).statusCode;
  const told = (await post('introspection', client)).json();
  assert.deepEqual([told.active, told.client_id], [true, client], JSON.stringify(told));
  assert.deepEqual([body.patient, told.patient], ['a', 'a'], 'the patient is told alike with the token and about it');
  assert.notEqual((await post('introspection', other)).json().active, true, 'another app is not told');
  const backend = await addProgram(app, { kind: 'backend', method: 'client_secret_basic', scopes: ['system/*.rs'] });
  const authorization = `Basic ${Buffer.from(`${backend.id}:${backend.secret}`).toString('base64')}`;
  const byBackend = await post('introspection', backend.id, token, { authorization });
  assert.deepEqual(byBackend.json(), { active: false }, 'nor is a backend');
  assert.deepEqual((await post('introspection', client, 'made-up')).json(), { active: false });
  await post('revocation', other);
  assert.equal(await reads(), 200, 'another app cannot revoke it');
  assert.equal((await post('revocation', client)).statusCode, 200);
  assert.equal(await reads(), 401);
  assert.deepEqual((await post('introspection', client)).json(), { active: false });
});

test('an app may send its user to sign out: they are asked first, and go on to no address that nobody registered', async (t) => {
  const { app, client } = await withPatients(t);
  const flow = await beginApp(app, client, 'openid launch/patient patient/Observation.rs', { username: 'viewer' });
  const scopes = ['openid', 'launch/patient', 'patient/Observation.rs'];
  const decided = await flow.decide?.({ allow: true, scopes, patient: 'Patient/a' });
  const { body } = await redeem(app, client, decided?.back, flow.verifier);
  const page = await flow.send(`/auth/session/end?${new URLSearchParams({ id_token_hint: String(body.id_token) })}`);
  assert.equal(page.statusCode, 200, page.body);
  assert.match(page.body, /<form/);
  const elsewhere = { id_token_hint: String(body.id_token), post_logout_redirect_uri: 'https://evil.example/' };
  assert.equal((await flow.send(`/auth/session/end?${new URLSearchParams(elsewhere)}`)).statusCode, 400);
  const left = async () => (await app.pool.query(`select from access.oidc where kind = 'Session'`)).rowCount;
  const confirm = async (more: Record<string, string>) => {
    const asked = await flow.send(`/auth/session/end?${new URLSearchParams({ id_token_hint: String(body.id_token) })}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? '';
    return flow.send('/auth/session/end/confirm', new URLSearchParams({ xsrf, ...more }).toString());
  };
  assert.equal((await flow.send('/auth/session/end/confirm', 'xsrf=forged&logout=yes')).statusCode, 400);
  await confirm({});
  const stayed = await left();
  assert.ok(stayed && stayed > 0, 'who stays is still signed in');
  const gone = await confirm({ logout: 'yes' });
  assert.ok(gone.statusCode < 400, gone.body);
  assert.equal(await left(), stayed - 1, 'who confirms is signed out at the provider');
});

test('the document that tells apps their way names endpoints that answer', async (t) => {
  const { server } = await testApp(t, { settings });
  const smart = (await server.app.inject({ url: '/fhir/R4/.well-known/smart-configuration' })).json();
  const openid = (
    await server.app.inject({ url: '/auth/.well-known/openid-configuration', headers: { host: '127.0.0.1:8080' } })
  ).json();
  for (const name of [
    'issuer',
    'jwks_uri',
    'authorization_endpoint',
    'token_endpoint',
    'introspection_endpoint',
    'revocation_endpoint',
  ])
    assert.equal(smart[name], openid[name], name);
  assert.ok(smart.capabilities.includes('permission-v2'));
});

test('an app acts for the institution that its user chooses, else for the one they acted for last, and for no other once that has ended', async (t) => {
  const app = await testApp(t, { settings });
  const client = await addProgram(app, { kind: 'app', method: 'none', scopes: appScopes });
  const now = new Date();
  const keep = async (resource: Resource) =>
    must(await withResult(app.pool, 'write', (tx) => app.server.records.update(tx, resource, now)));
  for (const house of ['h1', 'h2']) {
    await app.pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, $1, roles, '2020-01-01' from access.account where username = 'doctor'`,
      [`Organization/${house}`],
    );
    const [subject, serviceProvider] = [{ reference: `Patient/of-${house}` }, { reference: `Organization/${house}` }];
    await keep({ resourceType: 'Organization', id: house, name: house });
    await keep({ resourceType: 'Patient', id: `of-${house}` });
    await keep({ resourceType: 'Encounter', id: house, status: 'in-progress', class: { code: 'AMB' }, subject, serviceProvider });
  }
  await app.pool.query(`update access.account set roles = '{viewer}' where username = 'doctor'`);
  const page = await app.signInAs('doctor', 'songhua-doctor');
  const choose = (institution: string) =>
    app.server.app.inject({
      ...{ method: 'POST', url: '/api/administration/me/choice', headers: page },
      payload: { institution: `Organization/${institution}`, patient: null },
    });
  const seen = async (institution?: string) => {
    const flow = await beginApp(app, client.id, 'openid user/Patient.rs', { username: 'doctor' });
    const more = institution ? { institution: `Organization/${institution}` } : {};
    const decided = await flow.decide?.({ allow: true, scopes: ['openid', 'user/Patient.rs'], patient: null, ...more });
    if (decided?.refused) return { by: decided.refused, patients: async () => [], flow };
    const { body } = await redeem(app, client.id, decided?.back, flow.verifier);
    const headers = { authorization: `Bearer ${body.access_token}` };
    const patients = async () => {
      const answer = await app.server.app.inject({ url: '/fhir/R4/Patient', headers });
      if (answer.statusCode !== 200) return answer.statusCode;
      return (answer.json<{ entry?: { resource: { id: string } }[] }>().entry ?? []).map(({ resource }) => resource.id);
    };
    return { by: undefined, patients, flow };
  };
  assert.equal((await choose('h2')).statusCode, 200);
  const last = await seen();
  assert.deepEqual(
    [last.flow.details?.app.institution, last.flow.details?.app.institutions?.map(({ id }) => id).sort()],
    ['Organization/h2', ['Organization/h1', 'Organization/h2']],
  );
  assert.deepEqual(await last.patients(), ['of-h2']);
  const chosen = await seen('h1');
  assert.deepEqual(await chosen.patients(), ['of-h1']);
  assert.equal((await choose('h1')).statusCode, 200);
  assert.deepEqual(await last.patients(), ['of-h2'], 'the page’s choice moves no app');
  assert.equal((await seen('h3')).by, 'access.not-a-member');
  await app.pool.query(`delete from access.membership where organization = 'Organization/h2'`);
  // Other processes, and this one, hear of it by a notice of the database.
  for (let tries = 0; tries < 100 && (await last.patients()) !== 401; tries += 1) await wait(50);
  assert.equal(await last.patients(), 401, 'it does not go on for another house');
});
