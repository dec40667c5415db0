import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type TestApp, testApp } from './testing.ts';

type Headers = Record<string, string>;

interface Manifest {
  readonly transactionTime: string;
  readonly request: string;
  readonly requiresAccessToken: boolean;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
  readonly deleted: readonly { readonly type: string; readonly url: string }[];
  readonly error: readonly unknown[];
}

interface Outcome {
  readonly issue: readonly {
    readonly diagnostics?: string;
    readonly expression?: readonly string[];
    readonly details: { readonly text: string; readonly coding: readonly { readonly code: string }[] };
  }[];
}

const async = { prefer: 'respond-async' };
const pathOf = (address: unknown): string => {
  const { pathname, search } = new URL(String(address));
  return pathname + search;
};
const codeOf = (answer: { json<T>(): T }): string | undefined => answer.json<Outcome>().issue[0]?.details.coding[0]?.code;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function load({ server }: TestApp, headers: Headers, resources: readonly object[]): Promise<void> {
  const entry = resources.map((resource) => {
    const { resourceType, id } = resource as { resourceType: string; id: string };
    return { resource, request: { method: 'PUT', url: `${resourceType}/${id}` } };
  });
  const done = await server.app.inject({
    method: 'POST',
    url: '/fhir/R4',
    headers: { ...headers, 'content-type': 'application/fhir+json' },
    payload: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  assert.equal(done.statusCode, 200, done.body);
}

/** Asks for an export and waits for its manifest. */
async function exported({ server }: TestApp, headers: Headers, url: string, body?: object): Promise<Manifest> {
  const begun = await server.app.inject({
    method: body ? 'POST' : 'GET',
    url,
    headers: { ...headers, ...async, ...(body && { 'content-type': 'application/fhir+json' }) },
    ...(body && { payload: JSON.stringify(body) }),
  });
  assert.equal(begun.statusCode, 202, begun.body);
  for (;;) {
    const answer = await server.app.inject({ url: pathOf(begun.headers['content-location']), headers });
    if (answer.statusCode === 200) return answer.json<Manifest>();
    assert.equal(answer.statusCode, 202, answer.body);
    assert.match(String(answer.headers['x-progress']), /^(waiting|finding)/);
    assert.equal(answer.headers['retry-after'], '2');
    await wait(50);
  }
}

/** The lines of all files of a list, parsed, by `Type/id`. */
async function linesOf({ server }: TestApp, headers: Headers, files: readonly { readonly url: string }[]) {
  const lines: { readonly resourceType: string; readonly id: string; readonly [name: string]: unknown }[] = [];
  for (const { url } of files) {
    const answer = await server.app.inject({ url: pathOf(url), headers });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.match(String(answer.headers['content-type']), /^application\/fhir\+ndjson/);
    for (const line of answer.body.split('\n').slice(0, -1)) lines.push(JSON.parse(line) as (typeof lines)[number]);
  }
  return lines;
}

const names = (lines: readonly { readonly resourceType: string; readonly id: string }[]): string[] =>
  lines.map(({ resourceType, id }) => `${resourceType}/${id}`).sort();

const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
const observation = (id: string, of: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  ...subject(of),
  ...more,
});
const people = [
  { resourceType: 'Patient', id: 'a', gender: 'male', name: [{ family: '张' }] },
  { resourceType: 'Patient', id: 'b', gender: 'female' },
  observation('a1', 'a'),
  observation('a2', 'a', { status: 'amended' }),
  observation('b1', 'b'),
  { resourceType: 'Organization', id: 'o', name: '医院' },
  {
    resourceType: 'Group',
    id: 'g',
    type: 'person',
    actual: true,
    member: [{ entity: { reference: 'Patient/a' } }, { entity: { reference: 'Patient/b' }, inactive: true }],
  },
];
const ours = new Set(['Patient', 'Observation', 'Group']);

test('a backend exports everything, a patient’s part, and a group; the manifest counts, the files hold what was there', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  const all = await exported(app, client, '/fhir/R4/$export?_type=Patient,Observation,Group,Organization');
  assert.deepEqual(
    all.output.map(({ type, count }) => [type, count]).filter(([type]) => ours.has(String(type))),
    [
      ['Patient', 2],
      ['Observation', 3],
      ['Group', 1],
    ],
  );
  assert.match(all.request, /\/fhir\/R4\/\$export\?_type=/);
  assert.equal(all.requiresAccessToken, true);
  assert.deepEqual([all.deleted, all.error], [[], []]);
  const files = all.output.filter(({ type }) => ours.has(type));
  const lines = await linesOf(app, client, files);
  assert.deepEqual(names(lines), ['Group/g', 'Observation/a1', 'Observation/a2', 'Observation/b1', 'Patient/a', 'Patient/b']);
  const read = await app.server.app.inject({ url: '/fhir/R4/Patient/a', headers: client });
  assert.deepEqual(
    lines.find(({ id }) => id === 'a'),
    read.json(),
    'a line is the resource as it is read',
  );

  const patients = await exported(app, client, '/fhir/R4/Patient/$export');
  assert.ok(patients.output.every(({ type }) => type !== 'Organization'));
  assert.deepEqual(
    names(await linesOf(app, client, patients.output)),
    names(lines),
    'a group lies in the records of its members',
  );
  const group = await exported(app, client, '/fhir/R4/Group/g/$export?_type=Patient,Observation');
  assert.deepEqual(names(await linesOf(app, client, group.output)), ['Observation/a1', 'Observation/a2', 'Patient/a']);
  const one = await exported(app, client, '/fhir/R4/Patient/$export', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patient', valueReference: { reference: 'Patient/b' } },
      { name: '_type', valueString: 'Patient,Observation' },
    ],
  });
  assert.deepEqual(names(await linesOf(app, client, one.output)), ['Observation/b1', 'Patient/b']);
  const filtered = await exported(
    app,
    client,
    `/fhir/R4/$export?_type=Observation,Patient&_typeFilter=${encodeURIComponent('Observation?status=amended,Observation?subject=Patient/b')}&_elements=status,Patient.gender`,
  );
  const some = await linesOf(app, client, filtered.output);
  assert.deepEqual(names(some), ['Observation/a2', 'Observation/b1', 'Patient/a', 'Patient/b']);
  assert.deepEqual(
    some
      .map(({ resourceType, gender, status, name }) => [resourceType, gender, status, name])
      .filter(([type]) => type === 'Patient'),
    [
      ['Patient', 'male', undefined, undefined],
      ['Patient', 'female', undefined, undefined],
    ],
  );
  assert.ok(some.every((line) => line['resourceType'] !== 'Observation' || (line['status'] && line['subject'] === undefined)));
});

test('since a moment: what was changed since, and what was deleted', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  const first = await exported(app, client, '/fhir/R4/$export?_type=Patient,Observation');
  await load(app, client, [observation('a1', 'a', { status: 'corrected' }), observation('c1', 'b')]);
  for (const name of ['Observation/b1', 'Observation/c1'])
    await app.server.app.inject({ method: 'DELETE', url: `/fhir/R4/${name}`, headers: client });
  const next = await exported(app, client, `/fhir/R4/$export?_type=Patient,Observation&_since=${first.transactionTime}`);
  assert.deepEqual(names(await linesOf(app, client, next.output)), ['Observation/a1']);
  const [bundle, more] = await linesOf(app, client, next.deleted);
  assert.deepEqual([bundle?.resourceType, bundle?.['type'], more], ['Bundle', 'transaction', undefined]);
  assert.deepEqual(bundle?.['entry'], [
    { request: { method: 'DELETE', url: 'Observation/b1' } },
    { request: { method: 'DELETE', url: 'Observation/c1' } },
  ]);
  // The first export is still that of its moment: what was changed and deleted since stands in it as it was.
  const then = await linesOf(app, client, first.output);
  assert.deepEqual(names(then), ['Observation/a1', 'Observation/a2', 'Observation/b1', 'Patient/a', 'Patient/b']);
  assert.equal(then.find(({ id }) => id === 'a1')?.['status'], 'final');
});

test('whoever asks wrongly is told which parameter breaks which rule; lenient handling leaves out what is not known', async (t) => {
  const app = await testApp(t);
  const client = await app.clientToken();
  const ask = async (path: string, headers: Headers = async) =>
    app.server.app.inject({ url: `/fhir/R4/${path}`, headers: { ...client, ...headers } });
  const wrong: readonly (readonly [string, string, string])[] = [
    ['$export?_type=Nothing', '_type', 'resource-type'],
    ['$export?_type=AuditEvent', '_type', 'stored-here'],
    ['Patient/$export?_type=Organization', '_type', 'patient-compartment'],
    ['$export?_since=yesterday', '_since', 'instant'],
    ['$export?_outputFormat=text/csv', '_outputFormat', 'ndjson'],
    ['$export?_typeFilter=Observation', '_typeFilter', 'type-and-query'],
    ['$export?_typeFilter=Observation%3F_sort=date', '_typeFilter', 'search-only'],
    ['$export?_type=Patient&_typeFilter=Observation%3Fstatus=final', '_typeFilter', 'type-of-export'],
    ['$export?_typeFilter=Observation%3Fnothing=x', '_typeFilter', 'search.unknown-parameter'],
    ['$export?includeAssociatedData=LatestProvenanceResources', 'includeAssociatedData', 'unsupported-parameter'],
    ['$export?patient=a', 'patient', 'unknown-parameter'],
    ['Patient/$export?patient=nobody', 'patient', 'patient-there'],
    ['$export?wish=1', 'wish', 'unknown-parameter'],
    ['$export?_since=2026&_since=2025', '_since', 'once'],
    ['$export?_type=', '_type', 'value'],
  ];
  for (const [path, field, rule] of wrong) {
    const answer = await ask(path);
    assert.equal(answer.statusCode, 400, path);
    assert.ok(answer.body.includes(`"${rule}"`) && answer.body.includes(field), `${path}: ${answer.body}`);
  }
  assert.equal(codeOf(await ask('$export', {})), 'records.export-not-async');
  assert.equal((await ask('Group/none/$export')).statusCode, 404);
  const lenient = await ask('$export?wish=1&_type=Patient', { prefer: 'respond-async, handling=lenient' });
  assert.equal(lenient.statusCode, 202);
  assert.match(lenient.body, /wish/);
});

test('a job is its asker’s alone, can be cancelled, and has its time; what it holds comes compressed when asked', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  const { output } = await exported(app, client, '/fhir/R4/$export?_type=Observation');
  const [file] = output;
  const url = pathOf(file?.url);
  const job = url.slice(0, url.lastIndexOf('/'));
  const admin = await app.signIn('admin');
  for (const [method, at] of [
    ['GET', job],
    ['GET', url],
    ['DELETE', job],
  ] as const) {
    const answer = await app.server.app.inject({ method, url: at, headers: { ...admin, 'x-songhua': '1' } });
    assert.deepEqual([answer.statusCode, codeOf(answer)], [404, 'records.export-unknown'], `${method} ${at}`);
  }
  const packed = await app.server.app.inject({ url, headers: { ...client, 'accept-encoding': 'gzip' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  const plain = await app.server.app.inject({ url, headers: client });
  assert.equal(gunzipSync(packed.rawPayload).toString('utf8'), plain.body);
  assert.equal((await app.server.app.inject({ url: `${job}/99`, headers: client })).statusCode, 404);
  const cancelled = await app.server.app.inject({ method: 'DELETE', url: job, headers: client });
  assert.equal(cancelled.statusCode, 202);
  for (const at of [job, url]) assert.equal((await app.server.app.inject({ url: at, headers: client })).statusCode, 404);
  const { rows } = await app.pool.query('select 1 from records.export_chunk');
  assert.equal(rows.length, 0, 'nothing of it is kept');
  const old = await exported(app, client, '/fhir/R4/$export?_type=Observation');
  await app.pool.query("update records.export_job set expires_at = expires_at - interval '25 hours'");
  assert.equal((await app.server.app.inject({ url: pathOf(old.output[0]?.url), headers: client })).statusCode, 404);
});

test('who may export: backends of what their scopes name, administrators registers alone, others not', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  const kickOff = (headers: Headers, path = '$export') =>
    app.server.app.inject({ url: `/fhir/R4/${path}`, headers: { ...headers, ...async } });
  assert.equal((await kickOff({})).statusCode, 401);
  assert.equal((await kickOff(await app.signIn('planner'))).statusCode, 403);
  const narrow = await app.clientToken('system/Observation.rs');
  assert.equal(codeOf(await kickOff(narrow, '$export?_type=Patient')), 'records.scope-too-small');
  const own = await exported(app, narrow, '/fhir/R4/$export');
  assert.deepEqual(names(await linesOf(app, narrow, own.output)), ['Observation/a1', 'Observation/a2', 'Observation/b1']);
  const admin = await app.signIn('admin');
  const registers = await exported(app, admin, '/fhir/R4/$export');
  const types = registers.output.map(({ type }) => type);
  assert.ok(types.includes('Organization') && !types.includes('Observation') && !types.includes('Patient'), types.join());
  for (const [filter, code] of [
    ['Practitioner?_content=1384', 'records.masked-parameter'],
    ['Practitioner?_has:Encounter:participant:status=finished', 'records.scope-too-small'],
  ] as const)
    assert.equal(
      codeOf(await kickOff(admin, `$export?_typeFilter=${encodeURIComponent(filter)}`)),
      code,
      'a filter asks as a search does',
    );
});

test('the audit log says of an export who asked, and of each file how much it held and whom it was about', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  await linesOf(app, client, (await exported(app, client, '/fhir/R4/$export?_type=Patient,Observation')).output);
  await linesOf(app, client, (await exported(app, client, '/fhir/R4/Group/g/$export?_type=Patient,Observation')).output);
  const { rows } = await app.pool.query<{ route: string; note: string; held: number; patients: string[] | null; way: string }>(
    `select route, note, resource_count as held, patients, way from access.audit where route like '%$export%' and status < 300
      and route not like '%/:job' order by entry`,
  );
  const said = rows.map(({ route, note, held, patients }) => [
    route,
    note?.replace(/export [0-9a-f-]+/, 'export'),
    held,
    patients,
  ]);
  assert.deepEqual(said, [
    ['/fhir/R4/$export', undefined, 0, null],
    ['/fhir/R4/$export/:job/:part', 'export, file 1: 2 Patient', 2, ['*']],
    ['/fhir/R4/$export/:job/:part', 'export, file 2: 3 Observation', 3, ['*']],
    ['/fhir/R4/Group/:id/$export', undefined, 0, null],
    ['/fhir/R4/$export/:job/:part', 'export, file 1: 1 Patient', 1, ['a']],
    ['/fhir/R4/$export/:job/:part', 'export, file 2: 2 Observation', 2, ['a']],
  ]);
});

test('a resident exports their own record alone, and is told of exports that held it, also of those of everybody', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  await load(app, client, people);
  await app.pool.query(`update access.account set patient = 'Patient/a' where username = 'resident'`);
  const resident = await app.signInAs('resident', 'songhua-resident');
  const own = await exported(app, resident, '/fhir/R4/Patient/$export?_type=Patient,Observation');
  assert.deepEqual(names(await linesOf(app, resident, own.output)), ['Observation/a1', 'Observation/a2', 'Patient/a']);
  const self = await exported(app, resident, '/fhir/R4/Patient/$export?patient=self&_type=Patient');
  assert.deepEqual(names(await linesOf(app, resident, self.output)), ['Patient/a']);
  const other = await app.server.app.inject({
    url: '/fhir/R4/Patient/$export?patient=b',
    headers: { ...resident, ...async },
  });
  assert.ok(other.statusCode === 400 && other.body.includes('patient-there'), other.body);
  await linesOf(app, client, (await exported(app, client, '/fhir/R4/$export?_type=Patient')).output);
  await linesOf(app, client, (await exported(app, client, '/fhir/R4/Patient/$export?patient=b&_type=Patient')).output);
  const seen = await app.server.app.inject({
    url: '/api/administration/my-record/accesses?limit=50&others=true',
    headers: resident,
  });
  const { items } = seen.json<{ items: readonly { what: string; who: string }[] }>();
  assert.deepEqual(items.filter(({ what }) => what === 'export').length, 1, seen.body);
  const events = await app.server.app.inject({ url: '/fhir/R4/AuditEvent?patient=Patient/a', headers: client });
  assert.match(events.body, /all residents/);
});

test('a server that goes away in the middle of a download loses nothing: another one hands the same file out', async (t) => {
  const app = await testApp(t, { events: true });
  const client = await app.clientToken();
  const many = Array.from({ length: 2_500 }, (_, n) => observation(`o${n}`, 'a', { note: [{ text: `${n}`.repeat(400) }] }));
  for (let from = 0; from < many.length; from += 500) await load(app, client, many.slice(from, from + 500));
  const { output } = await exported(app, client, '/fhir/R4/$export?_type=Observation');
  const url = pathOf(output[0]?.url);
  const { DATABASE_URL = '' } = app.server.config;
  const second = await testApp(t, { settings: { DATABASE_URL } });
  const address = await second.server.app.listen({ port: 0, host: '127.0.0.1' });
  const answer = await fetch(`${address}${url}`, { headers: client });
  const reader = answer.body?.getReader();
  assert.ok(reader && answer.status === 200);
  const first = await reader.read();
  assert.ok((first.value?.length ?? 0) > 0);
  second.server.app.server.closeAllConnections();
  const broken = async (): Promise<void> => {
    for (let one = await reader.read(); !one.done; one = await reader.read());
  };
  await assert.rejects(broken(), 'what broke off is no whole file');
  const whole = await linesOf(app, client, output);
  assert.equal(new Set(names(whole)).size, many.length);
});
