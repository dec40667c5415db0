import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SummaryRow } from '../contract.ts';
import { sortSummary } from './sort-summary.ts';

const row = (key: string, zh: string, percent: number | null): SummaryRow => ({
  ...{ key, name: { zh, en: key }, total: 1, open: 0, inProgress: 1, reported: 0, done: 0, cancelled: 0, late: 0, notGiven: 0 },
  percent,
  nextDue: null,
});
const rows = [row('health', '卫生局', 50), row('finance', '财务局', null), row('audit', '审计局', 20)];
const keys = (...asked: Parameters<typeof sortSummary>) => sortSummary(...asked).map(({ key }) => key);

test('what has no value comes last whichever way it is sorted, and equals keep their order', () => {
  assert.deepEqual(keys(rows, 'percent', 'zh'), ['audit', 'health', 'finance']);
  assert.deepEqual(keys(rows, '-percent', 'zh'), ['health', 'audit', 'finance']);
  assert.deepEqual(keys(rows, '-total', 'zh'), ['health', 'finance', 'audit']);
  assert.deepEqual(keys(rows, '-order', 'zh'), ['audit', 'finance', 'health']);
});

test('names are sorted as the reader’s language has them: Chinese by pinyin', () => {
  assert.deepEqual(keys(rows, 'name', 'en'), ['audit', 'finance', 'health']);
  assert.deepEqual(keys(rows, 'name', 'zh'), ['finance', 'audit', 'health']);
});
