import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { bundleOf, expect, fhirClient, refused, samples } from './fixtures/fhir-client.ts';

const enforced = { settings: { SONGHUA_REFERENCES: 'enforced' } };
const observation = (id: string, reference: string) => ({ ...samples.Observation, id, subject: { reference } });
const patient = (id: string) => ({ resourceType: 'Patient', id });

test('references are open unless said: what is not there may be referred to, and what is referred to may go', async (t) => {
  const { send } = await fhirClient(t);
  await expect(send('PUT', '/Observation/o', observation('o', 'Patient/none')), 201);
  await expect(send('PUT', '/Patient/p', patient('p')), 201);
  await expect(send('PUT', '/Observation/o', observation('o', 'Patient/p')), 200);
  await expect(send('DELETE', '/Patient/p'), 204);
});

test('enforced, a reference to what is not there or is deleted is refused at its place', async (t) => {
  const { send } = await fhirClient(t, enforced);
  const put = (reference: string) => send('PUT', '/Observation/o', observation('o', reference));
  const dangling = async (reference: string) => {
    const [issue] = await refused(put(reference), 422, 'records.dangling-reference');
    assert.deepEqual(issue?.expression, ['Observation.subject.reference']);
    assert.match(String(issue?.diagnostics), /reference-exists.*Patient\/p/);
  };
  await dangling('Patient/p');
  await expect(send('PUT', '/Patient/p', patient('p')), 201);
  await expect(put('Patient/p'), 201);
  await expect(put('Patient/p/_history/1'), 200);
  await expect(put('http://elsewhere.example/fhir/Patient/9'), 200);
  await expect(send('DELETE', '/Observation/o'), 204);
  await expect(send('DELETE', '/Patient/p'), 204);
  await dangling('Patient/p');
  const [nested] = await refused(
    send('POST', '/Patient', { resourceType: 'Patient', link: [{ other: { reference: 'Patient/x' }, type: 'refer' }] }),
    422,
    'records.dangling-reference',
  );
  assert.deepEqual(nested?.expression, ['Patient.link[0].other.reference']);
  const patch = [{ op: 'add', path: '/managingOrganization', value: { reference: 'Organization/none' } }];
  await expect(send('PUT', '/Patient/q', patient('q')), 201);
  await refused(send('PATCH', '/Patient/q', patch), 422, 'records.dangling-reference');
});

test('enforced, contained resources and references by identifier alone are no matter of the store', async (t) => {
  const { send } = await fhirClient(t, enforced);
  const contained = { ...samples.Observation, contained: [{ resourceType: 'Patient', id: 'c' }], subject: { reference: '#c' } };
  await expect(send('POST', '/Observation', contained), 201);
  const logical = { ...samples.Observation, subject: { identifier: { system: 'urn:a', value: '1' } } };
  await expect(send('POST', '/Observation', logical), 201);
});

test('enforced, what a transaction writes together may refer to each other, and what it deletes may not be referred to', async (t) => {
  const { send } = await fhirClient(t, enforced);
  const fullUrl = `urn:uuid:${randomUUID()}`;
  const put = (resource: { readonly resourceType: string; readonly id: string }) => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  });
  const post = (...entries: object[]) => send('POST', '', bundleOf('transaction', entries));
  await expect(post(put(observation('o', 'Patient/p')), put(patient('p'))), 200);
  await expect(
    post(
      { resource: observation('x', fullUrl), request: { method: 'POST', url: 'Observation' } },
      { fullUrl, resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
    ),
    200,
  );
  const [issue] = await refused(
    post(put(patient('q')), put(observation('o2', 'Patient/none'))),
    422,
    'records.dangling-reference',
  );
  assert.deepEqual(issue?.expression, ['Bundle.entry[1].resource.subject.reference']);
  const remove = { request: { method: 'DELETE', url: 'Patient/p' } };
  await refused(post(put(observation('o', 'Patient/p')), remove), 422, 'records.dangling-reference');
  await refused(post(remove), 409, 'records.still-referred');
  await expect(post(put(patient('r')), put(observation('o', 'Patient/r')), remove), 200);
  await expect(
    post({ request: { method: 'DELETE', url: 'Observation/o' } }, { request: { method: 'DELETE', url: 'Patient/r' } }),
    200,
  );
});

test('enforced, what others refer to is not deleted, and one of them is named', async (t) => {
  const { send, get } = await fhirClient(t, enforced);
  await expect(send('PUT', '/Patient/p', patient('p')), 201);
  await expect(send('PUT', '/Patient/free', patient('free')), 201);
  await expect(send('PUT', '/Observation/o', observation('o', 'Patient/p')), 201);
  const [issue] = await refused(send('DELETE', '/Patient/p'), 409, 'records.still-referred');
  assert.match(JSON.stringify(issue), /Patient\/p.*Observation\/o/);
  await refused(send('DELETE', '/Patient?_id=p,free'), 409, 'records.still-referred');
  await expect(get('/Patient/free'), 200);
  await expect(send('PUT', '/Observation/o', observation('o', 'Patient/free')), 200);
  await expect(send('DELETE', '/Patient/p'), 204);
  await expect(send('DELETE', '/Patient/p'), 204);
  await expect(send('DELETE', '/Observation/o'), 204);
  await expect(send('DELETE', '/Patient/free'), 204);
});

test('enforced, a reference and the deletion of its target at once leave no reference to nothing', async (t) => {
  const { send, get } = await fhirClient(t, enforced);
  for (let round = 0; round < 8; round += 1) {
    const id = `p${round}`;
    await expect(send('PUT', `/Patient/${id}`, patient(id)), 201);
    const [written, removed] = await Promise.all([
      send('PUT', `/Observation/o${round}`, observation(`o${round}`, `Patient/${id}`)),
      send('DELETE', `/Patient/${id}`),
    ]);
    const there = (await get(`/Patient/${id}`)).status === 200;
    assert.equal(there, written.status === 201, `${written.status} ${removed.status}`);
    assert.equal(there, removed.status === 409, `${written.status} ${removed.status}`);
  }
});
