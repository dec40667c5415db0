import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { testApp } from '../testing.ts';

const addresses = [
  '/',
  '/api/session',
  '/api/plan/plans',
  '/fhir/R4/Patient',
  '/no/such/page',
  '/api/no-such',
  '/auth/.well-known/openid-configuration',
];

test('every answer tells browsers what not to do, pages, data, refusals and the provider’s alike', async (t) => {
  const { server, signIn } = await testApp(t);
  const headers = await signIn('planner');
  for (const url of addresses) {
    const answer = await server.app.inject({ url, headers: { ...headers, host: '127.0.0.1' } });
    const policy = String(answer.headers['content-security-policy']);
    for (const said of [
      "default-src 'self'",
      "script-src 'self';",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.includes(said), `${url}: ${said} in ${policy}`);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/, url);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', url);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer', url);
    assert.equal(answer.headers['x-powered-by'], undefined, url);
    assert.equal(answer.headers['strict-transport-security'], undefined, 'plain HTTP promises no HTTPS');
  }
});

test('behind an https address browsers are told to use it for a year, on all its subdomains', async (t) => {
  const settings = { SONGHUA_PUBLIC_URL: 'https://health.example', SONGHUA_TRUST_PROXY: '1' };
  const { server } = await testApp(t, { settings });
  const answer = await server.app.inject({ url: '/healthz' });
  const said = /^max-age=(\d+); includeSubDomains/.exec(String(answer.headers['strict-transport-security']));
  assert.ok(Number(said?.[1]) >= 31_536_000, String(answer.headers['strict-transport-security']));
});

test('what was answered to one reader is kept by nobody, refusals and files too', async (t) => {
  const { server, signIn } = await testApp(t, { prepared: true });
  const headers = await signIn('planner');
  for (const url of [
    '/api/registry/institutions?limit=1',
    '/api/registry/institutions/export?format=csv',
    '/fhir/R4/Organization?_count=1',
    '/api/administration/accounts',
  ])
    assert.equal((await server.app.inject({ url, headers })).headers['cache-control'], 'no-store', url);
  // The name of a file is told so that no header can be put together by it.
  const file = await server.app.inject({ url: '/api/registry/institutions/export?format=csv', headers });
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%~-]+$/);
});

test('neither files of the repository nor folders are served, measures want a permission, TRACE is not answered', async (t) => {
  const { server, signIn } = await testApp(t);
  for (const url of [
    '/.git/config',
    '/package.json',
    '/server/cli.ts',
    '/assets/',
    '/assets/../index.html',
    '/assets/%2e%2e/%2e%2e/package.json',
  ]) {
    const { statusCode, headers, body } = await server.app.inject({ url });
    // A page's address is answered with the page; nothing else is.
    assert.ok(statusCode >= 400 || String(headers['content-type']).startsWith('text/html'), `${url}: ${statusCode}`);
    assert.doesNotMatch(body, /"workspaces"|repositoryformatversion|Index of/, url);
  }
  const measures = await server.app.inject({ url: '/metrics', headers: await signIn('viewer'), remoteAddress: '203.0.113.9' });
  assert.equal(measures.statusCode, 403);
  const address = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  const trace = (request: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(address.port), '127.0.0.1', () => socket.write(request));
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  const traced = await trace('TRACE / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-mine: told-back\r\nconnection: close\r\n\r\n');
  assert.match(traced, /^HTTP\/1\.1 (4\d\d|501)/);
  assert.ok(!traced.includes('told-back'));
  const broken = await trace('GET /\u0001 HTTP/1.1\r\n\r\n');
  assert.match(broken, /^HTTP\/1\.1 400/);
  assert.match(broken, /x-content-type-options: nosniff/);
});
