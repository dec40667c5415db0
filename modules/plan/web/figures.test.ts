import assert from 'node:assert/strict';
import test from 'node:test';
import { listIndicators } from '../domain/list-indicators.ts';
import { speakAnswer } from '../domain/speak-answer.ts';
import { jilinQuestion } from '../fixtures/jilin.ts';
import { baselineText, expectedText, gapText, targetText, unitOf } from './figures.ts';

const list = listIndicators(await jilinQuestion('2025-12-31'));
assert.ok(list.ok);
const said = list.value;
const item = (id: string, language: 'zh' | 'en' = 'zh') => {
  const one = speakAnswer(said, language).items.find((i) => i.id === id);
  assert.ok(one);
  return one;
};

test('baseline, expected and target of an indicator have its decimals, whatever the plan prints', () => {
  const row = (id: string) => [baselineText(item(id), 'zh'), expectedText(item(id), 'zh'), targetText(item(id), 'zh')];
  assert.deepEqual(row('2.3-T08'), ['2.40', '3.50', '≈\u00a03.50']);
  assert.deepEqual(row('2.3-T14'), ['1:1.14', '1:1.20', '≥\u00a01:1.20']);
  assert.deepEqual(row('2.3-T03'), ['238', '238', '>\u00a0238']);
});

test('a target that the plan tells in a word is expected in that word, in the reader’s language', () => {
  assert.deepEqual([expectedText(item('2.3-T02'), 'zh'), targetText(item('2.3-T02'), 'zh')], ['全覆盖', '全覆盖']);
  assert.equal(expectedText(item('2.3-T02', 'en'), 'en'), 'full coverage');
});

test('940 people are missing to the target for public-health staff; what is over is said so', () => {
  assert.equal(gapText(item('2.3-T01').gap, 'en'), '940 people');
  assert.equal(gapText(item('2.3-T06').gap, 'zh'), '多 1,044 张');
});

test('a ratio and a figure without a unit show none', () => {
  assert.deepEqual([unitOf(item('2.3-T14')), unitOf(item('2.3-T02')), unitOf(item('2.3-T01', 'en'))], [null, null, 'people']);
});
