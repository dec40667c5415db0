import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from './testing.ts';

const organization = { resourceType: 'Organization', name: '测试医院', identifier: [{ system: 'urn:x', value: '1' }] };
const types = ['Organization', 'Location', 'HealthcareService', 'Basic'];

test('transactions that name the same resources in opposite orders all come through', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken();
  const code = { text: 'a' };
  const needed: Record<string, object> = { Organization: { name: 'a' }, Basic: { code } };
  const entry = (type: string, id: string) => ({
    resource: { resourceType: type, id, ...needed[type] },
    request: { method: 'PUT', url: `${type}/${id}` },
  });
  const all = types.flatMap((type) => Array.from({ length: 6 }, (_, n) => entry(type, `x${n}`)));
  const bundles = Array.from({ length: 12 }, (_, n) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: n % 2 === 0 ? all : all.toReversed(),
  }));
  const answers = await Promise.all(
    bundles.map((payload) => server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload })),
  );
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    Array.from({ length: 12 }, () => 200),
  );
  const last = await server.app.inject({ url: '/fhir/R4/Basic/x5', headers });
  assert.equal(last.json().meta.versionId, '12');
});

test('a condition that cannot be read stops the write, in a header and in a bundle; one that can is kept in both', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const headers = await clientToken();
  const payload = { resourceType: 'Organization', id: 'o1', name: 'a' };
  const put = (extra: Record<string, string>) =>
    server.app.inject({ method: 'PUT', url: '/fhir/R4/Organization/o1', headers: { ...headers, ...extra }, payload });
  assert.equal((await put({})).statusCode, 201);
  for (const [header, value, status, code] of [
    ['if-match', '1', 400, 'records.invalid-condition'],
    ['if-match', 'W/"abc"', 412, 'records.version-conflict'],
    ['if-none-match', '*', 412, 'records.already-exists'],
  ] as const) {
    const answer = await put({ [header]: value });
    assert.equal(answer.statusCode, status, answer.body);
    assert.ok(answer.body.includes(code), answer.body);
  }
  const bundle = (ifMatch: string) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ resource: payload, request: { method: 'PUT', url: 'Organization/o1', ifMatch } }],
  });
  const post = async (ifMatch: string) =>
    (await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload: bundle(ifMatch) })).statusCode;
  assert.equal(await post('1'), 400);
  assert.equal(await post('W/"2"'), 412);
  assert.equal((await pool.query('select * from records.version')).rowCount, 0);
  assert.equal(await post('W/"1"'), 200);
  assert.equal((await pool.query('select * from records.version')).rowCount, 1);
});

test('search takes alternatives separated by commas and links with whole addresses', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken();
  for (const n of [1, 2, 3]) {
    const payload = { resourceType: 'Organization', id: `o${n}`, identifier: [{ system: 'urn:a', value: `${n}` }] };
    await server.app.inject({ method: 'PUT', url: `/fhir/R4/Organization/o${n}`, headers, payload });
  }
  const found = await server.app.inject({
    url: '/fhir/R4/Organization?identifier=urn:a%7C1,3&_count=1&_total=accurate',
    headers: { ...headers, host: 'here.example' },
  });
  const bundle = found.json<{ total: number; link: { relation: string; url: string }[]; entry: { fullUrl: string }[] }>();
  assert.equal(bundle.total, 2);
  assert.equal(bundle.entry[0]?.fullUrl, 'http://here.example/fhir/R4/Organization/o3');
  const next = bundle.link.find(({ relation }) => relation === 'next');
  const { pathname, search } = new URL(String(next?.url));
  assert.equal((await server.app.inject({ url: pathname + search, headers })).json().entry[0].resource.id, 'o1');
});

test('a client creates, reads, updates and finds a resource', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken();
  const created = await server.app.inject({ method: 'POST', url: '/fhir/R4/Organization', headers, payload: organization });
  assert.equal(created.statusCode, 201);
  assert.equal(created.headers['etag'], 'W/"1"');
  const { id } = created.json();
  assert.equal(created.headers.location, `http://localhost:80/fhir/R4/Organization/${id}/_history/1`);
  const put = await server.app.inject({
    method: 'PUT',
    url: `/fhir/R4/Organization/${id}`,
    headers: { ...headers, 'if-match': 'W/"1"' },
    payload: { ...organization, id, name: '改名医院' },
  });
  assert.equal(put.statusCode, 200);
  const stale = await server.app.inject({
    method: 'PUT',
    url: `/fhir/R4/Organization/${id}`,
    headers: { ...headers, 'if-match': 'W/"1"' },
    payload: { ...organization, id },
  });
  assert.equal(stale.statusCode, 412);
  const found = await server.app.inject({ url: `/fhir/R4/Organization?name=${encodeURIComponent('改名')}`, headers });
  assert.deepEqual([found.json().total, found.json().entry[0].resource.id], [1, id]);
});

test('a transaction writes all entries with their references resolved, or none', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const headers = await clientToken();
  const fullUrl = 'urn:uuid:8d7a1a1c-1a1b-4c1d-8e1f-2a2b2c2d2e2f';
  const bundle = (type: string) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl, resource: organization, request: { method: 'POST', url: 'Organization' } },
      {
        resource: { resourceType: type, managingOrganization: { reference: fullUrl } },
        request: { method: 'POST', url: type },
      },
    ],
  });
  const bad = await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload: bundle('Hospital') });
  assert.equal(bad.statusCode, 400);
  assert.match(bad.body, /Bundle\.entry\[1\]\.request\.url/, 'the wrong entry is named');
  assert.equal((await pool.query('select * from records.resource')).rowCount, 0);
  const good = await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload: bundle('Location') });
  assert.equal(good.statusCode, 200, good.body);
  const [org, location] = good
    .json<{ entry: { response: { location: string } }[] }>()
    .entry.map(({ response }) => response.location);
  const read = await server.app.inject({ url: `/fhir/R4/${location?.split('/_history')[0]}`, headers });
  assert.equal(read.json().managingOrganization.reference, org?.split('/_history')[0]);
});
