import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, fhirClient, refused } from './fixtures/fhir-client.ts';

const start =
  '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"a"},"valueQuantity":{"value":1.00,"unit":"mg"}}';

const types = {
  json: { 'content-type': 'application/json-patch+json' },
  merge: { 'content-type': 'application/merge-patch+json' },
  fhirpath: { 'content-type': 'application/fhir+json' },
} as const;

const fhirpath = (...operations: readonly (readonly [string, Record<string, string>])[]) => ({
  resourceType: 'Parameters',
  parameter: operations.map(([type, parts]) => ({
    name: 'operation',
    part: [{ name: 'type', valueCode: type }, ...Object.entries(parts).map(([name, valueString]) => ({ name, valueString }))],
  })),
});

test('a resource is patched in three languages, each change a version, numbers as they were written', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Observation/o', start), 201);
  const patches = [
    ['json', '[{"op":"test","path":"/status","value":"final"},{"op":"add","path":"/valueQuantity/comparator","value":"<"}]'],
    ['merge', '{"valueQuantity":{"system":"http://unitsofmeasure.org"},"language":"zh-CN"}'],
    ['fhirpath', fhirpath(['replace', { path: 'Observation.status', value: 'amended' }])],
    ['json', '[{"op":"add","path":"/note","value":[{"text":"x"}]},{"op":"move","from":"/language","path":"/implicitRules"}]'],
    ['json', '[{"op":"replace","path":"/valueQuantity/value","value":1e3},{"op":"remove","path":"/note"}]'],
    ['merge', '{"implicitRules":null,"valueQuantity":{"value":0.1000000000000000055}}'],
  ] as const;
  const values: (string | undefined)[] = [];
  for (const [at, [kind, body]] of patches.entries()) {
    const answer = await send('PATCH', '/Observation/o', body, types[kind]);
    await expect(answer, 200);
    assert.equal(answer.headers['etag'], `W/"${at + 2}"`);
    assert.equal((await expect(get('/Observation/o'), 200)).text, answer.text);
    values.push(/"value":([^,}]+)/.exec(answer.text)?.[1]);
  }
  assert.deepEqual(values, ['1.00', '1.00', '1.00', '1.00', '1e3', '0.1000000000000000055']);
  const last = (await expect(get('/Observation/o'), 200)).json();
  assert.equal(last.status, 'amended');
  assert.deepEqual([last.language, last.implicitRules, last.note], [undefined, undefined, undefined]);
  assert.equal(last.valueQuantity.system, 'http://unitsofmeasure.org');
});

test('a patch that cannot be carried out changes nothing and says which operation and why', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Observation/o', start), 201);
  const cases = [
    [
      'json',
      '[{"op":"add","path":"/language","value":"zh"},{"op":"test","path":"/status","value":"x"}]',
      412,
      'records.patch-test-failed',
    ],
    ['json', '[{"op":"remove","path":"/nothing"}]', 422, 'records.patch-does-not-fit'],
    ['json', '[{"op":"jump","path":"/status"}]', 400, 'records.invalid-patch'],
    ['json', '{"op":"remove"}', 400, 'records.invalid-patch'],
    ['json', '[{"op":"replace","path":"/id","value":"p"}]', 422, 'records.patch-changes-identity'],
    ['json', '[{"op":"replace","path":"/resourceType","value":"Patient"}]', 422, 'records.patch-changes-identity'],
    ['json', '[{"op":"replace","path":"/status","value":"wrong"}]', 400, 'records.invalid-resource'],
    ['json', '[{"op":"add","path":"/colour","value":"red"}]', 400, 'records.invalid-resource'],
    ['json', '[{"op":"add","op":"remove","path":"/status"}]', 400, 'records.invalid-resource'],
    ['json', '[', 400, 'records.invalid-resource'],
    ['merge', '{"status":null}', 400, 'records.invalid-resource'],
    ['merge', '{"id":"p"}', 422, 'records.patch-changes-identity'],
    ['merge', '[]', 400, 'records.invalid-resource'],
    ['fhirpath', fhirpath(['delete', { path: 'Observation.(' }]), 400, 'records.invalid-patch'],
    ['fhirpath', fhirpath(['replace', { path: 'Observation.note', value: 'x' }]), 422, 'records.patch-does-not-fit'],
    ['fhirpath', { resourceType: 'Parameters', parameter: [{ name: 'other' }] }, 400, 'records.invalid-patch'],
    ['fhirpath', { resourceType: 'Patient' }, 400, 'records.invalid-patch'],
  ] as const;
  for (const [kind, body, status, code] of cases) await refused(send('PATCH', '/Observation/o', body, types[kind]), status, code);
  assert.equal((await expect(get('/Observation/o'), 200)).headers['etag'], 'W/"1"');
  await refused(send('PATCH', '/Observation/none', []), 404, 'records.unknown-resource');
  await refused(
    send('PATCH', '/Observation/o', '<a/>', { 'content-type': 'application/xml-patch+xml' }),
    415,
    'kernel.unsupported-media-type',
  );
  await refused(
    send('PATCH', '/Observation/o', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'records.unsupported-content',
  );
  await expect(send('DELETE', '/Observation/o'), 204);
  await refused(send('PATCH', '/Observation/o', []), 410, 'records.deleted');
});

test('patches are entries of transactions and batches, as Parameters or as a Binary', async (t) => {
  const { send, get } = await fhirClient(t);
  await expect(send('PUT', '/Observation/o', start), 201);
  const binary = (text: string) => ({
    resourceType: 'Binary',
    contentType: 'application/json-patch+json',
    data: Buffer.from(text).toString('base64'),
  });
  const entries = (url: string) => [
    {
      resource: { resourceType: 'Patient', id: 'p' },
      request: { method: 'PUT', url: 'Patient/p' },
    },
    { resource: fhirpath(['replace', { path: 'Observation.status', value: 'amended' }]), request: { method: 'PATCH', url } },
  ];
  for (const [type, url] of [
    ['transaction', 'Observation/o'],
    ['batch', 'Observation?status=amended'],
  ] as const) {
    const { entry } = (await expect(send('POST', '', bundleOf(type, entries(url))), 200)).json();
    assert.match(entry[1].response.status, /^200/);
  }
  const resource = binary('[{"op":"replace","path":"/valueQuantity/value","value":2.50}]');
  const request = { method: 'PATCH', url: 'Observation/o', ifMatch: 'W/"3"' };
  await expect(send('POST', '', bundleOf('transaction', [{ resource, request }])), 200);
  assert.match((await expect(get('/Observation/o'), 200)).text, /"value":2\.50,/);
  const text = JSON.stringify(
    bundleOf('transaction', [
      {
        resource: fhirpath(['replace', { path: 'Observation.value.value', value: '@' }]),
        request: { method: 'PATCH', url: 'Observation/o' },
      },
    ]),
  ).replace('"valueString":"@"', '"valueDecimal":3.500');
  await expect(send('POST', '', text), 200);
  assert.match((await expect(get('/Observation/o'), 200)).text, /"value":3\.500,/);
  const issues = await refused(
    send('POST', '', bundleOf('transaction', [...entries('Observation/none')])),
    404,
    'records.unknown-resource',
  );
  assert.match(String(issues[0]?.expression), /Bundle\.entry\[1\]/);
});
