import assert from 'node:assert/strict';
import test from 'node:test';
import type { IndicatorItem, Status } from '../contract.ts';
import { countByStatus, orderByDimension, orderIndicators } from './order-indicators.ts';

const item = (
  id: string,
  status: Status,
  dimension = '甲',
  expected: number | null = null,
  value: number | null = null,
): IndicatorItem => ({
  id,
  dimension: { zh: dimension, en: dimension },
  name: { zh: id, en: id },
  unit: '人',
  decimals: 2,
  format: 'number',
  polarity: 'increase',
  nature: '预期性',
  baseline: { year: 2020, value: null, printed: null },
  target: { year: 2025, operator: '>=', value: 1, text: null },
  current: { value, printed: null, asOf: null, evidence: null },
  expected,
  progress: null,
  status,
  why: { zh: '', en: '' },
  gap: null,
  notes: [],
  source: { document: '', section: '', summary: { zh: '', en: '' } },
});
const ids = (items: readonly IndicatorItem[]) => items.map((one) => one.id).join(' ');

test('what is off track stands first and what is met last', () => {
  const items = [item('a', 'met'), item('b', 'on-track'), item('c', 'unknown'), item('d', 'behind'), item('e', 'off-track')];
  assert.equal(ids(orderIndicators(items)), 'e d c b a');
});

test('within a status the largest relative shortfall stands first, then the order of the plan', () => {
  const items = [
    item('near', 'behind', '甲', 10, 9),
    item('far', 'behind', '甲', 1, 0.5),
    item('x', 'behind'),
    item('y', 'behind'),
  ];
  assert.equal(ids(orderIndicators(items)), 'far near x y');
});

test('grouped, dimensions keep the order of the plan', () => {
  const items = [item('a', 'met', '乙'), item('b', 'off-track', '甲'), item('c', 'off-track', '乙')];
  assert.equal(ids(orderByDimension(items)), 'c a b');
});

test('every status is counted, also when nothing has it', () => {
  assert.deepEqual([...countByStatus([item('a', 'met'), item('b', 'met')]).values()], [0, 0, 0, 0, 2]);
});
