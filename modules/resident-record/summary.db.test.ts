import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecordHouse } from './fixtures/record-house.ts';

type Json = Record<string, unknown>;
interface Bundle {
  readonly type: string;
  readonly entry: readonly {
    readonly fullUrl: string;
    readonly resource: Json & { readonly resourceType: string; readonly id: string };
  }[];
}
interface Section {
  readonly title: string;
  readonly code: { readonly coding: readonly { readonly code: string }[] };
  readonly text: { readonly div: string };
  readonly entry?: readonly { readonly reference: string }[];
  readonly emptyReason?: { readonly coding: readonly { readonly code: string }[] };
}

const sectionsOf = ({ entry }: Bundle) => (entry[0]?.resource['section'] ?? []) as readonly Section[];
const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'reference' && typeof one === 'string' ? [one] : references(one),
  );
};

test('a person’s summary is a valid document over all institutions, of what the reader reaches', async (t) => {
  const { get, post, signIn, link, lastEntry, put, client, server } = await openRecordHouse(t);
  await link(['ph', 'pt', 'pm']);
  const doctor = await signIn('doctor');
  const read = async (id: string, headers = doctor) => {
    const answer = await get(`/fhir/R4/Patient/${id}/$summary`, headers);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<Bundle>();
  };

  await t.test('it is valid, and every reference leads into it', async () => {
    const bundle = await read('ph');
    assert.equal(bundle.type, 'document');
    const judged = await server.app.inject({
      method: 'POST',
      url: '/fhir/R4/Bundle/$validate',
      headers: { ...client, 'content-type': 'application/fhir+json' },
      payload: bundle as unknown as object,
    });
    const issues = judged.json<{ issue: { severity: string; diagnostics?: string }[] }>().issue;
    assert.deepEqual(
      issues.filter(({ severity }) => severity === 'error' || severity === 'fatal'),
      [],
    );
    const urls = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
    assert.equal(urls.size, bundle.entry.length);
    const led = references(bundle);
    assert.ok(led.length > 10);
    assert.deepEqual(
      led.filter((one) => !urls.has(one)),
      [],
    );
    assert.deepEqual(
      bundle.entry.slice(0, 2).map(({ resource }) => resource.resourceType),
      ['Composition', 'Patient'],
    );
  });

  await t.test('its sections hold what each institution told, once', async () => {
    const bundle = await read('pm');
    const sections = new Map(sectionsOf(bundle).map((one) => [one.code.coding[0]?.code, one]));
    assert.deepEqual(
      [...sections].map(([code, { entry }]) => [code, entry?.length ?? 0]),
      [
        ['11450-4', 2],
        ['48765-2', 1],
        ['10160-0', 1],
        ['11369-6', 1],
        ['30954-2', 5],
        ['8716-3', 1],
        ['47519-4', 1],
        ['11348-0', 2],
      ],
    );
    assert.match(sections.get('11450-4')?.text.div ?? '', /<table>.*高血压.*江城综合医院/);
    const entry = await lastEntry();
    assert.deepEqual(entry?.patients?.toSorted(), ['ph', 'pm', 'pt']);
    assert.ok((entry?.resourceCount ?? 0) > 10);
  });

  await t.test('an empty section says so, and whether somebody asked', async () => {
    const subject = {
      resourceType: 'Patient',
      id: 'child',
      name: [{ text: '<b>&"孩子' }],
      gender: 'male',
      birthDate: '2024-01-01',
    };
    await put([subject]);
    const bundle = await read('child', client);
    assert.deepEqual(
      sectionsOf(bundle).map(({ emptyReason }) => emptyReason?.coding[0]?.code),
      ['unavailable', 'unavailable', 'unavailable', 'unavailable', 'unavailable', 'unavailable', 'unavailable'],
    );
    const text = JSON.stringify(bundle.entry[0]?.resource['text']);
    assert.ok(text.includes('&lt;b&gt;&amp;&quot;孩子') && !text.includes('<b>'), text);
    await put([
      {
        ...{
          resourceType: 'AllergyIntolerance',
          id: 'none',
          patient: { reference: 'Patient/child' },
          code: { text: '无药物过敏史' },
        },
        ...{
          clinicalStatus: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
          },
        },
      },
    ]);
    const asked = sectionsOf(await read('child', client)).find(({ code }) => code.coding[0]?.code === '48765-2');
    assert.equal(asked?.emptyReason?.coding[0]?.code, 'nilknown');
  });

  await t.test('who does not reach the person is told that there is none; parameters it does not have are refused', async () => {
    for (const id of ['child', 'nobody', 'x'.repeat(80), 'a%20b'])
      assert.equal((await get(`/fhir/R4/Patient/${id}/$summary`, doctor)).statusCode, 404, id);
    assert.equal((await get('/fhir/R4/Patient/ph/$summary', {})).statusCode, 401);
    assert.equal((await get('/fhir/R4/Patient/ph/$summary?nonsense=1', doctor)).statusCode, 400);
    const fhir = { ...doctor, 'content-type': 'application/fhir+json' };
    const parameters = (name: string) => ({ resourceType: 'Parameters', parameter: [{ name, valueUri: 'http://x' }] });
    const posted = await post('/fhir/R4/Patient/ph/$summary', fhir, parameters('profile'));
    assert.equal(posted.statusCode, 200, posted.body);
    assert.equal((await post('/fhir/R4/Patient/ph/$summary', fhir, parameters('nonsense'))).statusCode, 400);
    assert.equal((await post('/fhir/R4/Patient/ph/$summary', fhir, { resourceType: 'Patient' })).statusCode, 400);
  });

  await t.test('a resident takes their own along, and the CapabilityStatement names the operation', async () => {
    assert.equal((await read('ph', await signIn('resident'))).type, 'document');
    const statement = (await get('/fhir/R4/metadata', {})).body;
    assert.match(statement, /"name":"summary","definition":"http:\/\/hl7\.org\/fhir\/uv\/ips\/OperationDefinition\/summary"/);
  });
});
