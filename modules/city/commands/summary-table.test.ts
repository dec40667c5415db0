import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryTable } from './summary-table.ts';

test('the summary says health as asked and as it came with its unit, and its months; of registrations alone neither', () => {
  const health = {
    'people/days': 365_250,
    'people/present': 200,
    'visits/clinic': 1_234,
    'month/visits/1': 3,
    'month/visits/7': 1,
  };
  const said = summaryTable([], { resources: { Patient: 2 }, health }, 1).join('\n');
  assert.match(said, /^ +[\d,.]+ +1,234 {2}门诊就诊（入库） Outpatient visits, recorded \(每千人年 per 1,000 resident years\)$/m);
  assert.match(said, /^ 75\.0 {2}0\.0.* 25\.0.* {2}门诊 outpatient visits$/m);
  assert.doesNotMatch(summaryTable([], { resources: { Patient: 2 }, health: {} }, 1).join('\n'), /门诊/);
});

test('a run that went on where another stopped says the rate of its own part', () => {
  const said = (before: number): string =>
    summaryTable([], { resources: { Patient: 1_000, Encounter: 2_000 }, health: {} }, 10, before).at(-1) ?? '';
  assert.match(said(0), /3,000 {2}资源 resources · 10\.0 s · 300\/s$/);
  assert.match(said(2_500), /3,000 {2}资源 resources · 本次 this run 500 · 10\.0 s · 50\/s$/);
});
