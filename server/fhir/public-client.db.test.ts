import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'fhir-kit-client';
import { testApp } from '../testing.ts';
import type { Json } from './fixtures/fhir-client.ts';

const patient = { resourceType: 'Patient', name: [{ family: '张', given: ['伟'] }] };

test('a public FHIR client library does its work against a listening server', async (t) => {
  const app = await testApp(t);
  const address = await app.server.app.listen({ port: 0, host: '127.0.0.1' });
  const { authorization } = await app.clientToken();
  const client = new Client({
    baseUrl: `${address}/fhir/R4`,
    bearerToken: String(authorization).replace('Bearer ', ''),
  });
  const as = async (answer: Promise<unknown>): Promise<Json> => (await answer) as Json;

  const statement = await as(client.capabilityStatement());
  assert.equal(statement.fhirVersion, '4.0.1');

  const created = await as(client.create({ resourceType: 'Patient', body: patient }));
  const { id } = created;
  assert.equal((await as(client.read({ resourceType: 'Patient', id }))).name[0].family, '张');
  const updated = await as(client.update({ resourceType: 'Patient', id, body: { ...created, gender: 'male' } }));
  assert.equal(updated.meta.versionId, '2');
  const patch = [{ op: 'replace' as const, path: '/gender', value: 'female' }];
  assert.equal((await as(client.patch({ resourceType: 'Patient', id, jsonPatch: patch }))).gender, 'female');
  assert.equal((await as(client.vread({ resourceType: 'Patient', id, version: '2' }))).gender, 'male');

  const entry = ['a', 'b', 'c'].map((name) => ({
    resource: { ...patient, id: `kit-${name}`, gender: 'other' },
    request: { method: 'PUT', url: `Patient/kit-${name}` },
  }));
  const done = await as(client.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry } as never }));
  assert.deepEqual(
    done.entry.map(({ response }: Json) => response.status),
    ['201 Created', '201 Created', '201 Created'],
  );

  const first = await as(client.search({ resourceType: 'Patient', searchParams: { gender: 'other', _count: 2 } }));
  assert.equal(first.entry.length, 2);
  const second = await as(client.nextPage({ bundle: first }) as Promise<unknown>);
  assert.equal(second.entry.length, 1);

  const history = await as(client.history({ resourceType: 'Patient', id }));
  assert.equal(history.entry.length, 3);
  await client.delete({ resourceType: 'Patient', id });
  const gone = await client.read({ resourceType: 'Patient', id }).then(
    () => undefined,
    (error: { response?: { status?: number } }) => error.response?.status,
  );
  assert.equal(gone, 410);
});
