import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Projection, Reach } from '@songhua/kernel';
import { createRecordStore } from '../record-store.ts';
import { fhirRoutes } from './routes.ts';

const reach: Reach = {
  ways: [{ types: '*', interactions: 'cruds', whose: 'everyone', labels: '*', aboveConsent: true, masked: ['phone'] }],
  purpose: 'administration',
  institutions: [],
};

/** Whether a single write may go together with others. */
function goesTogether(projections: readonly Projection[], method: 'PUT' | 'DELETE'): boolean {
  const route = fhirRoutes.find((one) => one.method === method && one.path === '/fhir/R4/:type/:id');
  const result = route?.share?.({
    records: createRecordStore(projections),
    actor: { kind: 'person', id: 'a', name: 'a', roles: [], permissions: new Set(['*']), reach },
    now: new Date('2026-11-22T08:00:00Z'),
    newId: () => 'new',
    origin: 'http://test',
    language: 'en',
    headers: { 'content-type': 'application/fhir+json' },
    params: { type: 'Practitioner', id: 'd' },
    query: {},
    body: undefined,
    raw: { url: '/fhir/R4/Practitioner/d', body: method === 'PUT' ? '{"resourceType":"Practitioner","id":"d"}' : '' },
  });
  assert.ok(result?.ok, JSON.stringify(result));
  return result.value !== null;
}

test('a write that a module would judge by its writer goes alone, where it is judged; others go together', () => {
  const judged = (type: string): Projection => ({ name: 'x', types: [type], mayWrite: () => [], apply: async () => {} });
  assert.equal(goesTogether([], 'PUT'), true);
  assert.equal(goesTogether([judged('Organization')], 'PUT'), true);
  assert.equal(goesTogether([judged('Practitioner')], 'PUT'), false);
  assert.equal(goesTogether([judged('Practitioner')], 'DELETE'), true);
});
