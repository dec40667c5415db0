import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allPages,
  bundleOf,
  expect,
  type FhirClient,
  fhirClient,
  type Json,
  linksOf,
  pathOf,
  refused,
} from './fixtures/fhir-client.ts';

const put = (resource: { readonly resourceType: string; readonly id: string }) => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
});

const day = (n: number): string => `2024-01-${String(n + 1).padStart(2, '0')}`;

/** Thirty observations of three patients, one a day, in no order. */
async function fill({ send }: FhirClient): Promise<void> {
  const order = Array.from({ length: 30 }, (_, n) => (n * 7) % 30);
  const entries = [
    ...[0, 1, 2].map((n) => put({ resourceType: 'Patient', id: `p${n}`, gender: 'male', name: [{ family: `F${n}` }] } as never)),
    ...order.map((n) =>
      put({
        resourceType: 'Observation',
        id: `o${n}`,
        status: 'final',
        code: { text: 'a' },
        subject: { reference: `Patient/p${n % 3}` },
        effectiveDateTime: day(n),
        valueQuantity: { value: n % 5 },
      } as never),
    ),
  ];
  await expect(send('POST', '', bundleOf('transaction', entries)), 200);
}

const idsOf = (page: Json): string[] =>
  (page.entry ?? []).filter(({ search }: Json) => search.mode === 'match').map(({ resource }: Json) => resource.id);

test('pages hold _count matches each, in one order, with links by which to go on', async (t) => {
  const client = await fhirClient(t);
  await fill(client);
  const dates = Array.from({ length: 30 }, (_, n) => `o${n}`);
  for (const [query, expected] of [
    ['_sort=date&_count=7', dates],
    ['_sort=-date&_count=7', dates.toReversed()],
    ['_count=7', dates.toReversed()],
    ['_sort=value-quantity,date&_count=7', dates.toSorted((a, b) => (Number(a.slice(1)) % 5) - (Number(b.slice(1)) % 5))],
    ['_sort=-_id&_count=7', dates.toSorted().toReversed()],
    ['date=ge2024-01-11&_count=4&_total=accurate', dates.slice(10).toReversed()],
    ['subject=Patient/p1&_count=4', dates.filter((_, n) => n % 3 === 1).toReversed()],
    ['subject:Patient.gender=male&_sort=date&_count=11', dates],
  ] as const) {
    const pages = await allPages(client, `/Observation?${query}`);
    assert.deepEqual(pages.flatMap(idsOf), expected, query);
    const size = Number(/_count=(\d+)/.exec(query)?.[1]);
    for (const page of pages.slice(0, -1)) assert.equal(idsOf(page).length, size, query);
    const self = linksOf(pages[0])['self'] ?? '';
    assert.deepEqual(idsOf((await expect(client.get(pathOf(self)), 200)).json()), idsOf(pages[0]));
    for (const page of pages) assert.equal(pathOf(linksOf(page)['first'] ?? ''), pathOf(self));
    if (query.includes('_total')) for (const page of pages) assert.equal(page.total, expected.length);
  }
});

test('while others write, pages show nothing twice and miss nothing of what was there', async (t) => {
  for (const query of [
    '_count=4',
    '_sort=date&_count=4',
    '_sort=value-quantity&_count=4',
    'status=final&_count=4',
    'subject:missing=false&_count=4',
  ]) {
    const client = await fhirClient(t);
    await fill(client);
    let round = 0;
    const pages = await allPages(client, `/Observation?${query}`, async () => {
      round += 1;
      // Before, in between and behind of where the reader is; changed without moving; and gone.
      const more = [0, 14, 29].map((n) =>
        put({
          resourceType: 'Observation',
          id: `new${round}-${n}`,
          status: 'final',
          code: { text: 'a' },
          subject: { reference: 'Patient/p0' },
          effectiveDateTime: day(n),
          valueQuantity: { value: n % 5 },
        } as never),
      );
      const gone = [{ request: { method: 'DELETE', url: `Observation/new${round - 1}-14` } }];
      await expect(client.send('POST', '', bundleOf('transaction', [...more, ...gone])), 200);
      const patch = [{ op: 'add', path: '/language', value: 'zh-CN' }];
      for (const id of ['o3', 'o15', 'o27']) await expect(client.send('PATCH', `/Observation/${id}`, patch), 200);
      assert.ok(round < 30, 'the end comes although others write on');
    });
    const seen = pages.flatMap(idsOf);
    assert.equal(new Set(seen).size, seen.length, `${query}: nothing twice`);
    const missed = Array.from({ length: 30 }, (_, n) => `o${n}`).filter((id) => !seen.includes(id));
    assert.deepEqual(missed, [], `${query}: nothing missed`);
  }
});

test('pages over several types and over everything go on from type to type', async (t) => {
  const client = await fhirClient(t);
  await fill(client);
  for (const path of [
    '?_type=Observation,Patient&_count=8',
    '?_count=8',
    '/Patient/p1/*?_count=3',
    '?_lastUpdated=gt2000&_count=8',
  ]) {
    const ids = (await allPages(client, path)).flatMap(idsOf);
    const expected = path.startsWith('/') ? 11 : 33;
    assert.equal(ids.length, expected, path);
    assert.equal(new Set(ids).size, expected, path);
  }
});

test('a page mark that is not one of ours is refused, and one of another search does no harm', async (t) => {
  const client = await fhirClient(t);
  await fill(client);
  for (const mark of ['x', '', 'e30', Buffer.from('{"a":"x"}').toString('base64url'), Buffer.from('[]').toString('base64url')]) {
    const answer = await client.get(`/Observation?_cursor=${mark}`);
    assert.ok(answer.status === 400 || answer.status === 200, `${mark}: ${answer.text}`);
  }
  await refused(client.get('/Observation?_cursor=x'), 400, 'records.invalid-cursor');
  const page = (await expect(client.get('/Observation?_sort=value-quantity&_count=3'), 200)).json();
  const mark = new URL(linksOf(page)['next'] ?? '').searchParams.get('_cursor') ?? '';
  for (const path of ['/Patient?', '/Observation?_sort=date,_id&', '?_type=Patient&', '/Observation?_sort=code&'])
    assert.ok((await client.get(`${path}_count=3&_cursor=${mark}`)).status < 500, path);
});

test('totals are exact when asked for, and counts of nothing but the total are too', async (t) => {
  const client = await fhirClient(t);
  await fill(client);
  const ask = async (query: string) => (await expect(client.get(`/Observation?${query}`), 200)).json();
  assert.equal((await ask('_count=5&_total=accurate')).total, 30);
  assert.equal((await ask('_count=5&_total=estimate')).total >= 0, true);
  assert.equal((await ask('_count=5&_total=none')).total, undefined);
  assert.equal((await ask('_count=100')).total, 30);
  const none = await ask('_count=0');
  assert.deepEqual([none.total, none.entry], [30, undefined]);
  assert.equal((await ask('_summary=count&subject=Patient/p1')).total, 10);
  await refused(client.get('/Observation?_count=-1'), 400, 'records.invalid-search');
  await refused(client.get('/Observation?_total=some'), 400, 'records.invalid-search');
});
