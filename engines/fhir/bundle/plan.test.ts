import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { a, attempt, b, base, definitions, faults, plan, post } from './fixtures/plans.ts';
import { checkOverlaps } from './overlaps.ts';
import { planBundle } from './plan.ts';

test('the published example of a transaction is planned in the specified order', () => {
  const path = createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/Bundle-bundle-transaction.json');
  const result = planBundle(JSON.parse(readFileSync(path, 'utf8')), { definitions });
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(
    result.value.steps.map(({ index, kind }) => `${index} ${kind}`),
    ['5 delete', '6 delete', '0 create', '1 create', '7 operation', '2 update', '3 update', '4 update', '8 fetch', '9 fetch'],
  );
  const [, , , second] = result.value.steps;
  assert.deepEqual(second?.conditions, { ifNoneExist: 'identifier=http:/example.org/fhir/ids|234234' });
  const read = result.value.steps.at(-1);
  assert.deepEqual(read?.conditions, {
    ifNoneMatch: { any: false, versions: ['4'] },
    ifModifiedSince: Date.UTC(2015, 7, 30, 22, 14, 33),
  });
});

test('the published batches are planned in their own order', () => {
  for (const name of ['medsallergies', 'simplesummary']) {
    const path = createRequire(import.meta.url).resolve(`hl7.fhir.r4.examples/Bundle-bundle-request-${name}.json`);
    const result = planBundle(JSON.parse(readFileSync(path, 'utf8')), { definitions });
    assert.ok(result.ok && result.value.refused.length === 0);
    assert.deepEqual(
      result.value.steps.map(({ index }) => index),
      result.value.steps.map((_, at) => at),
    );
  }
});

test('every kind of address is read, relative or under our own base', () => {
  const fetch = (url: string) => {
    const [step] = plan('batch', [{ request: { method: 'GET', url } }]).steps;
    return step?.kind === 'fetch' ? step.address : undefined;
  };
  assert.deepEqual(fetch('Patient/1'), { kind: 'instance', type: 'Patient', id: '1', query: '' });
  assert.deepEqual(fetch('/Patient/1'), fetch('Patient/1'));
  assert.deepEqual(fetch(`${base}/Patient/1`), fetch('Patient/1'));
  assert.deepEqual(fetch('Patient?name=%E5%BC%A0'), { kind: 'type', type: 'Patient', query: 'name=%E5%BC%A0' });
  assert.deepEqual(fetch('Patient/1/_history/2'), { kind: 'version', type: 'Patient', id: '1', version: '2', query: '' });
  assert.deepEqual(fetch('Patient/1/_history?_count=2'), { kind: 'history', type: 'Patient', id: '1', query: '_count=2' });
  assert.deepEqual(fetch('Patient/_history'), { kind: 'history', type: 'Patient', query: '' });
  assert.deepEqual(fetch('_history'), { kind: 'history', query: '' });
  assert.deepEqual(fetch('metadata'), { kind: 'metadata', query: '' });
  assert.deepEqual(fetch('?_type=Patient,Group'), { kind: 'system', query: '_type=Patient,Group' });
  assert.deepEqual(fetch('Patient/1/Observation?code=x'), {
    kind: 'compartment',
    type: 'Patient',
    id: '1',
    member: 'Observation',
    query: 'code=x',
  });
  assert.deepEqual(fetch('Patient/1/$everything'), {
    kind: 'operation',
    name: 'everything',
    type: 'Patient',
    id: '1',
    query: '',
  });
  for (const url of [
    'Nothing/1',
    'Patient/1/2',
    'Resource',
    'Patient/a b',
    'https://other.example/Patient/1',
    'Patient/1/_history/2/3',
    'Location/1/Observation',
    'toString',
  ])
    assert.equal(fetch(url), undefined, url);
});

test('a wrong entry is named with its field and rule, and all wrong entries at once', () => {
  const patient = { resourceType: 'Patient' };
  assert.deepEqual(
    faults(
      {},
      'x',
      { request: { method: 'FETCH', url: 'Patient' } },
      { request: { method: 'GET', url: 'Nothing' } },
      { request: { method: 'POST', url: 'Patient' } },
      { request: { method: 'POST', url: 'Observation' }, resource: patient },
      { request: { method: 'PUT', url: 'Patient/1' }, resource: patient },
      { request: { method: 'PUT', url: 'Patient/1' }, resource: { ...patient, id: '2' } },
      { request: { method: 'PUT', url: 'Patient' }, resource: patient },
      { request: { method: 'DELETE', url: 'Patient/1/_history' } },
      { request: { method: 'PATCH', url: 'Patient/1' }, resource: patient },
      { fullUrl: 'Patient/1', request: { method: 'POST', url: 'Patient' }, resource: patient },
      { request: { method: 'POST', url: 'Patient', ifMatch: 'W/"1"' }, resource: patient },
      { request: { method: 'PUT', url: 'Patient/1', ifMatch: '1' }, resource: { ...patient, id: '1' } },
      { request: { method: 'GET', url: 'Patient/1', ifModifiedSince: 'yesterday' } },
      { request: { method: 'POST', url: 'Patient', ifNoneExist: '' }, resource: patient },
      { request: { method: 'PUT', url: 'Patient?a=b' }, resource: { ...patient, id: 'a b' } },
    ),
    [
      'Bundle.entry[0].request required',
      'Bundle.entry[1] object',
      'Bundle.entry[2].request.method one-of',
      'Bundle.entry[3].request.url address-of-method',
      'Bundle.entry[4].resource required',
      'Bundle.entry[5].resource.resourceType same-as-address',
      'Bundle.entry[6].resource.id same-as-address',
      'Bundle.entry[7].resource.id same-as-address',
      'Bundle.entry[8].request.url address-of-method',
      'Bundle.entry[9].request.url address-of-method',
      'Bundle.entry[10].resource patch',
      'Bundle.entry[11].fullUrl absolute-url',
      'Bundle.entry[12].request.ifMatch condition-of-method',
      'Bundle.entry[13].request.ifMatch entity-tag',
      'Bundle.entry[14].request.ifModifiedSince instant',
      'Bundle.entry[15].request.ifNoneExist search-parameters',
      'Bundle.entry[16].resource.id fhir-id',
    ],
  );
});

test('of a batch the wrong entries are set apart and the others go on', () => {
  const { steps, refused, entries } = plan('batch', [{}, { request: { method: 'DELETE', url: 'Patient/1' } }]);
  assert.equal(entries, 2);
  assert.deepEqual(
    steps.map(({ index, kind }) => [index, kind]),
    [[1, 'delete']],
  );
  assert.deepEqual(
    refused.map(({ index, error }) => [index, error.code, error.errors?.[0]?.field]),
    [[0, 'records.invalid-bundle', 'Bundle.entry[0].request']],
  );
});

test('what is no bundle to execute, or too large a one, is refused as a whole', () => {
  for (const input of [
    null,
    [],
    'x',
    {},
    { resourceType: 'Patient' },
    { resourceType: 'Bundle', type: 'searchset' },
    { resourceType: 'Bundle', type: 'batch', entry: {} },
  ]) {
    const result = planBundle(input, { definitions });
    assert.equal(result.ok ? '' : result.error.code, 'records.not-a-bundle');
  }
  const large = attempt('batch', Array(4).fill({ request: { method: 'GET', url: 'Patient/1' } }), { mostEntries: 3 });
  assert.deepEqual(large.ok ? '' : [large.error.code, large.error.params], [
    'records.bundle-too-large',
    { limit: 3, entries: 4 },
  ]);
  assert.deepEqual(plan('transaction', []).steps, []);
});

test('two entries with one fullUrl are refused, and two that write one resource', () => {
  assert.deepEqual(faults(post(a, { resourceType: 'Patient' }), post(a, { resourceType: 'Patient' })), [
    'Bundle.entry[1].fullUrl unique',
  ]);
  const put = { request: { method: 'PUT', url: 'Patient/1' }, resource: { resourceType: 'Patient', id: '1' } };
  const twice = attempt('transaction', [put, { request: { method: 'DELETE', url: 'Patient/1' } }]);
  assert.deepEqual(twice.ok ? '' : [twice.error.code, twice.error.params], [
    'records.same-resource-twice',
    { resource: 'Patient/1', entry: 'Bundle.entry[1]', other: 'Bundle.entry[0]' },
  ]);
  assert.equal(
    plan('transaction', [put, { request: { method: 'GET', url: 'Patient/1' } }]).steps.length,
    2,
    'reading it is fine',
  );
  assert.equal(plan('batch', [put, put]).steps.length, 2, 'entries of a batch stand for themselves');
  const conditional = { request: { method: 'PUT', url: 'Patient?identifier=1' }, resource: { resourceType: 'Patient' } };
  assert.equal(attempt('transaction', [conditional, conditional]).ok, false, 'one condition finds one resource');
  const { steps } = plan('transaction', [put, conditional]);
  assert.equal(checkOverlaps(steps, new Map([[1, [{ type: 'Patient', id: '2' }]]])).ok, true);
  assert.equal(checkOverlaps(steps, new Map([[1, [{ type: 'Patient', id: '1' }]]])).ok, false);
});

test('a conditional create that repeats an earlier one is tied to it', () => {
  const one = (url: string, criteria: string) => post(url, { resourceType: 'Practitioner' }, { ifNoneExist: criteria });
  const { steps } = plan('transaction', [one(a, 'identifier=1'), one(b, 'identifier=1'), one('urn:uuid:c', 'identifier=2')]);
  assert.deepEqual(
    steps.map((step) => (step.kind === 'create' ? step.sameAs : null)),
    [undefined, 0, undefined],
  );
});

test('a transaction keeps its order among equals and loses or doubles no entry', () => {
  const entry = fc.constantFrom(
    { request: { method: 'GET', url: 'Patient' } },
    { request: { method: 'HEAD', url: 'Patient/1' } },
    { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } },
    { request: { method: 'POST', url: '$convert' } },
    { request: { method: 'PUT', url: 'Patient?a=1' }, resource: { resourceType: 'Patient' } },
    { request: { method: 'PATCH', url: 'Patient?a=1' }, resource: { resourceType: 'Parameters' } },
    { request: { method: 'DELETE', url: 'Patient?a=1' } },
  );
  const order = { DELETE: 0, POST: 1, PUT: 2, PATCH: 2, GET: 3, HEAD: 3 } as Record<string, number>;
  fc.assert(
    fc.property(fc.array(entry), (list) => {
      const entries = list.map((one, at) => ({
        ...one,
        request: { ...one.request, url: one.request.url.replace('a=1', `a=${at}`) },
      }));
      const indexes = plan('transaction', entries).steps.map(({ index }) => index);
      const expected = entries
        .map((_, at) => at)
        .sort((x, y) => (order[entries[x]?.request.method ?? ''] ?? 9) - (order[entries[y]?.request.method ?? ''] ?? 9) || x - y);
      assert.deepEqual(indexes, expected);
    }),
  );
});

test('whatever is sent as a bundle is planned or refused, never thrown at', () => {
  const text = fc.oneof(
    fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'Patient',
      'Patient/1',
      'Patient?a=b',
      '?',
      '$x',
      a,
      'W/"1"',
      '*',
      '%E0%A4%A',
    ),
    fc.string(),
  );
  const value = fc.oneof(text, fc.jsonValue());
  const request = fc.dictionary(
    fc.constantFrom('method', 'url', 'ifMatch', 'ifNoneMatch', 'ifNoneExist', 'ifModifiedSince'),
    value,
  );
  const resource = fc.dictionary(
    fc.constantFrom('resourceType', 'id', 'text', 'div', 'reference', 'contentType', 'data', 'contained'),
    value,
  );
  const entry = fc.record(
    { fullUrl: value, request: fc.oneof(request, value), resource: fc.oneof(resource, value) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.constantFrom('batch', 'transaction'), fc.array(fc.oneof(entry, value)), (type, entries) => {
      const result = attempt(type, entries);
      if (result.ok) assert.equal(result.value.steps.length + result.value.refused.length, entries.length);
    }),
    { numRuns: 500 },
  );
});
