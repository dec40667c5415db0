import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type TestApp, testApp } from './testing.ts';

const lines = Array.from({ length: 30 }, (_, n) => JSON.stringify({ resourceType: 'Patient', id: `p${n}`, gender: 'other' }));
const body = `${lines.join('\n')}\n{"resourceType":"Patient","id":"bad","gender":7}\n`;

type Headers = Record<string, string>;

const post = ({ server }: TestApp, headers: Headers, payload: string, { query = '', type = 'application/fhir+ndjson' } = {}) =>
  server.app.inject({
    method: 'POST',
    url: `/fhir/R4/$import${query}`,
    headers: { prefer: 'respond-async', 'content-type': type, ...headers },
    payload,
  });

const parametersOf = (inputs: readonly string[], more: readonly object[] = []): string =>
  JSON.stringify({
    resourceType: 'Parameters',
    parameter: [...inputs.map((valueUrl) => ({ name: 'input', valueUrl })), ...more],
  });
const fhir = { type: 'application/fhir+json' };

interface Answer {
  readonly resourceType: string;
  readonly parameter: readonly { readonly name: string; readonly [value: string]: unknown }[];
  readonly issue: readonly { readonly details: { readonly coding: readonly { readonly code: string }[] } }[];
}

/** The result of a job, once it has one. */
async function resultOf({ server }: TestApp, headers: Headers, location: string): Promise<Map<string, unknown>> {
  const url = new URL(location).pathname;
  for (;;) {
    const answer = await server.app.inject({ url, headers });
    if (answer.statusCode === 200) {
      return new Map(answer.json<Answer>().parameter.map(({ name, ...values }) => [name, Object.values(values)[0]]));
    }
    assert.equal(answer.statusCode, 202);
    assert.match(String(answer.headers['x-progress']), /^(waiting|writing|checking): \d+ lines/);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const problemOf = (answer: { json<T>(): T }): string | undefined => answer.json<Answer>().issue[0]?.details.coding[0]?.code;

test('NDJSON in the body is imported in the background; progress, result and refused lines are told', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  const begun = await post(app, client, body);
  assert.equal(begun.statusCode, 202);
  const location = String(begun.headers['content-location']);
  const result = await resultOf(app, client, location);
  assert.deepEqual(
    ['state', 'created', 'updated', 'refused', 'lines'].map((name) => result.get(name)),
    ['done', 30, 0, 1, 31],
  );
  const errors = await app.server.app.inject({ url: new URL(String(result.get('error'))).pathname, headers: client });
  assert.match(String(errors.headers['content-type']), /^application\/fhir\+ndjson/);
  const outcome = JSON.parse(errors.body.trim()) as { id: string; issue: { expression: string[]; details: { text: string } }[] };
  assert.deepEqual([outcome.id, outcome.issue[0]?.expression], ['source-1-line-31', ['Patient.gender']]);
  assert.match(outcome.issue[0]?.details.text ?? '', /31/);
  const read = await app.server.app.inject({ url: '/fhir/R4/Patient/p7', headers: client });
  assert.equal(read.json<{ gender: string }>().gender, 'other');
  const cancelled = await app.server.app.inject({ method: 'DELETE', url: new URL(location).pathname, headers: client });
  assert.deepEqual([cancelled.statusCode, problemOf(cancelled)], [409, 'records.import-ended']);
});

test('who may not import is refused: strangers, every person, clients of a lesser scope; who may is a backend client', async (t) => {
  const app = await testApp(t);
  assert.equal((await post(app, {}, body)).statusCode, 401);
  assert.equal((await post(app, await app.signIn('planner'), body)).statusCode, 403);
  assert.equal((await post(app, await app.signIn('admin'), body)).statusCode, 403, 'an administrator reaches no person’s record');
  const reader = await post(app, await app.clientToken('system/*.rs'), body);
  assert.equal(reader.statusCode, 403);
  const writer = await post(app, await app.clientToken('system/*.cruds'), body);
  assert.equal(writer.statusCode, 202);
  const url = new URL(String(writer.headers['content-location'])).pathname;
  assert.equal((await app.server.app.inject({ url })).statusCode, 401);
  assert.equal((await app.server.app.inject({ url, headers: await app.signIn('planner') })).statusCode, 403);
});

test('what cannot be imported is refused at once, by field, rule and value', async (t) => {
  const app = await testApp(t);
  const client = await app.clientToken();
  const { prefer: _, ...without } = { prefer: '', ...client };
  const cases: [string, string, object | undefined, number, string][] = [
    [body, '?mode=brave', undefined, 400, 'records.import-parameters'],
    [body, '?level=deep', undefined, 400, 'records.import-parameters'],
    [body, '?colour=red', undefined, 400, 'records.import-parameters'],
    ['{"resourceType":"Patient"}', '', fhir, 400, 'records.import-parameters'],
    ['{"resourceType":', '', fhir, 400, 'records.invalid-resource'],
    [parametersOf([]), '', fhir, 400, 'records.import-parameters'],
    [parametersOf(['https://example.org/a'], [{ name: 'mode', valueCode: 'x' }]), '', fhir, 400, 'records.import-parameters'],
    [parametersOf(['https://example.org/a'], [{ name: 'other' }]), '', fhir, 400, 'records.import-parameters'],
    [parametersOf(['http://example.org/a']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['https://127.0.0.1/a']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['https://[::ffff:169.254.169.254]/a']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['https://user:secret@example.org/a']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['ftp://example.org/a']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['not an address']), '', fhir, 400, 'records.import-address-refused'],
    [parametersOf(['file:///etc/passwd']), '', fhir, 400, 'records.import-file-refused'],
    ['a=b', '', { type: 'application/x-www-form-urlencoded' }, 415, 'records.unsupported-content'],
  ];
  for (const [payload, query, more, status, code] of cases) {
    const answer = await post(app, client, payload, { query, ...more });
    assert.deepEqual([answer.statusCode, problemOf(answer)], [status, code], payload);
  }
  const now = await post(app, { ...without, prefer: 'handling=strict' }, body);
  assert.deepEqual([now.statusCode, problemOf(now)], [400, 'records.import-not-async']);
  for (const url of ['/fhir/R4/$import/none', '/fhir/R4/$import/00000000-0000-4000-8000-000000000000']) {
    assert.equal((await app.server.app.inject({ url, headers: client })).statusCode, 404);
    assert.equal((await app.server.app.inject({ method: 'DELETE', url, headers: client })).statusCode, 404);
  }
});

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-import-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('files are read inside the folder that is set, and nowhere else, whatever their names lead to', async (t) => {
  const [folder, outside] = [folderOf(t), folderOf(t)];
  writeFileSync(join(folder, 'in.ndjson'), body);
  writeFileSync(join(outside, 'out.ndjson'), body);
  symlinkSync(join(outside, 'out.ndjson'), join(folder, 'link.ndjson'));
  const app = await testApp(t, { events: true, settings: { SONGHUA_IMPORT_FOLDER: folder } });
  const client = await app.clientToken();
  for (const path of [
    `${folder}/link.ndjson`,
    `${folder}/../${outside.split('/').at(-1)}/out.ndjson`,
    `${outside}/out.ndjson`,
    folder,
  ]) {
    const answer = await post(app, client, parametersOf([`file://${path}`]), fhir);
    assert.deepEqual([answer.statusCode, problemOf(answer)], [400, 'records.import-file-refused'], path);
  }
  const begun = await post(
    app,
    client,
    parametersOf([`file://${folder}/in.ndjson`], [{ name: 'mode', valueCode: 'strict' }]),
    fhir,
  );
  const result = await resultOf(app, client, String(begun.headers['content-location']));
  assert.deepEqual([result.get('state'), result.get('created'), result.get('refused')], ['failed', 0, 1]);
  assert.match(String(result.get('failure')), /严格模式.*strict/);
});

test('addresses are read as they stream, packed or not; what an address answers otherwise fails the job with the reason', async (t) => {
  const source = createServer((request, reply) => {
    if (request.url === '/packed') reply.end(gzipSync(body));
    else if (request.url === '/plain') reply.end(lines.join('\n'));
    else if (request.url === '/torn') reply.end(gzipSync(body).subarray(0, 100));
    else if (request.url === '/moved') reply.writeHead(302, { location: '/plain' }).end();
    else reply.writeHead(404).end();
  });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  t.after(() => source.close());
  const base = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
  const app = await testApp(t, { events: true, settings: { SONGHUA_IMPORT_PRIVATE: 'allow' } });
  const client = await app.clientToken();
  const run = async (...paths: string[]) => {
    const begun = await post(app, client, parametersOf(paths.map((path) => base + path)), fhir);
    return resultOf(app, client, String(begun.headers['content-location']));
  };
  const both = await run('/packed', '/plain');
  assert.deepEqual(
    ['state', 'created', 'updated', 'refused'].map((name) => both.get(name)),
    ['done', 30, 30, 1],
  );
  for (const path of ['/missing', '/moved', '/torn']) {
    const failed = await run(path);
    assert.deepEqual([failed.get('state'), failed.get('created')], ['failed', 0], path);
    assert.ok(String(failed.get('failure')).includes(path));
  }
});
