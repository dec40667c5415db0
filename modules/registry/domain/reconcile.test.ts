import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishedTotal } from './read-baseline.ts';
import { reconcile } from './reconcile.ts';
import type { RegistryFact } from './roll-up.ts';

const total = (over: Partial<PublishedTotal>): PublishedTotal => ({
  area: '220200',
  measure: 'beds-total',
  asOf: '2020-12-31',
  value: 10,
  decimals: 0,
  evidence: 'published',
  document: '文件',
  section: '三',
  ...over,
});
const fact = (over: Partial<RegistryFact>): RegistryFact => ({
  area: '220200',
  measure: 'beds-total',
  asOf: '2020-12-31',
  value: 10,
  evidence: 'synthetic',
  missing: 0,
  ...over,
});
const areas = [
  { code: '220200', name: { zh: '吉林市', en: 'Jilin City' } },
  { code: '220281', name: { zh: '蛟河市', en: 'Jiaohe City' } },
];

test('equal, different and missing totals are told apart, and missing is not zero; each sum says what it rests on', () => {
  const published = [total({}), total({ area: '220281', value: 4 }), total({ measure: 'doctors' })];
  const found = reconcile(published, areas, () => [fact({}), fact({ area: '220281', value: 3, evidence: 'entered' })]);
  assert.deepEqual(
    found.items.map((i) => [i.area.code, i.measure, i.status, i.registry, i.difference, i.evidence]),
    [
      ['220200', 'beds-total', 'equal', 10, 0, 'synthetic'],
      ['220281', 'beds-total', 'differs', 3, -1, 'entered'],
      ['220200', 'doctors', 'missing', null, null, null],
    ],
  );
  assert.deepEqual([found.total, found.equal, found.asOf], [3, 1, '2020-12-31']);
});

test('each total is compared with the registry of its own day and names its document and year', () => {
  const published = [total({}), total({ asOf: '2023-12-31', value: 12 })];
  const found = reconcile(published, areas, (day) => [fact({ value: day === '2023-12-31' ? 12 : 10 })]);
  assert.deepEqual(
    found.items.map((i) => [i.status, i.source]),
    [
      ['equal', '文件 · 三 · 2020'],
      ['equal', '文件 · 三 · 2023'],
    ],
  );
});

test('ratios, shares, populations and entered figures are not totals to hold a registry to', () => {
  const published = [total({ measure: 'population' }), total({ measure: 'geriatrics-share' }), total({ evidence: 'entered' })];
  assert.equal(reconcile(published, areas, () => []).total, 0);
});
