import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, type FhirClient, fhirClient, refused } from './fixtures/fhir-client.ts';

const patient = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:a', value }],
  ...more,
});

const count = async ({ get }: FhirClient, path: string): Promise<number> =>
  (await expect(get(`${path}${path.includes('?') ? '&' : '?'}_total=accurate&_count=0`), 200)).json().total;

test('a conditional create makes one, then answers with it, and refuses when several fit', async (t) => {
  const client = await fhirClient(t);
  const create = (criteria: string) => client.send('POST', '/Patient', patient('1'), { 'if-none-exist': criteria });
  const first = await expect(create('identifier=urn:a|1'), 201);
  const second = await expect(create('?identifier=urn%3Aa%7C1'), 200);
  assert.equal(second.text, first.text);
  assert.equal(second.headers['location'], first.headers['location']);
  assert.equal(await count(client, '/Patient'), 1);
  await expect(client.send('POST', '/Patient', patient('1')), 201);
  const [issue] = await refused(create('identifier=urn:a|1'), 412, 'records.several-matches');
  assert.match(String(issue?.details.text), /identifier=urn:a\|1/);
  await refused(create('colour=red'), 400, 'records.invalid-search');
  await refused(create('_count=1'), 412, 'records.empty-criteria');
  await expect(client.send('DELETE', '/Patient?identifier=urn:a|1'), 204);
  await expect(create('identifier=urn:a|1'), 201);
});

test('a conditional update updates the one that fits, creates when none does, and never overwrites another', async (t) => {
  const client = await fhirClient(t);
  const put = (criteria: string, body: object) => client.send('PUT', `/Patient?${criteria}`, body);
  const made = await expect(put('identifier=urn:a|1', patient('1')), 201);
  const { id } = made.json();
  assert.equal((await expect(put('identifier=urn:a|1', patient('1', { active: true })), 200)).json().meta.versionId, '2');
  assert.equal((await expect(put('identifier=urn:a|1', patient('1', { id })), 200)).json().meta.versionId, '3');
  await refused(put('identifier=urn:a|1', patient('1', { id: 'other' })), 400, 'records.match-has-other-id');
  assert.equal((await expect(put('identifier=urn:a|2', patient('2', { id: 'mine' })), 201)).json().id, 'mine');
  await refused(put('identifier=urn:a|3', patient('3', { id: 'mine' })), 409, 'records.id-taken');
  await expect(client.send('POST', '/Patient', patient('1')), 201);
  await refused(put('identifier=urn:a|1', patient('1')), 412, 'records.several-matches');
  await refused(put('', patient('1')), 412, 'records.empty-criteria');
});

test('a conditional patch patches exactly one', async (t) => {
  const client = await fhirClient(t);
  const patch = (criteria: string) => client.send('PATCH', `/Patient?${criteria}`, [{ op: 'add', path: '/active', value: true }]);
  await refused(patch('identifier=urn:a|1'), 404, 'records.no-match');
  await expect(client.send('POST', '/Patient', patient('1')), 201);
  assert.equal((await expect(patch('identifier=urn:a|1'), 200)).json().active, true);
  await expect(client.send('POST', '/Patient', patient('1')), 201);
  await refused(patch('identifier=urn:a|1'), 412, 'records.several-matches');
});

test('a conditional delete takes all that fit, and only those; without a condition nothing goes', async (t) => {
  const client = await fhirClient(t);
  for (const value of ['1', '1', '1', '2']) await expect(client.send('POST', '/Patient', patient(value)), 201);
  await expect(client.send('DELETE', '/Patient?identifier=urn:a|1'), 204);
  assert.equal(await count(client, '/Patient'), 1);
  await expect(client.send('DELETE', '/Patient?identifier=urn:a|1'), 204);
  await refused(client.send('DELETE', '/Patient'), 412, 'records.empty-criteria');
  await refused(client.send('DELETE', '/Patient?_count=3'), 412, 'records.empty-criteria');
  await refused(client.send('DELETE', '/Patient?colour=red'), 400, 'records.invalid-search');
  assert.equal(await count(client, '/Patient'), 1);
  assert.equal((await expect(client.get('/Patient/_history'), 200)).json().total, 7);
});

/** The same request from sixteen connections at once, to a listening server. */
async function sixteen(
  client: FhirClient,
  request: (n: number) => { url: string; method: string; headers?: object; body: object },
) {
  const address = await client.server.app.listen({ port: 0, host: '127.0.0.1' });
  const token = await client.clientToken();
  return Promise.all(
    Array.from({ length: 16 }, async (_, n) => {
      const { url, method, headers, body } = request(n);
      const answer = await fetch(`${address}/fhir/R4${url}`, {
        method,
        headers: { ...token, 'content-type': 'application/fhir+json', ...headers },
        body: JSON.stringify(body),
      });
      return {
        status: answer.status,
        body: (await answer.json()) as { id?: string; entry?: { response: { status: string } }[] },
      };
    }),
  );
}

test('sixteen conditional creates at once leave one resource, which all are told of', async (t) => {
  const client = await fhirClient(t);
  const answers = await sixteen(client, (n) => ({
    url: '/Patient',
    method: 'POST',
    // Written in several ways, it is one condition.
    headers: { 'if-none-exist': n % 2 === 0 ? 'identifier=urn:a|1' : 'identifier=urn%3Aa%7C1' },
    body: patient('1'),
  }));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array.from({ length: 15 }, () => 200), 201]);
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  assert.equal(await count(client, '/Patient'), 1);
});

test('sixteen conditional updates at once leave one resource with sixteen versions', async (t) => {
  const client = await fhirClient(t);
  const answers = await sixteen(client, (n) => ({
    url: '/Patient?identifier=urn:a|1',
    method: 'PUT',
    body: patient('1', { multipleBirthInteger: n + 1 }),
  }));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array.from({ length: 15 }, () => 200), 201]);
  assert.equal(await count(client, '/Patient'), 1);
  const history = (await expect(client.get(`/Patient/${answers[0]?.body.id}/_history`), 200)).json();
  assert.equal(history.total, 16);
});

test('sixteen updates that create the same id at once leave one resource with sixteen versions', async (t) => {
  const client = await fhirClient(t);
  const answers = await sixteen(client, () => ({ url: '/Patient/p', method: 'PUT', body: patient('1', { id: 'p' }) }));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array.from({ length: 15 }, () => 200), 201]);
  assert.equal((await expect(client.get('/Patient/p/_history'), 200)).json().total, 16);
});

test('of sixteen updates from the same version one goes through', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/p', patient('1', { id: 'p' })), 201);
  const answers = await sixteen(client, () => ({
    url: '/Patient/p',
    method: 'PUT',
    headers: { 'if-match': 'W/"1"' },
    body: patient('1', { id: 'p' }),
  }));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 15 }, () => 412)]);
});

test('sixteen patches at once all count', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/p', patient('1', { id: 'p', name: [{ family: 'a' }] })), 201);
  const answers = await sixteen(client, (n) => ({
    url: '/Patient?identifier=urn:a|1',
    method: 'PATCH',
    headers: { 'content-type': 'application/json-patch+json' },
    body: [{ op: 'add', path: '/name/-', value: { family: `n${n}` } }],
  }));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal((await expect(client.get('/Patient/p'), 200)).json().name.length, 17);
});

test('sixteen transactions with the same conditional create leave one resource', async (t) => {
  const client = await fhirClient(t);
  const answers = await sixteen(client, (n) => ({
    url: '',
    method: 'POST',
    body: bundleOf('transaction', [
      { resource: patient('1'), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:a|1' } },
      { resource: { resourceType: 'Organization', name: `o${n}` }, request: { method: 'POST', url: 'Organization' } },
    ]),
  }));
  assert.ok(answers.every(({ status }) => status === 200));
  const statuses = answers.map(({ body }) => body.entry?.[0]?.response.status).sort();
  assert.deepEqual(statuses, [...Array.from({ length: 15 }, () => '200 OK'), '201 Created']);
  assert.equal(await count(client, '/Patient'), 1);
  assert.equal(await count(client, '/Organization'), 16);
});
