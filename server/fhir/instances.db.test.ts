import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, fhirClient, refused, samples } from './fixtures/fhir-client.ts';

test('every kind of resource is created, read, updated, read by version and deleted alike', async (t) => {
  const { send, get } = await fhirClient(t);
  for (const [type, sample] of Object.entries(samples)) {
    const created = await expect(send('POST', `/${type}`, sample), 201);
    const { id, meta, ...content } = created.json();
    assert.deepEqual(content, sample);
    assert.equal(meta.versionId, '1');
    assert.equal(created.headers['etag'], 'W/"1"');
    assert.equal(created.headers['location'], `http://localhost:80/fhir/R4/${type}/${id}/_history/1`);
    assert.equal(
      new Date(created.headers['last-modified'] ?? '').getTime(),
      Math.floor(Date.parse(meta.lastUpdated) / 1000) * 1000,
    );
    const read = await expect(get(`/${type}/${id}`), 200);
    assert.equal(read.text, created.text);
    assert.equal(read.headers['etag'], 'W/"1"');
    assert.equal(read.headers['last-modified'], created.headers['last-modified']);
    const updated = await expect(send('PUT', `/${type}/${id}`, { ...sample, id, language: 'zh-CN' }), 200);
    assert.equal(updated.json().meta.versionId, '2');
    assert.equal(updated.json().language, 'zh-CN');
    assert.equal((await expect(get(`/${type}/${id}/_history/1`), 200)).text, created.text);
    assert.equal((await expect(get(`/${type}/${id}/_history/2`), 200)).text, updated.text);
    const gone = await expect(send('DELETE', `/${type}/${id}`), 204);
    assert.equal(gone.text, '');
    assert.equal(gone.headers['etag'], 'W/"3"');
    await refused(get(`/${type}/${id}`), 410, 'records.deleted');
    await refused(get(`/${type}/${id}/_history/3`), 410, 'records.deleted');
    assert.equal((await expect(get(`/${type}/${id}/_history/1`), 200)).text, created.text);
    await expect(send('DELETE', `/${type}/${id}`), 204);
  }
});

test('an update brings a deleted resource back with the next version', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Organization/o1', { ...samples.Organization, id: 'o1' }), 201);
  await expect(send('DELETE', '/Organization/o1'), 204);
  const back = await expect(send('PUT', '/Organization/o1', { ...samples.Organization, id: 'o1' }), 201);
  assert.equal(back.json().meta.versionId, '3');
  assert.equal((await expect(get('/Organization/o1'), 200)).headers['etag'], 'W/"3"');
});

test('an update creates under any legal id, of one letter and of 64, and no other id is taken', async (t) => {
  const { send, get } = await fhirClient(t);
  for (const id of ['a', '0', 'A-b.C', '-', '...', `x${'9'.repeat(63)}`, '123e4567-e89b-12d3-a456-426614174000']) {
    const address = `/Organization/${id}`;
    await expect(send('PUT', address, { ...samples.Organization, id }), 201);
    assert.equal((await expect(get(address), 200)).json().id, id);
  }
  for (const id of ['a_b', 'x'.repeat(65), 'ä', 'a b', 'a%b']) {
    const answer = await send('PUT', `/Organization/${encodeURIComponent(id)}`, { ...samples.Organization, id });
    assert.ok([400, 404].includes(answer.status), `${id}: ${answer.status}`);
    assert.equal(answer.json().resourceType, 'OperationOutcome');
  }
  const [issue] = await refused(
    send('PUT', '/Organization/a', { ...samples.Organization, id: 'b' }),
    400,
    'records.invalid-resource',
  );
  assert.deepEqual(issue?.expression, ['id']);
  assert.match(String(issue?.diagnostics), /same-as-address.*b/);
  await refused(send('PUT', '/Organization/a', samples.Organization), 400, 'records.invalid-resource');
});

test('the server draws the id of what is created, whatever the body says', async (t) => {
  const { send, get } = await fhirClient(t);
  const created = await expect(send('POST', '/Organization', { ...samples.Organization, id: 'mine' }), 201);
  assert.notEqual(created.json().id, 'mine');
  await refused(get('/Organization/mine'), 404, 'records.unknown-resource');
});

test('what never was is 404, named, in every reading; an unknown type and operation too', async (t) => {
  const { get, send } = await fhirClient(t);
  const [never] = await refused(get('/Patient/none'), 404, 'records.unknown-resource');
  assert.match(String(never?.details.text), /Patient\/none/);
  await refused(get('/Patient/none/_history'), 404, 'records.unknown-resource');
  await expect(send('PUT', '/Patient/p', { ...samples.Patient, id: 'p' }), 201);
  for (const version of ['2', '0', 'x', '99999999999'])
    await refused(get(`/Patient/p/_history/${version}`), 404, 'records.unknown-version');
  await refused(get('/Hospital/1'), 404, 'records.unknown-type');
  await refused(send('POST', '/Hospital', { resourceType: 'Hospital' }), 404, 'records.unknown-type');
  await refused(get('/Patient/$nothing'), 404, 'records.unknown-operation');
});

test('HEAD says what GET says, without the body, at every readable address', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Patient/p1', { ...samples.Patient, id: 'p1' }), 201);
  await expect(send('POST', '/Observation', samples.Observation), 201);
  const addresses = [
    '/metadata',
    '/Patient/p1',
    '/Patient/p1/_history',
    '/Patient/p1/_history/1',
    '/Patient',
    '/Patient/_history',
    '/_history',
    '?_type=Patient',
    '/Patient/p1/Observation',
    '/Patient/p1/*',
    '/Patient/none',
  ];
  for (const address of addresses) {
    const whole = await get(address);
    const head = await send('HEAD', address);
    assert.equal(head.status, whole.status, address);
    assert.equal(head.text, '', address);
    for (const name of ['etag', 'last-modified', 'content-type']) assert.equal(head.headers[name], whole.headers[name], address);
  }
});

test('a reader who has the version gets 304 and no body', async (t) => {
  const { send, get } = await fhirClient(t);
  const created = await expect(send('PUT', '/Patient/p', { ...samples.Patient, id: 'p' }), 201);
  const modified = String(created.headers['last-modified']);
  for (const address of ['/Patient/p', '/Patient/p/_history/1']) {
    for (const tag of ['W/"1"', '"1"', 'W/"7", W/"1"', '*']) {
      const answer = await expect(get(address, { 'if-none-match': tag }), 304);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['etag'], 'W/"1"');
    }
    await expect(get(address, { 'if-none-match': 'W/"2"' }), 200);
    await expect(get(address, { 'if-modified-since': modified }), 304);
    await expect(get(address, { 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() }), 200);
    await expect(get(address, { 'if-modified-since': modified, 'if-none-match': 'W/"2"' }), 200);
    await expect(get(address, { 'if-modified-since': 'yesterday' }), 200);
  }
});

test('an update by version goes through for that version alone, and a lost update is told both versions', async (t) => {
  const { send } = await fhirClient(t);
  const put = (name: string, headers: Record<string, string>) =>
    send('PUT', '/Organization/o', { resourceType: 'Organization', id: 'o', name }, headers);
  await refused(put('zero', { 'if-match': 'W/"1"' }), 412, 'records.version-gone');
  await expect(put('one', { 'if-none-match': '*' }), 201);
  await refused(put('again', { 'if-none-match': '*' }), 412, 'records.already-exists');
  await expect(put('two', { 'if-match': 'W/"1"' }), 200);
  const [issue] = await refused(put('lost', { 'if-match': 'W/"1"' }), 412, 'records.version-conflict');
  assert.match(String(issue?.details.text), /1.*2/);
  await expect(put('three', { 'if-match': '*' }), 200);
  await expect(put('four', { 'if-match': 'W/"9", W/"3"' }), 200);
  await refused(send('PATCH', '/Organization/o', [], { 'if-match': 'W/"1"' }), 412, 'records.version-conflict');
  await refused(send('DELETE', '/Organization/o', undefined, { 'if-match': 'W/"1"' }), 412, 'records.version-conflict');
  const past = new Date(Date.now() - 60_000).toUTCString();
  await refused(put('late', { 'if-unmodified-since': past }), 412, 'records.version-conflict');
  await expect(send('DELETE', '/Organization/o', undefined, { 'if-match': 'W/"4"' }), 204);
});

test('a condition that cannot be read, or that this request does not keep, stops the write and names the header', async (t) => {
  const { send, pool } = await fhirClient(t);
  const body = { resourceType: 'Organization', id: 'o', name: 'a' };
  for (const [method, path, header, value] of [
    ['PUT', '/Organization/o', 'if-match', '1'],
    ['PUT', '/Organization/o', 'if-match', 'W/"1'],
    ['PUT', '/Organization/o', 'if-none-match', ''],
    ['PUT', '/Organization/o', 'if-none-exist', 'name=a'],
    ['POST', '/Organization', 'if-match', 'W/"1"'],
    ['POST', '/Organization', 'if-none-exist', 'name'],
    ['POST', '/Organization', 'if-none-exist', ''],
    ['DELETE', '/Organization/o', 'if-none-exist', 'name=a'],
  ] as const) {
    const [issue] = await refused(
      send(method, path, method === 'DELETE' ? undefined : body, { [header]: value }),
      400,
      'records.invalid-condition',
    );
    assert.match(String(issue?.location?.[0]).toLowerCase(), new RegExp(header), `${method} ${header}: ${value}`);
  }
  await refused(send('POST', '', bundleOf('batch', []), { 'if-match': 'W/"1"' }), 400, 'records.invalid-condition');
  assert.equal((await pool.query('select 1 from records.resource')).rowCount, 0);
});

test('a parameter that a read or write does not have is refused, and passed over when handling is lenient', async (t) => {
  const { send, get } = await fhirClient(t);
  const body = { ...samples.Organization, id: 'o' };
  await expect(send('PUT', '/Organization/o', body), 201);
  for (const ask of [
    (more: Record<string, string>) => get('/Organization/o?name=a', more),
    (more: Record<string, string>) => get('/Organization/o/_history/1?name=a', more),
    (more: Record<string, string>) => get('/Organization/o/_history?name=a', more),
    (more: Record<string, string>) => get('/metadata?name=a', more),
    (more: Record<string, string>) => send('PUT', '/Organization/o?name=a', body, more),
    (more: Record<string, string>) => send('PATCH', '/Organization/o?name=a', [], more),
    (more: Record<string, string>) => send('POST', '/Organization?name=a', body, more),
    (more: Record<string, string>) => send('DELETE', '/Organization/o?name=a', undefined, more),
  ]) {
    const [issue] = await refused(ask({}), 400, 'records.invalid-search');
    assert.deepEqual(issue?.location, ['http.name']);
    assert.ok((await ask({ prefer: 'handling=lenient' })).status < 300);
  }
});

test('an address with the wrong method is 405 and says which it takes', async (t) => {
  const { send } = await fhirClient(t);
  for (const [method, path, allowed] of [
    ['POST', '/Patient/p', 'DELETE, GET, HEAD, PATCH, PUT'],
    ['PUT', '/Patient/p/_history', 'GET, HEAD'],
    ['PUT', '', 'GET, HEAD, POST'],
  ] as const) {
    const answer = await expect(send(method, path, '{}'), 405);
    assert.equal(answer.headers['allow'], allowed, `${method} ${path}`);
    assert.equal(answer.json().resourceType, 'OperationOutcome');
  }
  await refused(send('GET', '/Patient/p/Observation/x/y'), 404, 'kernel.not-found');
});
