import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import { institutionList, reconciliation } from '../contract.ts';

test('a registry that was left empty says so: sums are null and not zero, and no total claims any evidence', async (t) => {
  const { server, signIn } = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const headers = await signIn('viewer');
  const get = (path: string) => server.app.inject({ url: `/api/registry${path}`, headers });
  const { items, ...totals } = institutionList.parse((await get('/institutions?area=220200')).json());
  assert.deepEqual(items, []);
  assert.deepEqual(totals, { total: 0, beds: null, staff: null, asOf: null, evidence: null, empty: true });
  const compared = reconciliation.parse((await get('/reconciliation')).json());
  assert.ok(compared.total > 80 && compared.equal === 0);
  assert.ok(compared.items.every((row) => row.status === 'missing' && row.registry === null && row.evidence === null));
});
