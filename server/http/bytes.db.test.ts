import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../testing.ts';

const octets = { 'content-type': 'application/octet-stream' };

/** A route that takes a file, of whichever module has one. */
async function open(t: Parameters<typeof testApp>[0]) {
  const { server, signIn } = await testApp(t);
  const routes = server.house.manifests.flatMap(({ routes: own }) => own);
  const route = routes.find(({ bytes, params }) => bytes && !params);
  assert.ok(route?.bodyLimit);
  const post = (headers: Record<string, string>, payload: Buffer | string, url: string = route.path) =>
    server.app.inject({ method: 'POST', url, headers, payload });
  return { post, planner: await signIn('planner'), viewer: await signIn('viewer'), limit: route.bodyLimit };
}

test('a file reaches its route as bytes, past the limit of other bodies, whatever they are', async (t) => {
  const { post, planner } = await open(t);
  const answer = await post({ ...planner, ...octets }, Buffer.alloc(1_500_000, 0xff));
  // The route asks for its query: so it was reached, and neither JSON nor UTF-8 was wanted of the body.
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, 'kernel.invalid-input']);
});

test('who may not send a file is refused before it is read; one that is too large or said to be something else is refused, too', async (t) => {
  const { post, planner, viewer, limit } = await open(t);
  const large = Buffer.alloc(limit + 1);
  assert.equal((await post(octets, large)).statusCode, 401);
  assert.equal((await post({ ...viewer, ...octets }, large)).statusCode, 403);
  assert.equal((await post({ ...planner, ...octets }, large)).statusCode, 413);
});

test('a route that takes a file takes nothing else, and one that takes none refuses a file', async (t) => {
  const { post, planner } = await open(t);
  const query = '/api/returns/submissions?kind=staff&area=220281&year=2024&name=a.csv';
  assert.equal((await post({ ...planner, 'content-type': 'application/json' }, '{}', query)).statusCode, 415);
  assert.equal((await post({ ...planner, ...octets }, Buffer.from('x'), '/fhir/R4/Patient')).statusCode, 415);
});
