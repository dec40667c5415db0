import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { bundleOf, expect, type FhirClient, fhirClient, type Json, refused, samples } from './fixtures/fhir-client.ts';

const patient = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:a', value }],
  ...more,
});
const observation = (reference: string) => ({ ...samples.Observation, subject: { reference } });

const post = ({ send }: FhirClient, entry: readonly object[], headers = {}) =>
  send('POST', '', bundleOf('transaction', entry), headers);

const place = ({ response }: Json): string => response.location.split('/_history')[0];

const count = async ({ pool }: FhirClient): Promise<number> =>
  (await pool.query('select 1 from records.resource where not deleted')).rowCount ?? 0;

test('entries refer to each other by urn:uuid, forwards and backwards, in references, addresses and narratives', async (t) => {
  const client = await fhirClient(t);
  const [a, b, c] = [1, 2, 3].map(() => `urn:uuid:${randomUUID()}`);
  const div = `<div xmlns="http://www.w3.org/1999/xhtml"><img src="${c}" alt="x"/></div>`;
  const { entry } = (
    await expect(
      post(client, [
        { fullUrl: a, resource: observation(String(b)), request: { method: 'POST', url: 'Observation' } },
        {
          fullUrl: b,
          resource: patient('1', { text: { status: 'generated', div }, photo: [{ url: c }] }),
          request: { method: 'POST', url: 'Patient' },
        },
        { fullUrl: c, resource: { ...samples.Binary, id: 'photo' }, request: { method: 'PUT', url: 'Binary/photo' } },
      ]),
      200,
    )
  ).json();
  assert.deepEqual(
    entry.map(({ response }: Json) => response.status),
    ['201 Created', '201 Created', '201 Created'],
  );
  const stored = (await expect(client.get(`/${place(entry[1])}`), 200)).json();
  assert.equal(stored.photo[0].url, 'Binary/photo');
  assert.match(stored.text.div, /src="Binary\/photo"/);
  assert.equal((await expect(client.get(`/${place(entry[0])}`), 200)).json().subject.reference, place(entry[1]));
});

test('entries are carried out in the order DELETE, POST, PUT and PATCH, GET, whatever order they stand in', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/old', patient('1', { id: 'old' })), 201);
  await expect(client.send('PUT', '/Patient/kept', patient('2', { id: 'kept' })), 201);
  const { entry } = (
    await expect(
      post(client, [
        { request: { method: 'GET', url: 'Patient?identifier=urn:a|' } },
        { request: { method: 'HEAD', url: 'Patient/kept' } },
        { request: { method: 'GET', url: 'Patient/kept', ifNoneMatch: 'W/"2"' } },
        { request: { method: 'GET', url: 'Patient/kept/_history?_count=1' } },
        { resource: patient('2', { id: 'kept', active: true }), request: { method: 'PUT', url: 'Patient/kept' } },
        // By the time it is looked for, the one that fits is gone.
        { resource: patient('1'), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:a|1' } },
        { request: { method: 'DELETE', url: 'Patient?identifier=urn:a|1' } },
      ]),
      200,
    )
  ).json();
  assert.deepEqual(
    entry.map(({ response }: Json) => response.status),
    ['200 OK', '200 OK', '304 Not Modified', '200 OK', '200 OK', '201 Created', '204 No Content'],
  );
  assert.deepEqual(
    entry[0].resource.entry.map(({ resource }: Json) => resource.id).sort(),
    [place(entry[5]).split('/')[1], 'kept'].sort(),
  );
  assert.equal(entry[1].resource, undefined);
  assert.equal(entry[3].resource.entry[0].resource.active, true);
  await refused(client.get('/Patient/old'), 410, 'records.deleted');
});

test('conditional references name exactly one resource, stored already or written by the same transaction', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/stored', patient('1', { id: 'stored' })), 201);
  const refer = (criteria: string, ...more: object[]) =>
    post(client, [{ resource: observation(`Patient?${criteria}`), request: { method: 'POST', url: 'Observation' } }, ...more]);
  const subjectOf = async (answer: Json) => (await client.get(`/${place(answer.entry[0])}`)).json().subject.reference;
  assert.equal(await subjectOf((await expect(refer('identifier=urn:a|1'), 200)).json()), 'Patient/stored');
  const coming = { resource: patient('2'), request: { method: 'POST', url: 'Patient' } };
  const both = (await expect(refer('identifier=urn:a|2', coming), 200)).json();
  assert.equal(await subjectOf(both), place(both.entry[1]));
  for (const [criteria, status, code, more] of [
    ['identifier=urn:a|3', 404, 'records.no-match', []],
    ['identifier=urn:a|2', 412, 'records.several-matches', [coming]],
    ['identifier=urn:a|1', 404, 'records.no-match', [{ request: { method: 'DELETE', url: 'Patient/stored' } }]],
    ['colour=red', 400, 'records.invalid-search', []],
  ] as const) {
    const [issue] = await refused(refer(criteria, ...more), status, code);
    assert.match(JSON.stringify(issue), /Bundle\.entry\[0\]/);
  }
});

test('a transaction with one wrong entry writes nothing and names every wrong entry', async (t) => {
  const client = await fhirClient(t);
  const good = { resource: patient('1'), request: { method: 'POST', url: 'Patient' } };
  const cases: readonly (readonly [object, number, string, RegExp])[] = [
    [
      { resource: { resourceType: 'Patient', colour: 'red' }, request: { method: 'POST', url: 'Patient' } },
      400,
      'records.invalid-resource',
      /Bundle\.entry\[1\]\.resource\.colour/,
    ],
    [
      { resource: patient('2'), request: { method: 'PUT', url: 'Patient/x' } },
      400,
      'records.invalid-bundle',
      /Bundle\.entry\[1\]\.resource\.id/,
    ],
    [
      { resource: patient('2'), request: { method: 'POST', url: 'Hospital' } },
      400,
      'records.invalid-bundle',
      /Bundle\.entry\[1\]\.request\.url/,
    ],
    [
      { resource: patient('2'), request: { method: 'BREW', url: 'Patient' } },
      400,
      'records.invalid-bundle',
      /Bundle\.entry\[1\]\.request\.method/,
    ],
    [{ resource: patient('2') }, 400, 'records.invalid-bundle', /Bundle\.entry\[1\]\.request/],
    [{ request: { method: 'POST', url: 'Patient' } }, 400, 'records.invalid-bundle', /Bundle\.entry\[1\]\.resource/],
    [{ request: { method: 'DELETE', url: 'Patient' } }, 400, 'records.invalid-bundle', /Bundle\.entry\[1\]\.request\.url/],
    [{ request: { method: 'GET', url: 'Patient/none' } }, 404, 'records.unknown-resource', /Bundle\.entry\[1\]/],
    [{ request: { method: 'GET', url: 'Patient?colour=red' } }, 400, 'records.invalid-search', /Bundle\.entry\[1\]/],
    [{ request: { method: 'DELETE', url: 'Patient/none', ifMatch: 'W/"1"' } }, 412, 'records.version-gone', /Bundle\.entry\[1\]/],
    [
      { resource: { ...patient('2'), id: 'x' }, request: { method: 'PUT', url: 'Patient/x', ifMatch: 'W/"1"' } },
      412,
      'records.version-gone',
      /Bundle\.entry\[1\]/,
    ],
    [
      { resource: patient('2'), request: { method: 'PUT', url: 'Patient?identifier=urn:b|1', ifMatch: '1' } },
      400,
      'records.invalid-bundle',
      /Bundle\.entry\[1\]\.request\.ifMatch/,
    ],
    [
      { resource: observation(`urn:uuid:${randomUUID()}`), request: { method: 'POST', url: 'Observation' } },
      400,
      'records.invalid-bundle',
      /Bundle\.entry\[1\]\.resource\.subject/,
    ],
    [{ request: { method: 'POST', url: 'Patient/$merge' } }, 400, 'records.not-in-bundle', /Bundle\.entry\[1\]/],
  ];
  for (const [entry, status, code, told] of cases) {
    const issues = await refused(post(client, [good, entry]), status, code);
    assert.match(JSON.stringify(issues), told);
  }
  const wrong = { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Hospital' } };
  const several = await refused(post(client, [wrong, good, wrong]), 400, 'records.invalid-bundle');
  assert.match(JSON.stringify(several), /entry\[0\].*entry\[2\]/s);
  assert.equal(await count(client), 0);
});

test('a resource is written once by a transaction, whatever ways name it', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/p', patient('1', { id: 'p' })), 201);
  const put = { resource: patient('1', { id: 'p' }), request: { method: 'PUT', url: 'Patient/p' } };
  const byCondition = { resource: patient('1'), request: { method: 'PUT', url: 'Patient?identifier=urn:a|1' } };
  for (const pair of [
    [put, put],
    [put, byCondition],
    [byCondition, byCondition],
    [put, { request: { method: 'DELETE', url: 'Patient/p' } }],
    [byCondition, { request: { method: 'DELETE', url: 'Patient/p' } }],
  ]) {
    const answer = await post(client, pair);
    assert.ok(
      [400, 404, 409, 412].includes(answer.status) || answer.json().entry[0].response.status === '201 Created',
      answer.text,
    );
  }
  await refused(post(client, [put, put]), 400, 'records.same-resource-twice');
  const create = { resource: patient('9'), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:a|9' } };
  const { entry } = (await expect(post(client, [create, create]), 200)).json();
  assert.deepEqual(entry.map(({ response }: Json) => response.status).sort(), ['200 OK', '201 Created']);
  assert.equal(place(entry[0]), place(entry[1]));
});

test('a conditional delete in a transaction takes all that fit', async (t) => {
  const client = await fhirClient(t);
  for (const value of ['1', '1', '2']) await expect(client.send('POST', '/Patient', patient(value)), 201);
  const remove = { request: { method: 'DELETE', url: 'Patient?identifier=urn:a|1' } };
  const { entry } = (await expect(post(client, [remove]), 200)).json();
  assert.equal(entry[0].response.status, '204 No Content');
  assert.equal(await count(client), 1);
});

test('two thousand entries are one transaction', async (t) => {
  const client = await fhirClient(t);
  const urns = Array.from({ length: 1_000 }, () => `urn:uuid:${randomUUID()}`);
  const entries = urns.flatMap((fullUrl, n) => [
    { resource: observation(fullUrl), request: { method: 'POST', url: 'Observation' } },
    { fullUrl, resource: patient(`${n}`), request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:a|${n}` } },
  ]);
  const { entry } = (await expect(post(client, entries), 200)).json();
  assert.equal(entry.length, 2_000);
  assert.equal(await count(client), 2_000);
  const again = (await expect(post(client, entries), 200)).json();
  assert.equal(place(again.entry[1]), place(entry[1]));
  assert.equal(await count(client), 3_000);
  entries.push({ resource: observation('Nobody/1'), request: { method: 'POST', url: 'Observation' } });
  const [issue] = await refused(post(client, entries), 400, 'records.invalid-resource');
  assert.match(String(issue?.expression), /Bundle\.entry\[2000\]/);
  assert.equal(await count(client), 3_000);
});

test('an empty transaction and batch are answered; any other bundle is refused', async (t) => {
  const client = await fhirClient(t);
  for (const type of ['transaction', 'batch'] as const) {
    const answer = (await expect(client.send('POST', '', bundleOf(type, [])), 200)).json();
    assert.deepEqual(answer, { resourceType: 'Bundle', type: `${type}-response` });
  }
  for (const body of [
    bundleOf('collection' as never, []),
    { resourceType: 'Bundle' },
    samples.Patient,
    { resourceType: 'Bundle', type: 'batch', entry: {} },
  ])
    await refused(client.send('POST', '', body), 400, 'records.not-a-bundle');
});

test('entries of a batch stand alone: the wrong ones are answered with their outcome, the others are carried out', async (t) => {
  const client = await fhirClient(t);
  await expect(client.send('PUT', '/Patient/p', patient('1', { id: 'p' })), 201);
  const { entry } = (
    await expect(
      client.send(
        'POST',
        '',
        bundleOf('batch', [
          { resource: patient('2'), request: { method: 'POST', url: 'Patient' } },
          { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Patient' } },
          { request: { method: 'GET', url: 'Patient/p' } },
          { request: { method: 'GET', url: 'Patient/none' } },
          { request: { method: 'DELETE', url: 'Patient/p' } },
          { request: { method: 'GET', url: 'Patient/p' } },
          { request: { method: 'BREW', url: 'Patient' } },
          { request: { method: 'GET', url: 'Patient?_summary=count' } },
          { request: { method: 'GET', url: 'Patient/$everything' } },
          { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Patient/$validate' } },
          { request: { method: 'GET', url: 'Patient?name=%00' } },
          { request: { method: 'GET', url: 'Patient/%00' } },
        ]),
      ),
      200,
    )
  ).json();
  assert.deepEqual(
    entry.map(({ response }: Json) => response.status),
    [
      '201 Created',
      '400 Bad Request',
      '200 OK',
      '404 Not Found',
      '204 No Content',
      '410 Gone',
      '400 Bad Request',
      '200 OK',
      '400 Bad Request',
      '200 OK',
      '400 Bad Request',
      '400 Bad Request',
    ],
  );
  assert.equal(entry[1].response.outcome.resourceType, 'OperationOutcome');
  assert.equal(entry[2].resource.id, 'p');
  assert.equal(entry[7].resource.total, 1);
  assert.equal(entry[9].resource.resourceType, 'OperationOutcome');
});
