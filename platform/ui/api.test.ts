import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ApiProblem, address, request } from './api.ts';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

const answer = (status: number, body: string, type = 'application/json') => {
  const seen: RequestInit[] = [];
  globalThis.fetch = async (_input, init) => {
    seen.push(init ?? {});
    return new Response(status === 204 ? null : body, { status, headers: { 'content-type': type } });
  };
  return seen;
};

test('an address leaves out what is empty and keeps zero', () => {
  assert.equal(address('/api/x', { area: '220200', q: '', offset: 0, at: null, kind: undefined }), '/api/x?area=220200&offset=0');
  assert.equal(address('/api/x'), '/api/x');
});

test('only unsafe methods carry the header that proves the request is ours', async () => {
  const seen = answer(200, '{}');
  await request('/a');
  await request('/a', { method: 'POST', body: { x: 1 } });
  assert.equal(new Headers(seen[0]?.headers).get('x-songhua'), null);
  assert.equal(new Headers(seen[1]?.headers).get('x-songhua'), '1');
  assert.equal(seen[1]?.body, '{"x":1}');
});

test('a problem keeps its status, code, both texts and field errors', async () => {
  answer(401, JSON.stringify({ code: 'access.wrong-credentials', texts: { zh: '甲', en: 'a' }, errors: [{ field: 'x' }] }));
  await assert.rejects(request('/a'), (error) => {
    assert.ok(error instanceof ApiProblem);
    assert.deepEqual([error.status, error.code, error.texts.en, error.errors.length], [401, 'access.wrong-credentials', 'a', 1]);
    return true;
  });
});

test('an answer that is no problem document still has words in both languages', async () => {
  answer(502, '<html>bad gateway</html>', 'text/html');
  await assert.rejects(
    request('/a'),
    (error) => error instanceof ApiProblem && error.status === 502 && error.texts.zh.includes('502'),
  );
});

test('a server that cannot be reached is said as such', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('fetch failed');
  };
  await assert.rejects(
    request('/a'),
    (error) => error instanceof ApiProblem && error.code === 'kernel.unreachable' && error.status === 0,
  );
});

test('an empty answer is no value', async () => {
  answer(204, '');
  assert.equal(await request('/a', { method: 'DELETE' }), undefined);
});

test('a refusal of a FHIR address says the same in both languages, whichever it was asked in', async () => {
  const details = (zh: string, en: string, system: string, code: string) => ({
    details: {
      coding: [{ system, code }],
      text: en,
      _text: {
        extension: [
          {
            extension: [
              { url: 'lang', valueCode: 'zh-CN' },
              { url: 'content', valueString: zh },
            ],
          },
        ],
      },
    },
  });
  const issue = [
    details('不符合', 'breaks a rule', 'urn:songhua:problem', 'records.invalid-resource'),
    { ...details('须写明', 'must say', 'urn:songhua:rule', 'consent-type'), expression: ['Consent.provision'] },
  ];
  const seen = answer(400, JSON.stringify({ resourceType: 'OperationOutcome', language: 'en', issue }), 'application/fhir+json');
  await assert.rejects(request('/fhir/R4/Consent/1', { method: 'PUT', body: {}, ifMatch: '3' }), (error) => {
    assert.ok(error instanceof ApiProblem);
    assert.deepEqual([error.code, error.texts], ['records.invalid-resource', { zh: '不符合', en: 'breaks a rule' }]);
    assert.deepEqual(
      error.errors.map(({ field, rule, message }) => [field, rule, message.zh]),
      [['Consent.provision', 'consent-type', '须写明']],
    );
    return true;
  });
  const sent = new Headers(seen[0]?.headers);
  assert.deepEqual([sent.get('content-type'), sent.get('if-match')], ['application/fhir+json', 'W/"3"']);
});
