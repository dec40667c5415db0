import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reconciliation } from '../contract.ts';
import { narrowReconciliation } from './narrow-reconciliation.ts';

const row = (code: string, status: 'equal' | 'differs' | 'missing'): Reconciliation['items'][number] => ({
  area: { code, name: { zh: code, en: code } },
  measure: 'beds-total',
  title: { zh: '床位', en: 'Beds' },
  unit: { zh: '张', en: 'beds' },
  published: 1,
  registry: 1,
  evidence: 'entered',
  difference: 0,
  status,
  source: '',
});
const rows = [row('220200', 'equal'), row('220221', 'missing'), row('220281', 'differs'), row('220281', 'equal')];
const found: Reconciliation = { asOf: '2020-12-31', total: 4, equal: 2, items: rows };
const states = (narrowed: Reconciliation) => narrowed.items.map(({ status }) => status);

test('what differs stands first, then what is missing', () => {
  assert.deepEqual(states(narrowReconciliation(found, null, 'all')), ['differs', 'missing', 'equal', 'equal']);
});

test('only some areas, only what is open; the counts are those of the areas', () => {
  const county = narrowReconciliation(found, new Set(['220281']), 'open');
  assert.deepEqual([states(county), county.total, county.equal], [['differs'], 2, 1]);
  assert.deepEqual(states(narrowReconciliation(found, new Set(), 'all')), []);
});
