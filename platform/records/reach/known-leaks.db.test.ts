import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { nothing, type Reach, type Tx, type Way, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type { FhirStore } from '../fhir-store.ts';
import { createRecordStore } from '../record-store.ts';
import { stakeWriter } from '../stake-writer.ts';
import type { Denial, Stake } from '../store/stakes.ts';
import { scanOf } from '../write/write-resources.ts';
import { askRoute, type Question } from './fixtures/ask-route.ts';

/*
 * Leaks that other servers had, each by its name and by the question that showed it there, and a few of the same kind. The property in
 * non-interference.db.test.ts is wider; these tell at once what is wrong.
 */

const now = new Date('2026-11-22T08:00:00Z');

const treated: Way = {
  types: '*',
  interactions: 'cruds',
  whose: [{ relation: 'treating', id: 'Organization/mine' }],
  labels: [],
};
const doctor: Reach = { ways: [treated], purpose: 'treatment', institutions: ['Organization/mine'] };
const self = (id: string): Reach => ({
  ways: [{ types: '*', interactions: 'rs', whose: [{ relation: 'self', id: `Patient/${id}` }], labels: '*' }],
  purpose: 'personal',
  institutions: [],
});

const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
const coded = (system: string, code: string) => ({ code: { coding: [{ system, code }] } });

const resources = [
  { resourceType: 'Patient', id: 'mine', gender: 'male', name: [{ family: 'Wang' }] },
  { resourceType: 'Patient', id: 'strange', gender: 'female', name: [{ family: 'Li' }] },
  { resourceType: 'Observation', id: 'mine', status: 'final', ...coded('http://loinc.org', '8867-4'), ...subject('mine') },
  {
    resourceType: 'Observation',
    id: 'strange',
    status: 'final',
    ...coded('http://loinc.org', '8867-4'),
    ...subject('strange'),
    encounter: { reference: 'Encounter/strange' },
    focus: [{ reference: 'Patient/mine' }],
  },
  { resourceType: 'Observation', id: 'hiv', status: 'final', ...coded('http://loinc.org', '56888-1'), ...subject('mine') },
  {
    resourceType: 'DiagnosticReport',
    id: 'mine',
    status: 'final',
    ...coded('http://loinc.org', '8867-4'),
    ...subject('mine'),
    result: [{ reference: 'Observation/strange' }, { reference: 'Observation/hiv' }],
  },
  { resourceType: 'Condition', id: 'hiv', ...coded('http://hl7.org/fhir/sid/icd-10', 'B20.1'), ...subject('mine') },
  { resourceType: 'Encounter', id: 'strange', status: 'finished', class: { code: 'AMB' }, ...subject('strange') },
  {
    resourceType: 'Group',
    id: 'both',
    type: 'person',
    actual: true,
    member: ['mine', 'strange'].map((id) => ({ entity: { reference: `Patient/${id}` } })),
  },
];

interface House {
  readonly ask: (reach: Reach, question: Question | string) => Promise<Reply>;
  readonly within: <T>(work: (tx: Tx, store: FhirStore) => Promise<T>) => Promise<T>;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly refused?: { readonly code: string };
}

async function houseOf(
  t: TestContext,
  stakes: readonly Stake[] = [{ patient: 'mine', relation: 'treating', holder: 'Organization/mine' }],
  denials: readonly Denial[] = [],
  historyBound?: number,
): Promise<House> {
  const pool = await testDatabase(t);
  const store = createRecordStore([], { bases: ['http://test/fhir/R4'], ...(historyBound !== undefined && { historyBound }) });
  await withTx(pool, 'write', async (tx) => {
    for (const resource of resources) {
      const { resourceType: type, id } = resource;
      const done = await store.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], now);
      assert.ok(done.ok);
    }
    await stakeWriter.putStakes(tx, [{ source: 'Encounter/x', rows: stakes }]);
    await stakeWriter.putDenials(tx, [{ source: 'Consent/x', rows: denials }]);
  });
  const ask: House['ask'] = (reach, question) =>
    withTx(pool, 'write', (tx) =>
      askRoute(store, tx, reach, typeof question === 'string' ? { method: 'GET', path: question } : question, now),
    );
  return { ask, within: (work) => withTx(pool, 'write', (tx) => work(tx, store)) };
}

/** Ids of a Bundle's entries, in order. */
const idsIn = ({ body = '{}' }: Reply): string[] =>
  ((JSON.parse(body) as { entry?: { resource: { resourceType: string; id: string } }[] }).entry ?? []).map(
    ({ resource: { resourceType, id } }) => `${resourceType}/${id}`,
  );
const totalIn = ({ body = '{}' }: Reply): number | undefined => (JSON.parse(body) as { total?: number }).total;

test('hapi-fhir#6065: _has does not tell what stands in records that are not reached', async (t) => {
  const { ask } = await houseOf(t);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:code=8867-4')), ['Patient/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:code=56888-1')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Condition:patient:code=B20.1')), []);
  assert.equal(totalIn(await ask(doctor, 'Patient?_has:Condition:patient:code=B20.1&_summary=count')), 0);
  // The same by a chain, which asks in the other direction.
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?result.code=56888-1')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?result.patient.gender=female')), []);
});

test('microsoft/fhir-server#5683: what comes along by _include and _revinclude is reached, or does not come', async (t) => {
  const { ask } = await houseOf(t);
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?_include=DiagnosticReport:result')), ['DiagnosticReport/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_id=mine&_revinclude=Observation:subject&_revinclude=Group:member')), [
    'Patient/mine',
    'Observation/mine',
  ]);
  // Of somebody else, with mine in focus.
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_id=mine&_revinclude=Observation:focus')), ['Patient/mine']);
  assert.deepEqual(idsIn(await ask(self('mine'), 'Patient?_id=mine&_revinclude=*')).sort(), [
    'Condition/hiv',
    'DiagnosticReport/mine',
    'Observation/hiv',
    'Observation/mine',
    'Patient/mine',
  ]);
});

test('microsoft/fhir-server#5688: a reader of whom nothing is said reaches nothing', async (t) => {
  const { ask } = await houseOf(t);
  const nobody: Reach = { ...self('mine'), ways: [{ types: '*', interactions: 'rs', whose: [], labels: '*' }] };
  assert.deepEqual(idsIn(await ask(nobody, 'Observation')), []);
  assert.equal((await ask(nobody, 'Patient/mine')).refused?.code, 'records.unknown-resource');
  assert.equal((await ask(nothing, 'Observation')).refused?.code, 'records.scope-too-small');
  assert.equal((await ask(nothing, 'Patient/mine')).refused?.code, 'records.scope-too-small');
});

test('LinuxForHealth/FHIR#1849: a compartment that is not reached is as empty as one of nobody', async (t) => {
  const { ask } = await houseOf(t);
  for (const member of ['Observation', '*', 'Encounter?_summary=count']) {
    const strange = await ask(doctor, `Patient/strange/${member}`);
    const never = await ask(doctor, `Patient/nobody/${member}`);
    assert.deepEqual(JSON.parse(JSON.stringify(strange).replaceAll('strange', 'nobody')), never, member);
  }
  // Guessing what a stranger has: right or wrong, the answer is the same.
  const guess = async (code: string): Promise<string> =>
    JSON.stringify(await ask(doctor, `Observation?subject=Patient/strange&code=${code}`)).replaceAll(code, '');
  assert.equal(await guess('8867-4'), await guess('1234-5'));
});

test('hapi-fhir#4151: who links to my record lies in my compartment as a person, what is told of them does not', async (t) => {
  const { ask, within } = await houseOf(t);
  await within(async (tx, store) => {
    const link = [{ other: { reference: 'Patient/mine' }, type: 'seealso' }];
    const scan = scanOf({ resourceType: 'Patient', id: 'strange', gender: 'female', name: [{ family: 'Li' }], link });
    assert.ok((await store.write(tx, [{ type: 'Patient', id: 'strange', method: 'PUT', scan }], now)).ok);
  });
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_sort=_id')), ['Patient/mine', 'Patient/strange']);
  assert.equal((await ask(doctor, 'Patient/strange')).status, 200);
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?_sort=_id')), ['Observation/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:_id=strange')), []);
});

test('hapi-fhir#3249: a reference written as an address asks the same as one written short, and finds no more', async (t) => {
  const { ask } = await houseOf(t);
  for (const patient of ['mine', 'strange']) {
    const [short, long] = [`Patient/${patient}`, `http://test/fhir/R4/Patient/${patient}`];
    assert.deepEqual(
      idsIn(await ask(doctor, `Observation?subject=${long}`)),
      idsIn(await ask(doctor, `Observation?subject=${short}`)),
    );
  }
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?subject=http://test/fhir/R4/Patient/strange')), []);
});

test('medplum#7641: a criterion that looks into other resources leads to nothing, alike in every way of asking', async (t) => {
  const { ask } = await houseOf(t);
  const chained: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['subject:Patient.gender=male'] }] };
  assert.deepEqual(idsIn(await ask(chained, 'Observation')), []);
  assert.equal((await ask(chained, 'Observation/mine')).refused?.code, 'records.unknown-resource');
  assert.equal((await ask(chained, 'Observation/mine/_history')).refused?.code, 'records.unknown-resource');
  const plain: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['status=final'] }] };
  assert.deepEqual(idsIn(await ask(plain, 'Observation')), ['Observation/mine']);
  assert.equal((await ask(plain, 'Observation/mine')).status, 200);
  const other: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['status=amended'] }] };
  assert.deepEqual(idsIn(await ask(other, 'Observation')), []);
  assert.equal((await ask(other, 'Observation/mine')).refused?.code, 'records.unknown-resource');
});

test('a search with several conditions, or none, is no way around the compartment', async (t) => {
  const { ask } = await houseOf(t);
  for (const query of [
    '',
    '?_id=strange',
    '?subject=Patient/strange',
    '?_id=strange,mine&status=final',
    '?status:not=amended&_id:not=hiv',
  ])
    assert.ok(!idsIn(await ask(doctor, `Observation${query}`)).includes('Observation/strange'), query);
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?_sort=_id')), ['Observation/mine']);
  assert.equal(totalIn(await ask(doctor, 'Observation?_total=accurate&_count=0')), 1);
});

test('a batch, a POST _search and a conditional read are asked what the plain request is asked', async (t) => {
  const { ask } = await houseOf(t);
  const entry = [
    'Patient/strange',
    'Observation?_id=strange',
    'Observation/hiv',
    'Patient/strange/_history',
    'Observation/hiv/_history/1',
  ].map((url) => ({
    request: { method: 'GET', url },
  }));
  const { body = '' } = await ask(doctor, {
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
  });
  assert.ok(!/Li|female|56888-1/.test(body), body);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.deepEqual(
    idsIn(await ask(doctor, { method: 'POST', path: 'Observation/_search', headers: form, body: 'subject=Patient/strange' })),
    [],
  );
  const known = await ask(doctor, { method: 'GET', path: 'Patient/strange', headers: { 'if-none-match': 'W/"1"' } });
  assert.equal(known.refused?.code, 'records.unknown-resource');
});

test('a version, a history and an ETag tell no more than the resource as it stands', async (t) => {
  const { ask, within } = await houseOf(t);
  // What was harmless is sensitive now: the older version goes with it. And what was sensitive does not come back by its history.
  await within(async (tx, store) => {
    const write = (id: string, code: string) => ({
      type: 'Observation',
      id,
      method: 'PUT' as const,
      scan: scanOf({ resourceType: 'Observation', id, status: 'final', ...coded('http://loinc.org', code), ...subject('mine') }),
    });
    assert.ok((await store.write(tx, [write('mine', '56888-1'), write('hiv', '8867-4')], now)).ok);
  });
  const unknown = async (path: string): Promise<void> =>
    assert.match((await ask(doctor, path)).refused?.code ?? '', /unknown/, path);
  await unknown('Observation/mine');
  await unknown('Observation/mine/_history');
  await unknown('Observation/mine/_history/1');
  await unknown('Observation/hiv/_history/1');
  assert.equal(totalIn(await ask(doctor, 'Observation/hiv/_history')), 1);
  assert.equal((await ask(doctor, 'Observation/hiv')).headers?.['etag'], 'W/"2"');
  const conditional = { method: 'DELETE' as const, path: 'Patient/strange', headers: { 'if-match': 'W/"7"' } };
  const never = await ask(doctor, { ...conditional, path: 'Patient/nobody' });
  assert.deepEqual(JSON.parse(JSON.stringify(await ask(doctor, conditional)).replaceAll('strange', 'nobody')), never);
});

test('a deleted resource is gone for whom it was there, and was never there for others', async (t) => {
  const { ask, within } = await houseOf(t);
  await within(async (tx, store) => {
    for (const id of ['mine', 'strange'])
      assert.ok((await store.write(tx, [{ type: 'Observation', id, method: 'DELETE' }], now)).ok);
  });
  assert.equal((await ask(doctor, 'Observation/mine')).refused?.code, 'records.deleted');
  assert.equal((await ask(doctor, 'Observation/strange')).refused?.code, 'records.unknown-resource');
  assert.equal(totalIn(await ask(doctor, 'Observation/mine/_history')), 2);
  assert.equal((await ask(doctor, 'Observation/strange/_history')).refused?.code, 'records.unknown-resource');
});

test('what a person forbids is hidden from the one it is forbidden to, and not from oneself', async (t) => {
  const stakes: Stake[] = [{ patient: 'mine', relation: 'treating', holder: 'Organization/mine' }];
  const { ask } = await houseOf(t, stakes, [{ patient: 'mine', institution: 'Organization/mine', type: 'Observation' }]);
  assert.deepEqual(idsIn(await ask(doctor, 'Observation')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient')), ['Patient/mine']);
  const other: Reach = { ...doctor, institutions: ['Organization/other'] };
  assert.deepEqual(idsIn(await ask(other, 'Observation')), ['Observation/mine']);
  const above: Reach = { ...doctor, ways: [{ ...treated, aboveConsent: true }] };
  assert.deepEqual(idsIn(await ask(above, 'Observation')), ['Observation/mine']);
});

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
