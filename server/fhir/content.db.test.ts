import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, fhirClient, refused, samples } from './fixtures/fhir-client.ts';

/** Decimals that a parse and print would change. */
const decimals = ['1.00', '1e3', '0.1000000000000000055', '-0.0', '12345678901234567.125', '1.5E-10', '100'];

const observation = (value: string, id?: string): string =>
  `{"resourceType":"Observation",${id ? `"id":"${id}",` : ''}"status":"final","code":{"text":"a"},"valueQuantity":{"value":${value}}}`;

test('decimals come back as they were written: create, read, update, vread, search, history, batch, transaction, subsets, pretty', async (t) => {
  const { send, get } = await fhirClient(t);
  for (const [at, decimal] of decimals.entries()) {
    const id = `d${at}`;
    const has = (text: string, where: string) =>
      assert.ok(text.includes(`"value":${decimal}}`), `${where}: ${text.slice(0, 400)}`);
    const created = await expect(send('POST', '/Observation', observation(decimal)), 201);
    has(created.text, 'create');
    has((await expect(get(`/Observation/${created.json().id}`), 200)).text, 'read');
    has((await expect(send('PUT', `/Observation/${id}`, observation(decimal, id)), 201)).text, 'update');
    has((await expect(get(`/Observation/${id}/_history/1`), 200)).text, 'vread');
    has((await expect(get(`/Observation?_id=${id}`), 200)).text, 'search');
    has((await expect(get(`/Observation/${id}/_history`), 200)).text, 'history');
    has((await expect(get(`/Observation/${id}?_summary=true`), 200)).text, 'summary');
    has((await expect(get(`/Observation/${id}?_elements=valueQuantity`), 200)).text, 'elements');
    const pretty = (await expect(get(`/Observation/${id}?_pretty=true`), 200)).text;
    assert.ok(pretty.includes(`"value": ${decimal}\n`), pretty);
    for (const type of ['batch', 'transaction']) {
      const entry = `{"resource":${observation(decimal)},"request":{"method":"POST","url":"Observation"}}`;
      const text = `{"resourceType":"Bundle","type":"${type}","entry":[${entry}]}`;
      const answer = await expect(send('POST', '', text, { prefer: 'return=representation' }), 200);
      has(answer.text, type);
      const [stored = ''] = answer.json().entry[0].response.location.split('/_history');
      has((await expect(get(`/${stored}`), 200)).text, `${type}, read`);
    }
  }
});

test('a transaction that rewrites references keeps the decimals beside them', async (t) => {
  const { send, get } = await fhirClient(t);
  const fullUrl = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0';
  const text = `{"resourceType":"Bundle","type":"transaction","entry":[
    {"fullUrl":"${fullUrl}","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
    {"resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"a"},
      "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><a href=\\"${fullUrl}\\">p</a></div>"},
      "subject":{"reference":"${fullUrl}"},"valueQuantity":{"value":1.00}},"request":{"method":"PUT","url":"Observation/o"}}]}`;
  const answer = (await expect(send('POST', '', text), 200)).json();
  const [patient] = answer.entry[0].response.location.split('/_history');
  const stored = (await expect(get('/Observation/o'), 200)).text;
  assert.ok(stored.includes('"value":1.00}'), stored);
  assert.ok(stored.includes(`"reference":"${patient}"`) && stored.includes(`href=\\"${patient}\\"`), stored);
});

test('what is not R4 is refused with field, rule and value in both languages, and nothing is stored', async (t) => {
  const { send, pool } = await fhirClient(t);
  const cases: readonly (readonly [string, RegExp])[] = [
    ['{"resourceType":"Patient","colour":"red"}', /Patient\.colour.*unknown-property/],
    ['{"resourceType":"Patient","active":true,"active":false}', /active.*duplicate/i],
    ['{"resourceType":"Patient","name":[{"family":"a","family":"b"}]}', /Patient\.name\[0\]\.family.*duplicate/i],
    [`{"resourceType":"Patient","extension":${'[{"url":"a","extension":'.repeat(60)}[]${'}]'.repeat(60)}}`, /depth|deep|level/i],
    ['{"resourceType":"Patient","active":"yes"}', /Patient\.active.*\[type\].*yes/],
    ['{"resourceType":"Patient","birthDate":"1980-13-01"}', /Patient\.birthDate.*\[format\].*1980-13-01/],
    ['{"resourceType":"Patient","gender":"man"}', /Patient\.gender.*\[binding\].*man/],
    ['{"resourceType":"Patient","name":{"family":"a"}}', /Patient\.name.*\[array\]/],
    ['{"resourceType":"Patient","name":[]}', /Patient\.name.*\[empty\]/],
    ['{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}', /Patient\.deceased.*\[choice\]/],
    ['{"resourceType":"Patient","generalPractitioner":[{"reference":"Patient/1"}]}', /generalPractitioner.*reference-target/],
    ['{"resourceType":"Patient","contact":[{"gender":"male"}]}', /pat-1/],
    ['{"resourceType":"Observation","status":"final"}', /Observation\.code.*\[required\]/],
    ['{"resourceType":"Observation","status":"final","code":{"text":"\\u0000"}}', /./],
    ['{"resourceType":"Patient"', /line 1|第 1 行/],
    ['{"resourceType":"Patient",}', /line 1|第 1 行/],
    ['', /./],
    ['[]', /./],
    ['null', /./],
    ['{}', /resourceType/],
    ['{"resourceType":"Location"}', /resourceType.*same-as-address/],
    ['{"resourceType":"Patient","id":"a b"}', /\bid\b.*fhir-id/],
    ['{"resourceType":"Patient","meta":[]}', /meta/],
    ['{"resourceType":"Patient","__proto__":{"x":1}}', /__proto__/],
  ];
  for (const [text, told] of cases) {
    const type = text.includes('Observation') ? 'Observation' : 'Patient';
    const issues = await refused(send('POST', `/${type}`, text, { 'accept-language': 'en' }), 400, 'records.invalid-resource');
    assert.match(JSON.stringify(issues), told, text.slice(0, 80));
  }
  assert.equal((await pool.query('select 1 from records.resource')).rowCount, 0);
});

test('bytes that are no UTF-8 and bodies of another character set are refused', async (t) => {
  const { server, clientToken, send } = await fhirClient(t);
  const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
  const payload = Buffer.from('{"resourceType":"Organization","name":"\xbc\xaa\xc1\xd6"}', 'latin1');
  const answer = await server.app.inject({ method: 'POST', url: '/fhir/R4/Organization', headers, payload });
  assert.equal(answer.statusCode, 400);
  assert.match(answer.body, /UTF-8/);
  const typed = { 'content-type': 'application/fhir+json; charset=gb2312' };
  await refused(send('POST', '/Organization', samples.Organization, typed), 415, 'records.unsupported-content');
  await expect(send('POST', '/Organization', samples.Organization, { 'content-type': 'application/json;charset=UTF-8' }), 201);
  await expect(send('POST', '/Organization', samples.Organization, { 'content-type': 'text/json' }), 201);
});

test('XML is neither given nor taken, and the CapabilityStatement says JSON only', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Patient/p', { ...samples.Patient, id: 'p' }), 201);
  for (const asked of ['application/fhir+xml', 'application/xml', 'text/xml', 'text/turtle']) {
    await refused(get('/Patient/p', { accept: asked }), 406, 'records.not-acceptable');
    await refused(get(`/Patient/p?_format=${encodeURIComponent(asked)}`), 406, 'records.not-acceptable');
    await refused(send('POST', '/Patient', samples.Patient, { accept: asked }), 406, 'records.not-acceptable');
    await refused(send('POST', '/Patient', '<Patient/>', { 'content-type': asked }), 415, 'kernel.unsupported-media-type');
  }
  await refused(get('/Patient/p?_format=xml'), 406, 'records.not-acceptable');
  await refused(get('/Patient/p', { accept: 'application/fhir+json; fhirVersion=5.0' }), 406, 'records.not-acceptable');
  const { format } = (await expect(get('/metadata'), 200)).json();
  assert.deepEqual(format, ['application/fhir+json', 'json']);
  for (const [headers, path] of [
    [{ accept: 'application/fhir+xml;q=0.5, application/fhir+json' }, '/Patient/p'],
    [{ accept: '*/*' }, '/Patient/p'],
    [{ accept: 'application/fhir+xml' }, '/Patient/p?_format=json'],
    [{}, '/Patient/p?_format=application/fhir%2Bjson'],
    [{ accept: 'application/fhir+json; fhirVersion=4.0' }, '/Patient/p'],
  ] as const)
    assert.match(String((await expect(get(path, headers), 200)).headers['content-type']), /^application\/fhir\+json/);
  const plain = await expect(get('/Patient/p', { accept: 'application/json' }), 200);
  assert.match(String(plain.headers['content-type']), /^application\/json/);
});

test('Prefer decides what a write answers, and the answer says which preference was kept', async (t) => {
  const { send } = await fhirClient(t);
  const create = (prefer: string) => expect(send('POST', '/Patient', samples.Patient, { prefer }), 201);
  const minimal = await create('return=minimal');
  assert.equal(minimal.text, '');
  assert.equal(minimal.headers['preference-applied'], 'return=minimal');
  assert.match(String(minimal.headers['location']), /\/Patient\/.+\/_history\/1$/);
  const outcome = await create('handling=strict, return=OperationOutcome');
  assert.equal(outcome.json().resourceType, 'OperationOutcome');
  assert.equal((await create('return=representation')).json().resourceType, 'Patient');
  assert.equal((await create('return=everything')).json().resourceType, 'Patient');
  const bundle = bundleOf('transaction', [{ resource: samples.Patient, request: { method: 'POST', url: 'Patient' } }]);
  assert.equal((await expect(send('POST', '', bundle), 200)).json().entry[0].resource, undefined);
  const whole = (await expect(send('POST', '', bundle, { prefer: 'return=representation' }), 200)).json();
  assert.equal(whole.entry[0].resource.resourceType, 'Patient');
});

test('a subset is marked, keeps what is mandatory, and is asked for alike in read, search and history', async (t) => {
  const { send, get } = await fhirClient(t);
  const body = {
    ...samples.Observation,
    id: 'o',
    note: [{ text: 'n' }],
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  };
  await expect(send('PUT', '/Observation/o', body), 201);
  const shown = async (query: string) => (await expect(get(`/Observation/o?${query}`), 200)).json();
  const found = async (query: string) => (await expect(get(`/Observation?${query}`), 200)).json().entry[0].resource;
  for (const show of [shown, found]) {
    const summary = await show('_summary=true');
    assert.equal(summary.note, undefined);
    assert.equal(summary.status, 'final');
    assert.equal(summary.meta.tag.at(-1).code, 'SUBSETTED');
    assert.deepEqual(Object.keys(await show('_elements=effective')).sort(), [
      'code',
      'effectiveDateTime',
      'id',
      'meta',
      'resourceType',
      'status',
    ]);
    assert.deepEqual(Object.keys(await show('_summary=text')).sort(), ['code', 'id', 'meta', 'resourceType', 'status', 'text']);
    assert.equal((await show('_summary=data')).text, undefined);
    assert.equal((await show('_summary=false')).meta.tag, undefined);
  }
  const count = (await expect(get('/Observation?_summary=count'), 200)).json();
  assert.deepEqual([count.total, count.entry], [1, undefined]);
  for (const query of ['_summary=some', '_elements=colour', '_pretty=maybe', '_format=pdf'])
    assert.ok([400, 406].includes((await get(`/Observation/o?${query}`)).status), query);
  assert.match((await expect(get('/Observation/o?_pretty=true'), 200)).text, /^\{\n {2}"resourceType"/);
});
