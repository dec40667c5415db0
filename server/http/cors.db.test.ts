import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from '../config.ts';
import { testApp } from '../testing.ts';

const mine = 'https://app.example';

test('an application of a listed origin reads the interfaces with its token, others and the session do not', async (t) => {
  const { server, clientToken, signIn } = await testApp(t, {
    settings: { SONGHUA_CORS_ORIGINS: `${mine}, https://other.example` },
  });
  const headers = await clientToken();
  const ask = async (url: string, origin: string, more: Record<string, string> = headers) =>
    (await server.app.inject({ url, headers: { ...more, origin } })).headers;
  assert.equal((await ask('/fhir/R4/Patient', mine))['access-control-allow-origin'], mine);
  assert.equal((await ask('/fhir/R4/Patient', 'https://evil.example'))['access-control-allow-origin'], undefined);
  assert.equal((await ask('/api/session', mine, await signIn('admin')))['access-control-allow-credentials'], undefined);
  assert.equal((await ask('/session/start', mine))['access-control-allow-origin'], undefined, 'pages are nobody else’s');
  const preflight = (origin: string) =>
    server.app.inject({
      method: 'OPTIONS',
      url: '/fhir/R4/Patient/1',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,if-match' },
    });
  const allowed = await preflight(mine);
  assert.equal(allowed.statusCode, 204);
  assert.match(String(allowed.headers['access-control-allow-methods']), /PUT/);
  assert.equal((await preflight('https://evil.example')).headers['access-control-allow-origin'], undefined);
});

test('without a list no origin is allowed, and what is no origin is refused at the start', async (t) => {
  const { server, clientToken } = await testApp(t);
  const { headers } = await server.app.inject({ url: '/fhir/R4/Patient', headers: { ...(await clientToken()), origin: mine } });
  assert.equal(headers['access-control-allow-origin'], undefined);
  for (const wrong of ['*', 'app.example', 'https://app.example/path'])
    assert.throws(() => readConfig({ SONGHUA_CORS_ORIGINS: wrong }), ConfigError, wrong);
});
