import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allPages, expect, type FhirClient, fhirClient, type Json, pathOf, refused, samples } from './fixtures/fhir-client.ts';

const put = ({ send }: FhirClient, path: string, more: object = {}) => {
  const [type = '', id = ''] = path.slice(1).split('/');
  const body = { ...samples[type as keyof typeof samples], ...more, id };
  return send('PUT', path, body);
};

const namesOf = (bundle: Json): string[] =>
  (bundle.entry ?? []).map(({ fullUrl, response }: Json) => `${fullUrl.split('/').slice(-2).join('/')} ${response.etag}`);

test('histories of a resource, a type and everything are newest first and say what was done', async (t) => {
  const client = await fhirClient(t);
  const { id } = (await expect(client.send('POST', '/Organization', samples.Organization), 201)).json();
  await put(client, `/Organization/${id}`);
  await put(client, '/Patient/p');
  await client.send('PATCH', '/Patient/p', [{ op: 'add', path: '/active', value: true }]);
  await client.send('DELETE', `/Organization/${id}`);
  const one = (await expect(client.get(`/Organization/${id}/_history`), 200)).json();
  assert.equal(one.type, 'history');
  assert.equal(one.total, 3);
  assert.deepEqual(
    one.entry.map(({ request, response, resource }: Json) => [
      request.method,
      request.url,
      response.status,
      resource?.meta.versionId,
    ]),
    [
      ['DELETE', `Organization/${id}`, '204 No Content', undefined],
      ['PUT', `Organization/${id}`, '200 OK', '2'],
      ['POST', 'Organization', '201 Created', '1'],
    ],
  );
  assert.equal(one.entry[2].resource.meta.lastUpdated, one.entry[2].response.lastModified);
  const type = (await expect(client.get('/Patient/_history'), 200)).json();
  assert.deepEqual(
    type.entry.map(({ request }: Json) => request.method),
    ['PATCH', 'PUT'],
  );
  const all = (await expect(client.get('/_history'), 200)).json();
  assert.deepEqual(namesOf(all), [
    `Organization/${id} W/"3"`,
    'Patient/p W/"2"',
    'Patient/p W/"1"',
    `Organization/${id} W/"2"`,
    `Organization/${id} W/"1"`,
  ]);
  assert.equal(all.total, 5);
  assert.equal((await expect(client.get('/Location/_history'), 200)).json().total, 0);
});

test('_since leaves out what came before, _at holds what was current then', async (t) => {
  const client = await fhirClient(t);
  const times: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    times.push((await put(client, '/Organization/o', { name })).json().meta.lastUpdated);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const found = async (query: string, path = '/Organization/o/_history') =>
    (await expect(client.get(`${path}?${query}`), 200)).json().entry?.map(({ resource }: Json) => resource.name) ?? [];
  const [first = '', second = '', third = ''] = times;
  for (const path of ['/Organization/o/_history', '/Organization/_history', '/_history']) {
    assert.deepEqual(await found(`_since=${second}`, path), ['three', 'two']);
    assert.deepEqual(await found(`_since=${encodeURIComponent('2999-01-01T00:00:00+08:00')}`, path), []);
    assert.deepEqual(await found('_since=2000', path), ['three', 'two', 'one']);
    assert.deepEqual(await found(`_at=${new Date(Date.parse(third) - 5).toISOString()}`, path), ['two']);
    assert.deepEqual(await found(`_at=${first}`, path), ['one']);
    assert.deepEqual(await found(`_at=${new Date().getUTCFullYear()}`, path), ['three', 'two', 'one']);
    assert.deepEqual(await found('_at=1999', path), []);
  }
  for (const [query, place] of [
    ['_since=yesterday', 'http._since'],
    ['_at=2020-13', 'http._at'],
    ['_count=-1', 'http._count'],
    ['_count=many', 'http._count'],
    ['_before=x', 'http._before'],
    ['name=a', 'http.name'],
  ]) {
    const [issue] = await refused(client.get(`/Organization/_history?${query}`), 400, 'records.invalid-search');
    assert.deepEqual(issue?.location, [place]);
  }
});

test('_count=0 and _summary=count tell how many versions there are, and show none', async (t) => {
  const client = await fhirClient(t);
  for (const name of ['one', 'two', 'three']) await put(client, '/Organization/o', { name });
  await put(client, '/Patient/p');
  for (const [path, total] of [
    ['/Organization/o/_history', 3],
    ['/Organization/_history', 3],
    ['/_history', 4],
  ] as const) {
    for (const query of ['_count=0', '_summary=count']) {
      const bundle = (await expect(client.get(`${path}?${query}`), 200)).json();
      assert.equal(bundle.total, total);
      assert.equal(bundle.entry, undefined);
    }
  }
});

test('a history is walked page by page while others write: nothing twice, nothing missed', async (t) => {
  const client = await fhirClient(t);
  for (let n = 0; n < 4; n += 1) for (const id of ['a', 'b', 'c']) await put(client, `/Organization/${id}`, { name: `n${n}` });
  for (const [path, expected] of [
    ['/Organization/a/_history', 4],
    ['/Organization/_history', 12],
    ['/_history', 12],
  ] as const) {
    const before = new Set(namesOf((await expect(client.get(`${path}?_count=1000`), 200)).json()));
    const pages = await allPages(client, `${path}?_count=2`, async () => {
      await put(client, '/Organization/a', { name: 'later' });
      await put(client, '/Organization/new', { name: 'later' });
    });
    const seen = pages.flatMap(namesOf);
    assert.equal(new Set(seen).size, seen.length, 'nothing twice');
    assert.ok(
      [...before].every((name) => seen.includes(name)),
      'nothing missed',
    );
    assert.ok(seen.length >= expected && pages.length >= expected / 2);
    for (const { link } of pages) for (const { url } of link) assert.ok(pathOf(url).startsWith(`/fhir/R4${path}`));
  }
});

test('a history shows subsets like a search', async (t) => {
  const client = await fhirClient(t);
  await put(client, '/Patient/p', { telecom: [{ system: 'phone', value: '1' }] });
  const [entry] = (await expect(client.get('/Patient/p/_history?_elements=name'), 200)).json().entry;
  assert.deepEqual(Object.keys(entry.resource).sort(), ['id', 'meta', 'name', 'resourceType']);
  assert.equal(entry.resource.meta.tag[0].code, 'SUBSETTED');
});
