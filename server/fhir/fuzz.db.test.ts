import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expect, fhirClient, type Json, samples } from './fixtures/fhir-client.ts';
import { full, mutated, request, values } from './fixtures/fuzz-requests.ts';

/** How many requests one run sends; a longer run is asked for by SONGHUA_FUZZ. */
const runs = Number(process.env['SONGHUA_FUZZ'] ?? 600);

test('whatever a client sends, the answer is never a 5xx and every refusal is an OperationOutcome', {
  timeout: 300_000,
}, async (t) => {
  const { send } = await fhirClient(t);
  await expect(send('PUT', '/Patient/p1', { ...samples.Patient, id: 'p1' }), 201);
  await expect(send('PUT', '/Observation/o1', full), 201);
  const tally: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const {
        status,
        text: told,
        headers: got,
      } = await send(
        asked.method,
        `/${asked.path.join('/')}${asked.query === '' ? '' : `?${asked.query}`}`,
        asked.method === 'GET' || asked.method === 'HEAD' ? undefined : asked.body,
        asked.headers,
      );
      tally[status] = (tally[status] ?? 0) + 1;
      assert.ok(status < 500, `${status}: ${told.slice(0, 500)}`);
      if (status >= 400 && asked.method !== 'HEAD') {
        assert.match(String(got['content-type']), /json/, told.slice(0, 200));
        assert.equal(JSON.parse(told).resourceType, 'OperationOutcome', told.slice(0, 300));
      }
      for (const { response } of told.startsWith('{"resourceType":"Bundle","type":"batch-response"')
        ? (JSON.parse(told).entry ?? [])
        : [])
        assert.ok(!response.status.startsWith('5'), told.slice(0, 500));
    }),
    { numRuns: runs },
  );
  t.diagnostic(`answers by status: ${JSON.stringify(tally)}`);
  assert.ok((tally[200] ?? 0) > runs / 50, 'some of it makes sense');
});

test('whatever is written into a resource of R4 comes back as it was or is refused with its place', {
  timeout: 300_000,
}, async (t) => {
  const { send, get } = await fhirClient(t);
  const change = fc.tuple(fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), values);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 2 }), async (changes) => {
      const resource = changes.reduce((value, [steps, to]) => mutated(value, steps, to), full as Json);
      const answer = await send('PUT', '/Observation/o1', JSON.stringify(resource));
      assert.ok(answer.status < 500, answer.text.slice(0, 500));
      if (answer.status >= 400) {
        for (const { details } of answer.json().issue) assert.ok(details.text && details._text, answer.text);
        return;
      }
      const { meta: _, ...stored } = (await expect(get('/Observation/o1'), 200)).json();
      const { meta: __, ...sent } = JSON.parse(JSON.stringify(resource));
      assert.deepEqual(stored, sent);
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});
