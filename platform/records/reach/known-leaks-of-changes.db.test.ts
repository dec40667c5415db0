import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothing, type Reach, type Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import type { Stake } from '../store/stakes.ts';
import { scanOf } from '../write/write-resources.ts';
import type { Question } from './fixtures/ask-route.ts';
import { coded, doctor, houseOf, idsIn, now, type Reply, self, subject, totalIn, treated } from './fixtures/leak-house.ts';

/*
 * Ways by which a change, or what concerns a type as a whole, would tell of or reach into records that are not reached; each by a claim of its
 * own. As known-leaks.db.test.ts.
 */

test('nobody writes into the record of a stranger, nor a record out of his own sight', async (t) => {
  const { ask } = await houseOf(t);
  const json = { 'content-type': 'application/fhir+json' };
  const observation = (id: string, patient: string, code = '8867-4') =>
    JSON.stringify({ resourceType: 'Observation', id, status: 'final', ...coded('http://loinc.org', code), ...subject(patient) });
  const code = async (question: Question): Promise<string | number | undefined> => {
    const { refused, status } = await ask(doctor, question);
    return refused?.code ?? status;
  };
  assert.equal(
    await code({ method: 'POST', path: 'Observation', headers: json, body: observation('x', 'strange') }),
    'records.out-of-reach',
  );
  assert.equal(await code({ method: 'POST', path: 'Observation', headers: json, body: observation('x', 'mine') }), 201);
  assert.equal(
    await code({ method: 'POST', path: 'Observation', headers: json, body: observation('x', 'mine', '56888-1') }),
    'records.out-of-reach',
  );
  assert.equal(
    await code({ method: 'PUT', path: 'Observation/mine', headers: json, body: observation('mine', 'strange') }),
    'records.out-of-reach',
  );
  assert.equal(
    await code({ method: 'PUT', path: 'Observation/strange', headers: json, body: observation('strange', 'mine') }),
    'records.unknown-resource',
  );
  assert.equal(
    await code({ method: 'PUT', path: 'Observation/never', headers: json, body: observation('never', 'mine') }),
    'records.unknown-resource',
  );
  assert.equal(await code({ method: 'PUT', path: 'Observation/mine', headers: json, body: observation('mine', 'mine') }), 200);
});

test('a patient of mine who takes part in what is said of a stranger opens no way to write into the record of the stranger', async (t) => {
  const { ask, within } = await houseOf(t);
  const me = { reference: 'Patient/mine' };
  const clinical = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] };
  const allergic = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }] };
  const drafts = [
    { resourceType: 'CareTeam', participant: [{ member: me }] },
    { resourceType: 'Observation', status: 'final', ...coded('http://loinc.org', '8867-4'), performer: [me] },
    { resourceType: 'Condition', clinicalStatus: clinical, ...coded('http://hl7.org/fhir/sid/icd-10', 'I10'), asserter: me },
    { resourceType: 'AllergyIntolerance', clinicalStatus: allergic, asserter: me, recorder: me },
  ];
  const headers = { 'content-type': 'application/fhir+json' };
  for (const draft of drafts) {
    const { resourceType: type } = draft;
    const of = (patient: string) =>
      JSON.stringify({
        ...draft,
        id: 'shared',
        [type === 'AllergyIntolerance' ? 'patient' : 'subject']: { reference: `Patient/${patient}` },
      });
    const created = await ask(doctor, { method: 'POST', path: type, headers, body: of('strange') });
    assert.equal(created.refused?.code, 'records.out-of-reach', `POST ${type}`);
    assert.equal(
      (await ask(doctor, { method: 'POST', path: type, headers, body: of('mine') })).status,
      201,
      `POST ${type} of mine`,
    );
    await within(async (tx, store) => {
      const scan = scanOf(JSON.parse(of('strange')) as { resourceType: string });
      assert.ok((await store.write(tx, [{ type, id: 'shared', method: 'PUT', scan }], now)).ok);
    });
    const path = `${type}/shared`;
    assert.equal((await ask(doctor, path)).status, 200, `${path} may be read: one of mine takes part`);
    const merge = { 'content-type': 'application/merge-patch+json' };
    const changes: readonly Question[] = [
      { method: 'PUT', path, headers, body: of('strange') },
      { method: 'PUT', path, headers, body: of('mine') },
      { method: 'PATCH', path, headers: merge, body: JSON.stringify({ language: 'zh' }) },
      { method: 'DELETE', path },
      {
        method: 'POST',
        path: '',
        headers,
        body: JSON.stringify({
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [{ resource: JSON.parse(of('strange')), request: { method: 'PUT', url: path } }],
        }),
      },
    ];
    for (const change of changes)
      assert.equal((await ask(doctor, change)).refused?.code, 'records.out-of-reach', `${change.method} ${change.path}`);
  }
});

test('somebody acting for another writes of this other alone', async (t) => {
  const { ask } = await houseOf(t);
  const proxy: Reach = {
    ...self('mine'),
    ways: [{ types: '*', interactions: 'cruds', whose: [{ relation: 'proxy', id: 'Patient/mine' }], labels: '*' }],
  };
  const headers = { 'content-type': 'application/fhir+json' };
  const observation = (patient: string) =>
    JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      ...coded('http://loinc.org', '8867-4'),
      ...subject(patient),
      performer: [{ reference: 'Patient/mine' }],
    });
  const post = (patient: string): Promise<Reply> =>
    ask(proxy, { method: 'POST', path: 'Observation', headers, body: observation(patient) });
  assert.equal((await post('strange')).refused?.code, 'records.out-of-reach');
  assert.equal((await post('mine')).status, 201);
});

test('indexing anew, and how far an index has come, are for whom everything of a type may be shown', async (t) => {
  const { ask, within } = await houseOf(t);
  const parameter = {
    resourceType: 'SearchParameter',
    id: 'own',
    url: 'http://test/own',
    name: 'Own',
    status: 'active',
    code: 'own',
  };
  const content = { ...parameter, description: 'own', base: ['Patient'], type: 'token', expression: 'Patient.language' };
  await within(async (tx, store) =>
    assert.ok((await store.write(tx, [{ type: 'SearchParameter', id: 'own', method: 'PUT', scan: scanOf(content) }], now)).ok),
  );
  const open = (...types: string[]): Reach => ({
    ...nothing,
    ways: [{ types, interactions: 'cruds', whose: 'everyone', labels: '*', aboveConsent: true }],
  });
  const reindex = async (reach: Reach, path: string) => ask(reach, { method: 'POST', path });
  for (const reach of [doctor, self('mine'), { ...doctor, ways: [{ ...treated, whose: 'everyone' as const }] }]) {
    for (const path of ['$reindex', 'Patient/$reindex', 'SearchParameter/$reindex'])
      assert.equal((await reindex(reach, path)).refused?.code, 'records.scope-too-small', path);
    assert.equal((await ask(reach, 'SearchParameter/own/$status')).refused?.code, 'records.scope-too-small');
  }
  assert.equal((await reindex(open('Patient'), 'Patient/$reindex')).status, 202);
  const said = async (reach: Reach): Promise<string> => (await ask(reach, 'SearchParameter/own/$status')).body ?? '';
  assert.match(await said(open('SearchParameter', 'Patient')), /"done"/);
  assert.match(await said(open('SearchParameter')), /"state"/);
  assert.doesNotMatch(await said(open('SearchParameter')), /"done"|"total"/);
});

test('who changes what he does not read is told that it is done, and nothing of what is there', async (t) => {
  const { ask } = await houseOf(t);
  const blind: Reach = { ...doctor, ways: [{ ...treated, interactions: 'cus' }] };
  const headers = { 'content-type': 'application/fhir+json', prefer: 'return=representation' };
  const patient = { resourceType: 'Patient', id: 'mine', gender: 'other', name: [{ family: 'Zhao' }] };
  const body = JSON.stringify(patient);
  const put: Question = { method: 'PUT', path: 'Patient/mine', headers, body };
  const done = await ask(blind, put);
  assert.deepEqual([done.status, done.body, done.headers?.['etag']], [200, '', 'W/"2"']);
  assert.match((await ask(doctor, put)).body ?? '', /Zhao/);
  for (const type of ['batch', 'transaction']) {
    const entry = [{ resource: patient, request: { method: 'PUT', url: 'Patient/mine' } }];
    const bundle = JSON.stringify({ resourceType: 'Bundle', type, entry });
    const answer = await ask(blind, { method: 'POST', path: '', headers, body: bundle });
    assert.match(answer.body ?? '', /200 OK/);
    assert.doesNotMatch(answer.body ?? '', /Zhao/, type);
  }
  const patches: readonly (readonly [string, unknown])[] = [
    ['application/json-patch+json', [{ op: 'test', path: '/gender', value: 'other' }]],
    ['application/json-patch+json', [{ op: 'test', path: '/gender', value: 'male' }]],
    ['application/json-patch+json', [{ op: 'remove', path: '/birthDate' }]],
    ['application/merge-patch+json', { language: 'zh' }],
  ];
  const answers = new Set<string>();
  for (const [type, patch] of patches) {
    const asked: Question = {
      method: 'PATCH',
      path: 'Patient/mine',
      headers: { 'content-type': type },
      body: JSON.stringify(patch),
    };
    answers.add(JSON.stringify(await ask(blind, asked)));
  }
  assert.equal(answers.size, 1, [...answers].join());
  assert.match([...answers].join(), /records.patch-unread/);
});

test('a label that somebody put on a resource stays when another writes it anew without', async (t) => {
  const { ask, within } = await houseOf(t);
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }];
  const mine = {
    resourceType: 'Observation',
    id: 'mine',
    status: 'final',
    ...coded('http://loinc.org', '8867-4'),
    ...subject('mine'),
  };
  const write = (content: { resourceType: string }) => (tx: Tx, store: FhirStore) =>
    store.write(tx, [{ type: 'Observation', id: 'mine', method: 'PUT', scan: scanOf(content) }], now);
  const trusted: Reach = { ...doctor, ways: [{ ...treated, labels: '*' }] };
  const backend: Reach = {
    ...doctor,
    ways: [{ ...treated, types: ['Observation'], whose: 'everyone', labels: '*', aboveConsent: true }],
  };
  const headers = { 'content-type': 'application/fhir+json' };
  const tag = { system: 'http://test', code: 'x' };
  const changes: readonly Question[] = [
    { method: 'PUT', path: 'Observation/mine', headers, body: JSON.stringify(mine) },
    {
      method: 'PUT',
      path: 'Observation/mine',
      headers,
      body: JSON.stringify({ ...mine, meta: { tag: [tag], security: [tag] } }),
    },
    { method: 'PUT', path: 'Observation?_id=mine', headers, body: JSON.stringify(mine) },
    {
      method: 'PATCH',
      path: 'Observation/mine',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify([{ op: 'remove', path: '/meta/security' }]),
    },
    {
      method: 'POST',
      path: '',
      headers,
      body: JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: mine, request: { method: 'PUT', url: 'Observation/mine' } }],
      }),
    },
  ];
  for (const reach of [trusted, backend]) {
    for (const change of changes) {
      await within(write({ ...mine, ...{ meta: { security } } }));
      assert.equal((await ask(doctor, 'Observation/mine')).refused?.code, 'records.unknown-resource');
      assert.equal((await ask(reach, change)).status, 200, JSON.stringify(change));
      assert.equal((await ask(doctor, 'Observation/mine')).refused?.code, 'records.unknown-resource', JSON.stringify(change));
      assert.match((await ask(trusted, 'Observation/mine')).body ?? '', /"PSY"/);
    }
  }
  await within(write(mine));
  assert.equal((await ask(doctor, 'Observation/mine')).status, 200, 'who reaches everything takes a label away');
});

test('a history of many looks at so many versions a page and no more, goes on behind them, and is not counted', async (t) => {
  const stakes: Stake[] = [{ patient: 'mine', relation: 'treating', holder: 'Organization/mine' }];
  const { ask } = await houseOf(t, stakes, [], 2);
  const nextIn = ({ body = '' }: Reply): string | undefined =>
    /"relation":"next","url":"http:\/\/test\/fhir\/R4\/([^"]*)"/.exec(body)?.[1];
  const all: string[] = [];
  let pages = 0;
  for (let path: string | undefined = 'Observation/_history?_count=10'; path !== undefined && pages < 10; pages += 1) {
    const page: Reply = await ask(doctor, path);
    assert.equal(page.status, 200, page.body);
    all.push(...idsIn(page));
    path = nextIn(page);
    if (path !== undefined) assert.equal(totalIn(page), undefined, 'a page that stopped early is not the whole');
  }
  assert.deepEqual(all, ['Observation/mine']);
  assert.equal(pages, 2, 'three observations, two looked at for a page');
  const refused = async (path: string): Promise<string | undefined> => (await ask(doctor, path)).refused?.code;
  for (const path of ['Observation/_history', '_history']) {
    assert.equal(await refused(`${path}?_summary=count`), 'records.history-uncounted');
    assert.equal(await refused(`${path}?_count=0`), 'records.history-uncounted');
    assert.equal(await refused(`${path}?_at=2026-11-23`), 'records.history-too-long');
  }
  assert.equal(totalIn(await ask(doctor, 'Observation/mine/_history?_summary=count')), 1);
  assert.equal((await ask(doctor, 'Observation/mine/_history?_at=2026-11-23')).status, 200);
  const registers: Reach = { ...nothing, ways: [{ types: ['Organization'], interactions: 'rs', whose: 'everyone', labels: [] }] };
  assert.equal(totalIn(await ask(registers, 'Organization/_history?_summary=count')), 0, 'what is reached as a whole is counted');
});
