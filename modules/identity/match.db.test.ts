import assert from 'node:assert/strict';
import { test } from 'node:test';
import { li, numberOf, openIdentity, patientOf, type Registered } from './fixtures/open-identity.ts';

interface Entry {
  readonly resource: { readonly id: string; readonly identifier?: readonly { readonly value: string }[] };
  readonly search: {
    readonly mode: string;
    readonly score: number;
    readonly extension: readonly { readonly valueCode: string }[];
  };
}
interface Bundle {
  readonly resourceType: string;
  readonly type: string;
  readonly total: number;
  readonly entry?: readonly Entry[];
  readonly issue?: readonly { readonly expression?: readonly string[]; readonly details?: { readonly text?: string } }[];
}

test('Patient/$match', async (t) => {
  const { register, link, pool, server, client, clientToken, registrar, signInAs } = await openIdentity(t, {
    prepare: (pool) =>
      pool.query(
        `insert into access.membership (account, organization, roles, since)
         select id, 'Organization/h1', roles, '2020-01-01' from access.account where username in ('doctor', 'registrar')`,
      ),
  });
  await register('li1', li);
  await register('li2', { ...li, name: '李秀蓝', phone: '13596200001', institution: 'h2' });
  await register('brother', { ...li, name: '李秀山', sex: 'male', born: '1961-07-30', number: numberOf('1961-07-30', 33) });
  for (let n = 0; n < 30; n += 1) await register(`empty${n}`, {});
  await link();

  const send = (payload: unknown, headers: Record<string, string> = client) =>
    server.app.inject({
      ...{ method: 'POST', url: '/fhir/R4/Patient/$match' },
      headers: { ...headers, 'content-type': 'application/fhir+json' },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const body = (said: Registered, ...more: object[]) => {
    const { id: _, ...resource } = patientOf('x', said);
    return { resourceType: 'Parameters', parameter: [{ name: 'resource', resource }, ...more] };
  };
  const match = async (said: Registered, headers?: Record<string, string>, ...more: object[]) => {
    const answer = await send(body(said, ...more), headers);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<Bundle>();
  };
  const grades = ({ entry = [] }: Bundle) => entry.map(({ resource: { id }, search }) => [id, search.extension[0]?.valueCode]);

  await t.test('answers a searchset with scores from 0 to 1 and grades, the likeliest first', async () => {
    const found = await match(li);
    assert.deepEqual([found.resourceType, found.type, found.total], ['Bundle', 'searchset', 2]);
    assert.deepEqual(grades(found).toSorted(), [
      ['li1', 'certain'],
      ['li2', 'certain'],
    ]);
    const scores = found.entry?.map(({ search }) => search.score) ?? [];
    assert.ok(
      scores.every((score) => score > 0.99 && score <= 1) &&
        scores.every((score, at) => at === 0 || score <= (scores[at - 1] ?? 0)),
    );
    assert.ok(found.entry?.every(({ search }) => search.mode === 'match'));
    const less = await match({ name: '李秀兰', born: '1958-03-12', phone: String(li.phone) });
    assert.ok(
      grades(less).some(([id, grade]) => id === 'li1' && (grade === 'probable' || grade === 'possible' || grade === 'certain')),
    );
    assert.ok((less.entry?.[0]?.search.score ?? 1) <= (scores[0] ?? 0));
  });

  await t.test('only certain matches: the one to be used; none where nobody is certain; count bounds the answer', async () => {
    const only = { name: 'onlyCertainMatches', valueBoolean: true };
    assert.equal((await match(li, client, only)).entry?.length, 1);
    assert.equal((await match({ name: '李秀兰', phone: '13944201234' }, client, only)).total, 0);
    assert.equal((await match(li, client, { name: 'count', valueInteger: 1 })).entry?.length, 1);
  });

  await t.test('a record with no data never matches everybody, and registrations without data match nobody', async () => {
    const answer = await send(body({}));
    assert.equal(answer.statusCode, 422, answer.body);
    assert.equal(answer.json<Bundle>().resourceType, 'OperationOutcome');
    assert.equal((await send(body({ name: '无名氏', sex: 'male' }))).statusCode, 422);
    assert.deepEqual(grades(await match({ name: '王一', born: '1930-01-01' })), []);
  });

  await t.test('bad input names field, rule and value', async () => {
    for (const [payload, expression] of [
      ['{', 'Parameters'],
      [{ resourceType: 'Parameters', parameter: [{ name: 'count', valueInteger: 3 }] }, 'Parameters.parameter.resource'],
      [body(li, { name: 'count', valueInteger: 1000 }), 'Parameters.parameter[1].valueInteger'],
      [body(li, { name: 'limit' }), 'Parameters.parameter[1].name'],
      [body({ born: '12.3.58', name: 'x' }), 'Parameters.parameter[0].resource.birthDate'],
    ] as const) {
      const answer = await send(payload);
      assert.equal(answer.statusCode, 400, answer.body);
      const { issue = [] } = answer.json<Bundle>();
      assert.ok(JSON.stringify(issue).includes(expression), `${expression} in ${answer.body}`);
    }
    assert.equal((await send(body(li), {})).statusCode, 401);
    assert.equal(
      (await server.app.inject({ method: 'POST', url: '/fhir/R4/Patient/$match?colour=red', headers: client, payload: body(li) }))
        .statusCode,
      400,
    );
  });

  await t.test(
    'who asks is told of whom they reach: a backend by its scopes, a registrar with numbers in part, a doctor of nobody',
    async () => {
      const seen = await match(li, registrar);
      assert.equal(seen.total, 2);
      assert.ok(seen.entry?.every(({ resource }) => resource.identifier?.every(({ value }) => value.includes('*'))));
      assert.deepEqual([...new Set(seen.entry?.map(({ search }) => search.score))], [1], 'a person is told the grade alone');
      assert.equal((await match(li, await signInAs('doctor', 'songhua-doctor'))).total, 0);
      assert.equal((await send(body(li), await clientToken('system/Observation.rs'))).json<Bundle>().total ?? 0, 0);
      const { rows } = await pool.query<{ patients: string[] }>(
        `select patients from access.audit where route = '/fhir/R4/Patient/$match' and status = 200 and actor_kind = 'person' order by entry limit 1`,
      );
      assert.deepEqual([...(rows[0]?.patients ?? [])].sort(), ['li1', 'li2']);
    },
  );
});
