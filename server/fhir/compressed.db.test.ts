import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { expect, fhirClient } from './fixtures/fhir-client.ts';

test('whoever takes compressed answers reads the same text under the same headers as whoever does not', async (t) => {
  const { server, send, clientToken } = await fhirClient(t);
  const name = '市中心医院'.repeat(400);
  await expect(send('PUT', '/Organization/o', { resourceType: 'Organization', id: 'o', name }), 201);
  const token = await clientToken();
  const ofText = new Set(['content-length', 'content-encoding', 'vary', 'date', 'transfer-encoding']);
  for (const url of ['/fhir/R4/Organization/o', '/fhir/R4/Organization/o/_history/1', '/api/openapi.json']) {
    const plain = await server.app.inject({ url, headers: token });
    const packed = await server.app.inject({ url, headers: { ...token, 'accept-encoding': 'gzip' } });
    assert.deepEqual([plain.statusCode, packed.statusCode], [200, 200], url);
    assert.equal(packed.headers['content-encoding'], 'gzip', url);
    assert.ok(packed.rawPayload.length < plain.rawPayload.length, url);
    assert.equal(gunzipSync(packed.rawPayload).toString(), plain.payload, url);
    assert.equal(Number(plain.headers['content-length']), plain.rawPayload.length, url);
    const kept = (headers: object) => Object.entries(headers).filter(([header]) => !ofText.has(header));
    assert.deepEqual(Object.fromEntries(kept(plain.headers)), Object.fromEntries(kept(packed.headers)), url);
    assert.match(String(plain.headers['content-security-policy']), /default-src 'self'/, url);
  }
});
