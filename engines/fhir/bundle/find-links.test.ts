import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { a, b, body, definitions, faults, plan, post } from './fixtures/plans.ts';
import { planBundle } from './plan.ts';
import { referenceReplacements, rewriteLinks } from './rewrite-links.ts';

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
    // RFC 6902, A.13: a member twice in one operation.
    binary(base64('[{"op":"add","path":"/a","value":1,"op":"remove"}]')),
    binary('/w=='),
  ])
    assert.equal(plan('batch', [entry]).refused.length, 1, JSON.stringify(entry.resource));
});

const synthea = new URL('../../../../shared/data/synthea/', import.meta.url);

function syntheaBundles(): unknown[] {
  try {
    return readdirSync(synthea).map((name) => JSON.parse(gunzipSync(readFileSync(new URL(name, synthea))).toString()));
  } catch {
    return [];
  }
}

test('in the bundles of a synthetic population every reference between entries is rewritten', (t) => {
  const bundles = syntheaBundles();
  if (bundles.length === 0) t.diagnostic('skipped 8 bundles: ../shared is missing');
  for (const bundle of bundles) {
    const result = planBundle(bundle, { definitions });
    assert.ok(result.ok, JSON.stringify(result).slice(0, 500));
    const { steps, links } = result.value;
    const entries = new Map(
      steps.map((step) => [step.index, { type: step.kind === 'create' ? step.type : '', id: `${step.index}` }]),
    );
    const rewritten = steps.map((step) => body([rewriteLinks(step, links, { entries, searches: new Map() })], step.index));
    assert.doesNotMatch(JSON.stringify(rewritten), /"reference":"urn:uuid:/);
  }
});
