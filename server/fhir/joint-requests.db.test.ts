import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { type FhirClient, fhirClient, type Json } from './fixtures/fhir-client.ts';

interface Actor {
  readonly kind: 'client' | 'person';
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Asked {
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly body?: object;
  readonly ifMatch?: string;
  readonly status: number;
  /** Of the body that answers it: a resource's id, name and version, or the code of a refusal. */
  readonly says: readonly string[];
}

const create = '/fhir/R4/:type';
const instance = '/fhir/R4/:type/:id';
const hospital = (name: string, id?: string) => ({ resourceType: 'Organization', ...(id !== undefined && { id }), name });

async function actorsOf({ server, signIn, clientToken }: FhirClient) {
  const person = async (username: 'admin' | 'planner'): Promise<Actor> => {
    const headers = await signIn(username);
    const session = (await server.app.inject({ url: '/api/session', headers })).json<{ actor: { id: string } }>();
    return { kind: 'person', id: session.actor.id, headers };
  };
  const client = async (scope: string): Promise<Actor> => ({
    kind: 'client',
    id: 'test-client',
    headers: await clientToken(scope),
  });
  return {
    admin: await person('admin'),
    planner: await person('planner'),
    all: await client('system/*.cruds'),
    writer: await client('system/Organization.cu'),
    reader: await client('system/Observation.rs'),
  };
}

/** What is asked at one moment; `n` keeps the ids of several moments apart. */
function momentOf(n: number, { admin, planner, all, writer, reader }: Awaited<ReturnType<typeof actorsOf>>): readonly Asked[] {
  const put = (actor: Actor, name: string, status: number, says: readonly string[], ifMatch?: string): Asked => {
    const id = `${name}${n}`;
    const path = `/fhir/R4/Organization/${id}`;
    const body = hospital(`${name} ${n}`, id);
    return { actor, method: 'PUT', path, route: instance, body, status, says, ...(ifMatch !== undefined && { ifMatch }) };
  };
  const made = (name: string, version: string): string[] => [`${name}${n}`, `${name} ${n}`, version];
  const get = (actor: Actor, name: string, status: number, says: readonly string[]): Asked => ({
    actor,
    method: 'GET',
    path: `/fhir/R4/Organization/${name}${n}`,
    route: instance,
    status,
    says,
  });
  return [
    put(admin, 'one', 201, made('one', '1')),
    // Who writes without reading is told that it is done, and no more.
    put(writer, 'two', 201, []),
    put(reader, 'three', 403, ['records.scope-too-small']),
    put(planner, 'four', 403, ['kernel.not-permitted']),
    put(all, 'old', 412, ['records.version-conflict'], 'W/"7"'),
    put(writer, 'known', 200, [], 'W/"1"'),
    put(all, 'five', 201, made('five', '1')),
    {
      actor: admin,
      method: 'POST',
      path: create.replace(':type', 'Organization'),
      route: create,
      body: hospital(`six ${n}`),
      status: 201,
      says: [`six ${n}`, '1'],
    },
    { actor: all, method: 'DELETE', path: `/fhir/R4/Organization/gone${n}`, route: instance, status: 204, says: [] },
    get(planner, 'read', 200, made('read', '1')),
    get(reader, 'read', 403, ['records.scope-too-small']),
    get(all, 'none', 404, ['records.unknown-resource']),
  ];
}

const saidBy = (text: string, { method }: Asked): string[] => {
  if (text === '') return [];
  const { resourceType, id, name, meta, issue } = JSON.parse(text) as Json;
  if (resourceType === 'OperationOutcome') return [issue[0].details.coding[0].code];
  return method === 'POST' ? [name, meta.versionId] : [id, name, meta.versionId];
};

test('of many who ask at one moment each gets its own answer, and stands in the access log once, as who it is and with its status', async (t) => {
  const app = await fhirClient(t, { events: true });
  const { server, pool, send } = app;
  const actors = await actorsOf(app);
  const moments = [0, 1, 2, 3, 4].map((n) => momentOf(n, actors));
  for (const n of moments.keys())
    for (const name of ['old', 'known', 'gone', 'read'])
      assert.equal((await send('PUT', `/Organization/${name}${n}`, hospital(`${name} ${n}`, `${name}${n}`))).status, 201);
  const { rows: before } = await pool.query<{ last: string }>('select coalesce(max(entry), 0) as last from access.audit');
  const ask = async (asked: Asked): Promise<void> => {
    const { actor, method, path, body, ifMatch, status, says } = asked;
    const answer = await server.app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...actor.headers,
        ...(body && { 'content-type': 'application/fhir+json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body && { payload: JSON.stringify(body) }),
    });
    assert.deepEqual([answer.statusCode, ...saidBy(answer.body, asked)], [status, ...says], `${method} ${path}`);
  };
  for (const moment of moments) await Promise.all(moment.map(ask));
  const { rows } = await pool.query<Record<string, unknown>>(
    'select actor_kind, actor_id, method, path, route, status from access.audit where entry > $1',
    [before[0]?.last],
  );
  const text = (row: readonly unknown[]): string => row.join(' ');
  assert.deepEqual(
    rows.map((row) => text(Object.values(row))).sort(),
    moments
      .flat()
      .map(({ actor: { kind, id }, method, path, route, status }) => text([kind, id, method, path, route, status]))
      .sort(),
  );
  if (await withTx(pool, 'read', async (tx) => tx.spread)) return;
  const joined = await pool.query(
    `select from access.audit where status < 300 and method <> 'GET' group by xmin::text having count(distinct actor_id) > 1`,
  );
  assert.notEqual(joined.rowCount, 0, 'none of these requests shared a transaction with one of somebody else');
});
