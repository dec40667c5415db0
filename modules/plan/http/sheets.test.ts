import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '@songhua/tables';
import { detailIndicator } from '../domain/detail-indicator.ts';
import { layOutTable } from '../domain/lay-out-table.ts';
import { listIndicators } from '../domain/list-indicators.ts';
import { jilinFolder, jilinQuestion } from '../fixtures/jilin.ts';
import { areaSheet, indicatorSheet, layoutSheet } from './sheets.ts';

const question = await jilinQuestion('2025-12-31');
const list = listIndicators(question, '220200');
assert.ok(list.ok);

test('the list’s file has a row an indicator, in the language asked for', () => {
  const zh = toCsv(indicatorSheet(list.value, 'zh'), 'zh').split('\r\n');
  assert.equal(zh.length, 24);
  assert.ok(zh[0]?.startsWith('\uFEFF编号,指标维度,指标名称,单位'));
  const en = toCsv(indicatorSheet(list.value, 'en'), 'en');
  assert.ok(en.includes('off track') && en.includes('Anticipatory') && !en.includes('预期性'));
});

test('an unknown value is a dash with its reason in its own column, never 0', () => {
  const row = indicatorSheet(list.value, 'zh').rows.find((r) => r['id'] === '2.3-T19');
  assert.equal(row?.['value'], '—');
  assert.match(String(row?.['reason']), /没有.*托位数/);
});

test('figures are rounded as they are printed', () => {
  const row = indicatorSheet(list.value, 'en').rows.find((r) => r['id'] === '2.3-T06');
  assert.deepEqual([row?.['value'], row?.['target'], row?.['gap']], [8.49, 8.2, -1044]);
});

test('one indicator’s file has the area itself first, then its parts, with numerators and denominators', () => {
  const detail = detailIndicator(question, '2.3-T06', '220200');
  assert.ok(detail.ok);
  const sheet = areaSheet(detail.value, 'zh');
  assert.deepEqual(
    sheet.rows.map((row) => row['code']),
    ['220200', '220201', '220221', '220281', '220282', '220283', '220284'],
  );
  assert.deepEqual([sheet.rows[0]?.['numerator'], sheet.rows[0]?.['denominator']], [30758, 3623713]);
});

test('a table’s file keeps the plan’s rows and columns and tells misprints and missing cells in words', async () => {
  const { plan, misprints } = await jilinFolder();
  const [beds] = plan.tables;
  assert.ok(beds);
  const sheet = layoutSheet(layOutTable(question.world, beds, '2020-12-31', misprints), 'zh');
  assert.equal(sheet.columns.length, 2 + 19 + 1);
  const urban = sheet.rows.find((row) => row['code'] === '220201');
  assert.equal(urban?.['beds-public-tcm-hospital-rate'], 0.44);
  assert.equal(urban?.['beds-total-target'], '—');
  assert.match(String(urban?.['notes']), /0\.96.*规划没有为该地区设定目标/);
});
