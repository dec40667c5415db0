import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { FhirStore } from '@songhua/records';
import fc from 'fast-check';
import { z } from 'zod';
import { fhirClient } from './fhir/fixtures/fhir-client.ts';
import { resourcesOf, searchesOf } from './fhir/fixtures/fuzz-definitions.ts';
import { escaped, nasty, text } from './fhir/fixtures/fuzz-requests.ts';
import { fitting, queryOf, stepOf } from './fhir/fixtures/fuzz-schemas.ts';
import { testApp } from './testing.ts';

/*
 * Malformed requests made from what the system says of itself: StructureDefinitions, SearchParameters, the schemas of all declared
 * routes, and the addresses of sign-in. `SONGHUA_FUZZ=60000 npm run test:one -- server/fuzz.db.test.ts` is the long form (≥ 100,000 with
 * server/fhir/fuzz.db.test.ts). No answer may be a 5xx, take long, or be other than a refusal in the form that was promised.
 */
const runs = Number(process.env['SONGHUA_FUZZ'] ?? 760);
const scaled = (share: number): number => Math.ceil(runs * share);

/** An answer takes no longer, ms, on however busy a machine: a minute is a hang. */
const hang = 60_000;

/** Longest that one part may take, ms. */
const timeout = 120_000 + runs * 100;

const inTime = <T>(work: Promise<T>, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer: ${what}`)), hang);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

test('resources made of every definition, nearly sound, are taken or refused with their place', { timeout }, async (t) => {
  const { send, server } = await fhirClient(t);
  const { definitions } = server.records as FhirStore;
  const tally: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(resourcesOf(definitions), async ({ type, body }) => {
      const { status, text: told } = await inTime(send('PUT', `/${type}/f1`, body), body);
      tally[status] = (tally[status] ?? 0) + 1;
      assert.ok(status < 500, `${status}: ${told.slice(0, 500)}`);
      if (status < 400) return;
      const outcome = JSON.parse(told);
      assert.equal(outcome.resourceType, 'OperationOutcome');
      for (const { details } of outcome.issue) assert.ok(details.text, told.slice(0, 500));
    }),
    { numRuns: scaled(1) },
  );
  t.diagnostic(`answers by status: ${JSON.stringify(tally)}`);
  assert.ok((tally[201] ?? 0) > 0 && (tally[422] ?? tally[400] ?? 0) > 0, 'some are taken, some are refused');
});

test('searches by every parameter of every type are answered or refused', { timeout }, async (t) => {
  const { get, send, server } = await fhirClient(t);
  const { definitions } = server.records as FhirStore;
  await send('PUT', '/Patient/p1', JSON.stringify({ resourceType: 'Patient', id: 'p1', name: [{ text: '张' }] }));
  const tally: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(searchesOf(definitions), async (asked) => {
      const { status, text: told } = await inTime(get(asked), asked);
      tally[status] = (tally[status] ?? 0) + 1;
      assert.ok(status < 500, `${status}: ${told.slice(0, 500)}`);
      assert.equal(JSON.parse(told).resourceType, status < 400 ? 'Bundle' : 'OperationOutcome');
    }),
    { numRuns: scaled(1) },
  );
  t.diagnostic(`answers by status: ${JSON.stringify(tally)}`);
  assert.ok((tally[200] ?? 0) > runs / 20, 'some of it makes sense');
});

test('every declared route of every module refuses what does not fit its schema, as a problem in both languages', {
  timeout,
}, async (t) => {
  const { server, signIn } = await testApp(t, { prepared: true });
  const people = [await signIn('admin'), await signIn('planner')];
  const routes = server.house.manifests.flatMap(({ routes: own }) => own).filter(({ style }) => style !== 'fhir');
  const schemaOf = (schema: z.ZodType | undefined) =>
    (schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : { type: 'object', properties: {} }) as object;
  const requests = routes.map((route) => {
    const path = route.path
      .split('/')
      .slice(1)
      .map((step) => (step.startsWith(':') ? stepOf([]) : fc.constant(step)));
    const fits = fitting(schemaOf(route.body)).map((value) => JSON.stringify(value) ?? '');
    const body = route.body ? fc.oneof({ weight: 9, arbitrary: fits }, { weight: 1, arbitrary: text }) : fc.constant(undefined);
    return fc.record({
      route: fc.constant(route),
      url: fc.tuple(fc.tuple(...path), queryOf(schemaOf(route.query))).map(([steps, query]) => `/${steps.join('/')}?${query}`),
      body: route.bytes ? fc.oneof(fc.constantFrom('PK\u0003\u0004', 'a,b\n1', ''), text) : body,
      person: fc.constantFrom(...people),
    });
  });
  const tally: Record<string, number> = {};
  const answered = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.oneof(...requests), async ({ route, url, body, person }) => {
      const answer = await inTime(
        server.app.inject({
          method: route.method,
          url,
          headers: {
            ...person,
            ...(body !== undefined && { 'content-type': route.bytes ? 'application/octet-stream' : 'application/json' }),
          },
          ...(body !== undefined && { payload: body }),
        }),
        `${route.method} ${url}`,
      );
      const { statusCode: status } = answer;
      tally[status] = (tally[status] ?? 0) + 1;
      answered.add(`${route.method} ${route.path}`);
      assert.ok(status < 500, `${status} ${route.method} ${url}: ${answer.body.slice(0, 500)}`);
      if (status < 400) return;
      const problem = JSON.parse(answer.body) as { texts?: { zh: string; en: string } };
      assert.ok(problem.texts?.zh && problem.texts.en, answer.body.slice(0, 300));
    }),
    { numRuns: scaled(1.2) },
  );
  t.diagnostic(`${answered.size} of ${routes.length} routes, answers by status: ${JSON.stringify(tally)}`);
  assert.ok((tally[200] ?? 0) > runs / 50, 'some of it makes sense');
});

test('a character that no text can hold is refused in every parameter of sign-in and tokens', async (t) => {
  const { server, clientToken } = await testApp(t);
  await clientToken();
  const client = { client_id: 'test-client', client_secret: 'test-client-secret-of-the-tests', grant_type: 'client_credentials' };
  const web = {
    client_id: 'songhua-web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost/session/callback',
  };
  for (const name of ['client_id', 'scope', 'state', 'nonce', 'redirect_uri', 'login_hint', 'grant_type', 'resource', 'code']) {
    const spoilt = (given: Record<string, string>) =>
      new URLSearchParams({ ...given, [name]: `a\0${given[name] ?? ''}` }).toString();
    const asked = await server.app.inject({ url: `/auth/auth?${spoilt(web)}` });
    const given = await server.app.inject({
      method: 'POST',
      url: '/auth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: spoilt(client),
    });
    assert.ok(asked.statusCode < 500 && given.statusCode < 500, `${name}: ${asked.statusCode} ${given.statusCode} ${given.body}`);
  }
});

test('sign-in, tokens and sessions refuse what is malformed', { timeout }, async (t) => {
  const { server } = await testApp(t);
  const paths = [
    ['GET', '/auth/auth'],
    ['POST', '/auth/token'],
    ['POST', '/auth/token/introspection'],
    ['POST', '/auth/token/revocation'],
    ['GET', '/auth/me'],
    ['GET', '/auth/jwks'],
    ['GET', '/auth/session/end'],
    ['GET', '/session/start'],
    ['GET', '/session/callback'],
    ['POST', '/session/end'],
    ['GET', '/api/session'],
    ['GET', '/sign-in/x/details'],
    ['POST', '/sign-in/x'],
    ['GET', '/events'],
    ['GET', '/metrics'],
    ['GET', '/fhir/R4/.well-known/smart-configuration'],
  ] as const;
  const names = [
    'client_id',
    'scope',
    'grant_type',
    'code',
    'redirect_uri',
    'state',
    'token',
    'client_assertion',
    'response_type',
    'username',
    'returnTo',
    'request',
    'claims',
    'resource',
    'lang',
  ];
  const known = [
    'songhua-web',
    'openid',
    'client_credentials',
    'authorization_code',
    'code',
    'http://127.0.0.1:8080/session/callback',
    'system/*.cruds',
    'patient/*.rs',
    ...nasty,
  ];
  const form = fc
    .array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...known), text)), { maxLength: 6 })
    .map((pairs) => pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'));
  const ascii = text.filter((value) => /^[\x21-\x7e]*$/.test(value));
  const headers = fc.record(
    {
      authorization: fc.oneof(
        ascii.map((value) => `Basic ${Buffer.from(value).toString('base64')}`),
        ascii.map((value) => `Bearer ${value}`),
        ascii,
      ),
      cookie: fc.oneof(
        ascii.map((value) => `songhua_session=${value}`),
        ascii.map((value) => `songhua_flight=${value}`),
        ascii,
      ),
      'content-type': fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'text/plain'),
      'x-forwarded-host': fc.constantFrom('evil.example', 'a b'),
      'x-forwarded-for': ascii,
      origin: fc.constantFrom('http://evil.example', 'null'),
    },
    { requiredKeys: [] },
  );
  const tally: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), form, form, headers, async ([method, path], query, body, more) => {
      const answer = await inTime(
        server.app.inject({
          method,
          url: `${path}?${query}`,
          headers: { ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }), ...more },
          ...(method === 'POST' && { payload: body }),
        }),
        `${method} ${path}?${query}`,
      );
      tally[answer.statusCode] = (tally[answer.statusCode] ?? 0) + 1;
      assert.ok(answer.statusCode < 500, `${answer.statusCode} ${method} ${path}?${query} ${body}: ${answer.body.slice(0, 400)}`);
      const to = String(answer.headers.location ?? '');
      assert.ok(!/evil\.example/.test(to), `sent away to ${to}`);
    }),
    { numRuns: scaled(0.3) },
  );
  t.diagnostic(`answers by status: ${JSON.stringify(tally)}`);
});
