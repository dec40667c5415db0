import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, type FhirClient, fhirClient, type Json, refused } from './fixtures/fhir-client.ts';

/** A value that any parameter of this type reads. */
const values: Readonly<Record<string, string>> = {
  string: 'a',
  token: 'a',
  date: '2020-01-01',
  number: '1',
  quantity: '1',
  reference: 'x',
  uri: 'http://example.org/a',
  special: '1|1|1|km',
};

/** Tokens of booleans know two values. */
const sampleOf = async (get: FhirClient['get'], type: string, { name, type: kind }: Json): Promise<string> => {
  const value = values[kind] ?? 'a';
  if (kind !== 'token') return value;
  return (await get(`/${type}?${name}=${value}`)).status === 200 ? value : 'true';
};

test('the CapabilityStatement is R4 and names every type, and every operation by its definition', async (t) => {
  const { send, get } = await fhirClient(t);
  const statement = (await expect(get('/metadata'), 200)).json();
  const { issue } = (await expect(send('POST', '/CapabilityStatement/$validate', statement), 200)).json();
  assert.deepEqual(
    issue.filter(({ severity }: Json) => severity === 'error'),
    [],
  );
  const [rest] = statement.rest;
  assert.equal(statement.fhirVersion, '4.0.1');
  assert.equal(rest.resource.length, 145);
  assert.deepEqual(statement.patchFormat, [
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/fhir+json',
  ]);
  for (const { operation } of rest.resource) assert.ok(operation.some(({ name }: Json) => name === 'validate'));
  assert.equal((await expect(get('/metadata?_summary=true'), 200)).json().resourceType, 'CapabilityStatement');
});

test('every search parameter that is declared is answered, alone with its type and for all types', async (t) => {
  const { get } = await fhirClient(t);
  const [rest] = (await expect(get('/metadata'), 200)).json().rest;
  let asked = 0;
  for (const { type, searchParam = [], searchInclude = [], searchRevInclude = [] } of rest.resource) {
    const pairs: [string, string][] = [];
    for (const one of [...rest.searchParam, ...searchParam]) {
      if (one.type !== 'composite') pairs.push([one.name, await sampleOf(get, type, one)]);
    }
    for (const value of searchInclude) pairs.push(['_include', value]);
    for (const value of searchRevInclude) pairs.push(['_revinclude', value]);
    asked += pairs.length;
    const answer = await get(`/${type}?${new URLSearchParams(pairs)}`);
    assert.equal(answer.status, 200, `${type}: ${answer.text.slice(0, 600)}`);
  }
  assert.ok(asked > 8_000, `${asked} parameters and includes`);
  const common = rest.searchParam.map(({ name, type }: Json): [string, string] => [name, values[type] ?? 'a']);
  await expect(get(`?${new URLSearchParams([['_type', 'Patient,Observation'], ...common])}`), 200);
});

test('every composite that is declared is answered', async (t) => {
  const { get } = await fhirClient(t);
  const [rest] = (await expect(get('/metadata'), 200)).json().rest;
  // A composite has a part for each component; one of these fits whatever their types are.
  const tries = ['2020-01-01$a', 'a$2020-01-01', 'a$a', 'a$1', 'x$x', 'a$http://a', '1$1', 'x$a', 'a$x', '1$a', 'a$a$a', 'a$1$1'];
  for (const { type, searchParam = [] } of rest.resource) {
    for (const { name, type: kind } of searchParam) {
      if (kind !== 'composite') continue;
      const statuses: number[] = [];
      for (const value of tries) statuses.push((await get(`/${type}?${name}=${encodeURIComponent(value)}`)).status);
      assert.ok(statuses.includes(200), `${type}?${name}: ${statuses}`);
      assert.ok(
        statuses.every((status) => status === 200 || status === 400),
        `${type}?${name}: ${statuses}`,
      );
    }
  }
});

test('every interaction that is declared works on every type', async (t) => {
  const { get, send } = await fhirClient(t);
  const [rest] = (await expect(get('/metadata'), 200)).json().rest;
  const never: Record<string, (type: string) => [string, string, unknown, number, string]> = {
    read: (type) => ['GET', `/${type}/none`, undefined, 404, 'records.unknown-resource'],
    vread: (type) => ['GET', `/${type}/none/_history/1`, undefined, 404, 'records.unknown-version'],
    'history-instance': (type) => ['GET', `/${type}/none/_history`, undefined, 404, 'records.unknown-resource'],
    create: (type) => ['POST', `/${type}`, { resourceType: type, colour: 'red' }, 400, 'records.invalid-resource'],
    update: (type) => [
      'PUT',
      `/${type}/none`,
      { resourceType: type, id: 'none', colour: 'red' },
      400,
      'records.invalid-resource',
    ],
    patch: (type) => ['PATCH', `/${type}/none`, [], 404, 'records.unknown-resource'],
  };
  for (const { type, interaction, conditionalDelete, conditionalUpdate, conditionalCreate } of rest.resource) {
    for (const { code } of interaction) {
      const ask = never[code];
      if (ask) {
        const [method, path, body, status, problem] = ask(type);
        await refused(send(method, path, body), status, problem);
      } else if (code === 'delete') await expect(send('DELETE', `/${type}/none`), 204);
      else if (code === 'history-type') await expect(get(`/${type}/_history`), 200);
      else if (code === 'search-type') {
        await expect(get(`/${type}`), 200);
        await expect(send('POST', `/${type}/_search`, '_count=1', { 'content-type': 'application/x-www-form-urlencoded' }), 200);
      } else assert.fail(`${type} declares ${code}, which nobody tries`);
    }
    // What the server writes by itself is only read and searched.
    const isServed = type === 'AuditEvent' || type === 'Person';
    assert.deepEqual(
      [conditionalDelete, conditionalUpdate, conditionalCreate],
      isServed ? ['not-supported', false, false] : ['multiple', true, true],
    );
    if (isServed) assert.deepEqual(interaction, [{ code: 'read' }, { code: 'search-type' }]);
    await expect(send('DELETE', `/${type}?_id=none`), isServed ? 405 : 204);
  }
  const codes = rest.interaction.map(({ code }: Json) => code);
  assert.deepEqual(codes, ['transaction', 'batch', 'search-system', 'history-system']);
  for (const type of ['transaction', 'batch'] as const) await expect(send('POST', '', bundleOf(type, [])), 200);
  await expect(get('?_type=Patient'), 200);
  await expect(get('/_history'), 200);
  for (const compartment of rest.compartment) {
    const code = compartment.split('/').at(-1);
    await expect(get(`/${code.charAt(0).toUpperCase()}${code.slice(1)}/none/*`), 200);
  }
});

test('everything that is mounted is declared: each FHIR route belongs to an interaction or operation that the statement names', async (t) => {
  const { server, get } = await fhirClient(t);
  const [rest] = (await expect(get('/metadata'), 200)).json().rest;
  const [any] = rest.resource;
  const has = (code: string) => any.interaction.some((one: Json) => one.code === code);
  const hasSystem = (code: string) => rest.interaction.some((one: Json) => one.code === code);
  const operations = new Set(
    [rest, ...rest.resource].flatMap(({ operation = [] }: Json) => operation.map(({ name }: Json) => name)),
  );
  const declared: Readonly<Record<string, () => boolean>> = {
    'GET /metadata': () => true,
    'GET /_history': () => hasSystem('history-system'),
    'GET /:type/_history': () => has('history-type'),
    'GET /:type/:id/_history': () => has('history-instance'),
    'GET /:type/:id/_history/:version': () => has('vread'),
    'GET /:type/:id': () => has('read'),
    'GET ': () => hasSystem('search-system'),
    'GET /:type': () => has('search-type'),
    'GET /:type/:id/:member': () => rest.compartment.length > 0,
    'POST /_search': () => hasSystem('search-system'),
    'POST /:type/_search': () => has('search-type'),
    'POST /:type/:id/:member/_search': () => rest.compartment.length > 0,
    'POST /:type': () => has('create'),
    'PUT /:type/:id': () => has('update') && any.updateCreate,
    'PUT /:type': () => any.conditionalUpdate,
    'PATCH /:type/:id': () => has('patch'),
    'PATCH /:type': () => has('patch'),
    'DELETE /:type/:id': () => has('delete'),
    'DELETE /:type': () => any.conditionalDelete === 'multiple',
    'POST ': () => hasSystem('transaction') && hasSystem('batch'),
  };
  for (const { method, path } of server.house.manifests.flatMap(({ routes }) => routes)) {
    if (!path.startsWith('/fhir/R4')) continue;
    const name = `${method} ${path.slice('/fhir/R4'.length)}`;
    const operation = /\/\$([\w-]+)/.exec(path)?.[1];
    // Asking after a job that an operation started belongs to that operation.
    const told = operation === undefined ? declared[name]?.() : operations.has(operation);
    assert.ok(told, `${name} is mounted and not declared`);
  }
});
