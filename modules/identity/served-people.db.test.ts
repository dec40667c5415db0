import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decided } from './contract.ts';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';

interface Person {
  readonly id: string;
  readonly active: boolean;
  readonly meta: { readonly versionId: string };
  readonly name?: readonly { readonly text: string }[];
  readonly identifier?: readonly { readonly system?: string; readonly value: string }[];
  readonly telecom?: readonly { readonly value: string }[];
  readonly birthDate?: string;
  readonly gender?: string;
  readonly link: readonly { readonly target: { readonly reference: string }; readonly assurance?: string }[];
}
interface Bundle {
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: Person }[];
}

test('Person, served from who is one person', async (t) => {
  const { register, link, pool, post, server, client, clientToken, registrar, signInAs } = await openIdentity(t, {
    settings: { SONGHUA_LOG_LEVEL: 'error' },
  });
  await register('li1', li);
  await register('li2', { ...li, name: '李秀蓝', phone: '13596200001', institution: 'h2' });
  await register('wang', {
    name: '王建国',
    sex: 'male',
    born: '1961-07-30',
    number: numberOf('1961-07-30', 33),
    institution: 'h3',
  });
  await register('chen', { name: '陈明' });
  await link();

  const ask = (path: string, headers: Record<string, string> = client) => server.app.inject({ url: `/fhir/R4/${path}`, headers });
  const read = async (id: string): Promise<Person> => {
    const answer = await ask(`Person/${id}`);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<Person>();
  };
  const search = async (query: string): Promise<Bundle> => {
    const answer = await ask(`Person?${query}`);
    assert.equal(answer.statusCode, 200, `${query} ${answer.body}`);
    return answer.json<Bundle>();
  };
  const found = async (query: string) => (await search(query)).entry?.map(({ resource }) => resource.id) ?? [];
  const linksOf = ({ link }: Person) => link.map(({ target, assurance }) => [target.reference, assurance]);

  await t.test('read: golden values, and the registrations with how surely they belong', async () => {
    const person = await read('li1');
    assert.deepEqual(linksOf(person), [
      ['Patient/li1', 'level2'],
      ['Patient/li2', 'level2'],
    ]);
    assert.deepEqual(person.identifier, [{ system: 'urn:oid:2.16.156.10011.1.3', value: li.number }]);
    assert.deepEqual([person.telecom?.[0]?.value, person.birthDate, person.gender], ['13596200001', li.born, 'female']);
    assert.equal(person.active, true);
    assert.deepEqual(linksOf(await read('wang')), [['Patient/wang', undefined]], 'alone: a person by itself');
    for (const id of ['li2', 'nobody']) assert.equal((await ask(`Person/${id}`)).statusCode, 404, id);
    const { rows } = await pool.query<{ patients: string[] }>(
      `select patients from access.audit where path like '%/Person/li1' and status = 200 order by entry desc limit 1`,
    );
    assert.deepEqual([...(rows[0]?.patients ?? [])].sort(), ['li1', 'li2'], 'noted for each registration');
  });

  await t.test('search: by registration, number, phone, name and id, as it is shown', async () => {
    for (const [query, people] of [
      ['link=Patient/li2', ['li1']],
      ['patient=li2', ['li1']],
      ['link=Practitioner/li2', []],
      [`identifier=${li.number}`, ['li1']],
      [`identifier=urn:oid:2.16.156.10011.1.3|${String(li.number).toLowerCase()}`, ['li1']],
      [`identifier=urn:other|${li.number}`, []],
      ['phone=13596200001', ['li1']],
      [`phone=${li.phone}`, []],
      [`name=${encodeURIComponent('王')}`, ['wang']],
      [`name:exact=${encodeURIComponent('王')}`, []],
      [`name:contains=${encodeURIComponent('建国')}`, ['wang']],
      ['_id=li1,wang', ['li1', 'wang']],
      ['_id=li2', []],
      [`_id=li1&identifier=${numberOf('1961-07-30', 33)}`, []],
      ['identifier:missing=true', ['chen']],
      ['_id:not=wang', ['chen', 'li1']],
      ['_lastUpdated=gt2100-01-01', []],
      ['_lastUpdated=lt2100-01-01&_sort=-_id', ['wang', 'li1', 'chen']],
    ] as const) {
      assert.deepEqual(await found(query), people, query);
      assert.equal((await search(query)).total, people.length, query);
      assert.equal((await search(`${query}&_summary=count`)).total, people.length, query);
    }
    for (const query of ['colour=red', 'birthdate=1958-03-12', '_sort=name', '_after=%00'])
      assert.equal((await ask(`Person?${query}`)).statusCode, 400, query);
  });

  await t.test('pages: everybody once, whichever way', async () => {
    for (const [query, people] of [
      ['_count=1', ['chen', 'li1', 'wang']],
      ['_count=2&_sort=-_id', ['wang', 'li1', 'chen']],
      ['_count=1&_id=chen,li1,wang', ['chen', 'li1', 'wang']],
    ] as const) {
      const met: string[] = [];
      for (let next: string | undefined = `Person?${query}`; next !== undefined; ) {
        const page: Bundle = (await ask(next)).json<Bundle>();
        assert.equal(page.total, 3);
        met.push(...(page.entry?.map(({ resource }) => resource.id) ?? []));
        next = page.link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];
      }
      assert.deepEqual(met, people, query);
    }
  });

  await t.test('linked by people, taken out, deleted: the next answer says so, under another version', async () => {
    const before = (await read('li1')).meta.versionId;
    const joined = await post('/people/link', { patients: ['li1', 'wang'], reason: '本人来院核对' });
    assert.equal(joined.statusCode, 200, joined.body);
    assert.deepEqual(
      linksOf(await read('li1')).map(([, level]) => level),
      ['level3', 'level3', 'level3'],
    );
    assert.deepEqual(await found('link=Patient/wang'), ['li1']);
    assert.equal((await ask('Person/wang')).statusCode, 404);
    const { decision } = joined.json<Decided>();
    assert.equal((await post(`/decisions/${decision.id}/undo`, { reason: '看错了' })).statusCode, 200);
    assert.deepEqual(linksOf(await read('wang')), [['Patient/wang', undefined]]);
    assert.equal((await post('/people/unlink', { patient: 'li2', reason: '不是同一人' })).statusCode, 200);
    assert.deepEqual(linksOf(await read('li1')), [['Patient/li1', undefined]]);
    assert.deepEqual(await found(`identifier=${li.number}`), ['li1', 'li2']);
    // The registration that names her is deleted: she is still found, under her id, by the one that is left.
    assert.equal((await post('/people/link', { patients: ['chen', 'wang'], reason: '本人来院核对' })).statusCode, 200);
    assert.equal((await server.app.inject({ method: 'DELETE', url: '/fhir/R4/Patient/wang', headers: client })).statusCode, 204);
    const [left] = await found('link=Patient/chen');
    assert.ok(left);
    assert.deepEqual(linksOf(await read(left)), [['Patient/chen', undefined]]);
    assert.deepEqual((await found('')).toSorted(), [left, 'li1', 'li2'].toSorted());
    assert.notEqual((await read('li1')).meta.versionId, before);
    const gone = await server.app.inject({ method: 'DELETE', url: '/fhir/R4/Patient/chen', headers: client });
    assert.ok(gone.statusCode < 300, gone.body);
    assert.deepEqual(await found(''), ['li1', 'li2']);
  });

  await t.test('told to backends trusted with every Person, to nobody else', async () => {
    const status = async (headers: Record<string, string>) =>
      Promise.all(['Person/li1', 'Person?link=Patient/li1'].map(async (path) => (await ask(path, headers)).statusCode));
    assert.deepEqual(await status(await clientToken('system/Person.rs')), [200, 200]);
    assert.deepEqual(await status(await clientToken('system/Person.r')), [200, 403]);
    assert.deepEqual(await status(await clientToken('system/Patient.rs')), [403, 403]);
    assert.deepEqual(await status(registrar), [403, 403]);
    for (const role of ['doctor', 'resident'])
      assert.deepEqual(await status(await signInAs(role, `songhua-${role}`)), [403, 403], role);
    assert.deepEqual(await status({}), [401, 401]);
  });

  await t.test('nobody writes one', async () => {
    const payload = { resourceType: 'Person', id: 'li1', link: [{ target: { reference: 'Patient/wang' } }] };
    for (const [method, url] of [
      ['PUT', '/fhir/R4/Person/li1'],
      ['POST', '/fhir/R4/Person'],
      ['DELETE', '/fhir/R4/Person/li1'],
    ] as const) {
      const headers = { ...client, 'content-type': 'application/fhir+json' };
      const answer = await server.app.inject({ method, url, headers, ...(method !== 'DELETE' && { payload }) });
      assert.equal(answer.statusCode, 405, answer.body);
      assert.match(answer.body, /kept-elsewhere/);
    }
  });
});
