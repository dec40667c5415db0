import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { r4 } from '../fixtures/r4.ts';
import { answerBundle } from './answer.ts';
import { checkOverlaps } from './overlaps.ts';
import { type PlanOptions, planBundle } from './plan.ts';
import { referenceReplacements, rewriteLinks } from './rewrite-links.ts';
import { bodyOf, type Step } from './step.ts';

const base = 'https://health.example/fhir/R4';
const definitions = r4();

const attempt = (type: string, entry: unknown, options: Partial<PlanOptions> = {}) =>
  planBundle({ resourceType: 'Bundle', type, entry }, { definitions, bases: [base], ...options });

const plan = (type: string, entry: unknown, options: Partial<PlanOptions> = {}) => {
  const result = attempt(type, entry, options);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

/** Field and rule of everything that is wrong with a transaction. */
const faults = (...entry: unknown[]): string[] => {
  const result = attempt('transaction', entry);
  assert.ok(!result.ok, 'must be refused');
  return (result.error.errors ?? []).map(({ field, rule }) => `${field} ${rule}`);
};

const post = (fullUrl: string, resource: { readonly resourceType: string }, request = {}) => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...request },
});

const body = (steps: readonly Step[], index: number): unknown => {
  const step = steps.find((item) => item.index === index);
  return step && bodyOf(step);
};

const a = 'urn:uuid:05efabf0-4be2-4561-91ce-51548425acb9';
const b = 'urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059';

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

const places = {
  entries: new Map([
    [0, { type: 'Patient', id: 'p7' }],
    [1, { type: 'Observation', id: 'o8' }],
  ]),
  searches: new Map([['Practitioner?identifier=x|1', { type: 'Practitioner', id: 'd9' }]]),
};

test('references, uris and links of narratives that name an entry become its place; canonicals and mere texts stay', () => {
  const observation = {
    resourceType: 'Observation',
    subject: { reference: a.toUpperCase().replace('URN:UUID', 'urn:uuid') },
    focus: [{ reference: `${a}#part` }, { reference: 'Patient/other' }],
    performer: [{ reference: 'Practitioner?identifier=x|1' }],
    instantiatesUri: a,
    note: [{ text: a }],
    valueString: a,
    implicitRules: a,
    meta: { profile: [a] },
    extension: [
      { url: 'http://x', valueUri: a },
      { url: 'http://x', valueReference: { reference: a } },
      { url: 'http://x', valueCanonical: a },
    ],
    text: { status: 'generated', div: `<div>${a}<a href="${a}">x</a><img src='${a}'/><a href="${b}x">y</a></div>` },
  };
  const { steps, links, searches } = plan('transaction', [post(a, { resourceType: 'Patient' }), post(b, observation)]);
  assert.deepEqual(searches, [{ key: 'Practitioner?identifier=x|1', type: 'Practitioner', criteria: 'identifier=x|1' }]);
  const rewritten = steps.map((step) => rewriteLinks(step, links, places));
  assert.deepEqual(body(rewritten, 1), {
    ...observation,
    subject: { reference: 'Patient/p7' },
    focus: [{ reference: 'Patient/p7#part' }, { reference: 'Patient/other' }],
    performer: [{ reference: 'Practitioner/d9' }],
    implicitRules: 'Patient/p7',
    extension: [
      { url: 'http://x', valueUri: 'Patient/p7' },
      { url: 'http://x', valueReference: { reference: 'Patient/p7' } },
      { url: 'http://x', valueCanonical: a },
    ],
    text: { status: 'generated', div: `<div>${a}<a href="Patient/p7">x</a><img src="Patient/p7"/><a href="${b}x">y</a></div>` },
  });
  assert.equal(body(rewritten, 0), body(steps, 0), 'what links to nothing is not copied');
  assert.equal(referenceReplacements(1, links, places), undefined, 'other than reference strings are to be rewritten');
});

test('when only reference strings link, what each becomes is known without the tree', () => {
  const { links } = plan('transaction', [
    post(a, { resourceType: 'Patient' }),
    post(b, {
      resourceType: 'Observation',
      subject: { reference: a },
      performer: [{ reference: 'Practitioner?identifier=x|1' }],
    } as never),
  ]);
  assert.deepEqual(
    referenceReplacements(1, links, places),
    new Map([
      [a, 'Patient/p7'],
      ['Practitioner?identifier=x|1', 'Practitioner/d9'],
    ]),
  );
  assert.deepEqual(referenceReplacements(0, links, places), new Map());
});

test('a relative reference is read from the address of the entry that holds it', () => {
  const entries = (holder: string) => [
    post('https://clinic.example/fhir/Patient/1', { resourceType: 'Patient' }),
    post(holder, {
      resourceType: 'Observation',
      subject: { reference: 'Patient/1' },
      focus: [{ reference: 'https://clinic.example/fhir/Patient/1/_history/4' }],
    } as never),
  ];
  const found = (holder: string) =>
    plan('transaction', entries(holder))
      .links.get(1)
      ?.map(({ steps, to }) => [steps.join('.'), to.kind === 'entry' && to.index]);
  assert.deepEqual(found('https://clinic.example/fhir/Observation/2'), [
    ['subject.reference', 0],
    ['focus.0.reference', 0],
  ]);
  assert.deepEqual(found('https://other.example/fhir/Observation/2'), [['focus.0.reference', 0]]);
  assert.deepEqual(found(b), [['focus.0.reference', 0]]);
});

test('a reference by urn that names no entry is refused with its path, unless such references are kept', () => {
  const observation = post(b, { resourceType: 'Observation', subject: { reference: a } } as never);
  assert.deepEqual(faults(observation), ['Bundle.entry[0].resource.subject.reference reference-in-bundle']);
  assert.equal(plan('transaction', [observation], { keepUnresolved: true }).steps.length, 1);
  const uri = post(b, { resourceType: 'DetectedIssue', reference: a } as never);
  assert.equal(plan('transaction', [uri]).steps.length, 1, 'an element of type uri called reference may hold any urn');
});

test('an entry of a batch may refer to itself and to nothing else in the batch', () => {
  const { refused, steps } = plan('batch', [
    post(a, { resourceType: 'Patient', link: [{ other: { reference: a } }] } as never),
    post(b, { resourceType: 'Observation', subject: { reference: a } } as never),
  ]);
  assert.deepEqual(
    steps.map(({ index }) => index),
    [0],
  );
  assert.deepEqual(
    refused.map(({ index, error }) => [index, error.errors?.[0]?.field, error.errors?.[0]?.rule]),
    [[1, 'Bundle.entry[1].resource.subject.reference', 'independent']],
  );
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

const binary = (data: string, contentType = 'application/json-patch+json') => ({
  request: { method: 'PATCH', url: 'Patient/1' },
  resource: { resourceType: 'Binary', contentType, data },
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a PATCH is JSON Patch or merge patch in a Binary, or Parameters; references inside are rewritten too', () => {
  const operations = [{ op: 'add', path: '/generalPractitioner', value: [{ reference: a }] }];
  const [patch] = plan('batch', [binary(base64(JSON.stringify([{ op: 'add', path: '/name/0/text', value: '张' }])))]).steps;
  assert.deepEqual(patch?.kind === 'patch' && patch.patch, {
    kind: 'json',
    body: [{ op: 'add', path: '/name/0/text', value: '张' }],
  });
  const { steps, links } = plan('transaction', [
    post(a, { resourceType: 'Practitioner' }),
    binary(base64(JSON.stringify(operations))),
  ]);
  const rewritten = steps.map((step) => rewriteLinks(step, links, places));
  assert.deepEqual(body(rewritten, 1), [{ op: 'add', path: '/generalPractitioner', value: [{ reference: 'Patient/p7' }] }]);
  const [merge] = plan('batch', [binary(base64('{"active":true}'), 'application/merge-patch+json; charset=utf-8')]).steps;
  assert.deepEqual(merge?.kind === 'patch' && merge.patch, { kind: 'merge', body: { active: true } });
  const [path] = plan('batch', [
    { request: { method: 'PATCH', url: 'Patient?identifier=1' }, resource: { resourceType: 'Parameters' } },
  ]).steps;
  assert.equal(path?.kind === 'patch' && path.patch.kind, 'fhirpath');
  for (const entry of [
    binary('%%%'),
    binary(base64('[')),
    binary(base64('[]'), 'text/plain'),
    binary(base64('1},{')),
    binary(base64('1,"x":2')),
    binary('/w=='),
  ])
    assert.equal(plan('batch', [entry]).refused.length, 1, JSON.stringify(entry.resource));
});

test('an answer has one entry for each asked, with status, place, version and time', () => {
  assert.deepEqual(
    answerBundle('transaction', [
      { status: 201, location: 'Patient/1/_history/1', version: '1', lastModified: '2026-11-22T08:00:00.000+08:00' },
      { status: 412, outcome: { resourceType: 'OperationOutcome' } },
    ]),
    {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [
        {
          response: {
            status: '201 Created',
            location: 'Patient/1/_history/1',
            etag: 'W/"1"',
            lastModified: '2026-11-22T08:00:00.000+08:00',
          },
        },
        { response: { status: '412 Precondition Failed', outcome: { resourceType: 'OperationOutcome' } } },
      ],
    },
  );
  assert.deepEqual(answerBundle('batch', []), { resourceType: 'Bundle', type: 'batch-response' });
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
