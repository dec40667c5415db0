import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../testing.ts';

test('whom the FHIR API showed stands in the audit log, however it was asked', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const headers = await clientToken();
  const ask = (method: 'GET' | 'PUT' | 'POST' | 'HEAD', url: string, payload?: string | object, type = 'application/fhir+json') =>
    server.app.inject({
      method,
      url: `/fhir/R4${url}`,
      headers: { ...headers, ...(payload !== undefined && { 'content-type': type }) },
      ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    });
  const last = async () => {
    const { rows } = await pool.query(
      'select method, path, patients, patient_count as count, resources, note from access.audit order by entry desc limit 1',
    );
    return rows[0];
  };
  await ask('PUT', '/Patient/victim', { resourceType: 'Patient', id: 'victim' });
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: 'Patient/victim' },
  };
  assert.equal((await ask('PUT', '/Observation/o1', { ...observation, id: 'o1' })).statusCode, 201);

  await t.test('people who were only asked for keep nobody out', async () => {
    const fakes = Array.from({ length: 800 }, (_, n) => `f${n}`);
    const found = await ask('GET', `/Observation?patient=${fakes},victim`);
    assert.equal(found.json().entry.length, 1);
    const { patients, count, note } = await last();
    assert.deepEqual([patients[0], patients.length, count, note], ['victim', 101, 801, 'only asked for: 100']);
  });

  await t.test('an answer cut down to a field names them as the whole one does', async () => {
    for (const url of [
      '/Observation?_elements=status',
      '/Observation/o1?_elements=status',
      '/Observation/o1/_history?_elements=status',
    ]) {
      const answer = await ask('GET', url);
      assert.ok(answer.statusCode === 200 && !answer.body.includes('victim'), url);
      const { patients, resources } = await last();
      assert.deepEqual([patients, resources], [['victim'], 'Observation/o1'], url);
    }
  });

  await t.test('a batch that reads and writes names whom it showed and wrote', async () => {
    const entry = [
      { request: { method: 'GET', url: 'Observation/o1?_elements=status' } },
      { request: { method: 'PUT', url: 'Patient/p2' }, resource: { resourceType: 'Patient', id: 'p2' } },
      { request: { method: 'DELETE', url: 'Patient/p2' } },
    ];
    for (const batch of ['batch', 'transaction'])
      await ask('POST', '', { resourceType: 'Bundle', type: batch, entry: batch === 'batch' ? entry : entry.slice(0, 2) });
    const { rows } = await pool.query(
      `select patients, resources from access.audit where route = '/fhir/R4' and method = 'POST'`,
    );
    for (const { patients, resources } of rows) {
      assert.deepEqual([...patients].sort(), ['p2', 'victim']);
      assert.deepEqual(resources.split(' ').sort(), ['Observation/o1', 'Patient/p2']);
    }
    assert.equal(rows.length, 2);
  });

  await t.test('what somebody wrote into a Bundle or a narrative brings nobody in', async () => {
    const made = {
      resourceType: 'Bundle',
      id: 'b1',
      type: 'collection',
      entry: [{ fullUrl: 'http://h/fhir/R4/Patient/other', resource: observation }],
    };
    assert.equal((await ask('PUT', '/Bundle/b1', made)).statusCode, 201);
    await ask('GET', '/Bundle/b1');
    const { patients, resources } = await last();
    assert.deepEqual([patients, resources], [null, 'Bundle/b1']);
  });

  await t.test('a search that was posted stands there as one that was asked for, who is found by it hashed', async () => {
    const form = 'application/x-www-form-urlencoded';
    const found = await ask('POST', '/Observation/_search?_count=5', 'patient=victim&patient.identifier=22010 2\u0000松', form);
    assert.ok(found.statusCode < 500, found.body);
    const { path, patients } = await last();
    assert.match(path, /^\/fhir\/R4\/Observation\/_search\?_count=5&patient=victim&patient\.identifier=~[0-9a-f]{16}$/);
    assert.deepEqual(patients, ['victim']);
    await ask('POST', '/Observation/_search', 'patient=nobody', form);
    assert.deepEqual((await last()).patients, ['nobody']);
  });

  await t.test('asking for the head alone is a read', async () => {
    assert.equal((await ask('HEAD', '/Observation/o1')).statusCode, 200);
    const { method, patients } = await last();
    assert.deepEqual([method, patients], ['GET', ['victim']]);
  });
});
