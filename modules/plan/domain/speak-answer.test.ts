import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jilinQuestion } from '../fixtures/jilin.ts';
import { detailIndicator } from './detail-indicator.ts';
import { listIndicators } from './list-indicators.ts';
import { speakAnswer } from './speak-answer.ts';

const question = await jilinQuestion('2025-12-31');
const list = listIndicators(question, '220200');
assert.ok(list.ok);
const said = list.value;
const item = (id: string, language: 'zh' | 'en') => speakAnswer(said, language).items.find((one) => one.id === id);

test('unit, target text and the reason for a missing value are plain texts in the language of the request', () => {
  const [zh, en] = [item('2.3-T19', 'zh'), item('2.3-T19', 'en')];
  assert.deepEqual([zh?.unit, en?.unit], ['个', 'places']);
  assert.deepEqual([item('2.3-T02', 'zh')?.target.text, item('2.3-T02', 'en')?.target.text], ['全覆盖', 'full coverage']);
  assert.match(zh?.current.reason ?? '', /没有吉林市.*的数据/);
  assert.match(en?.current.reason ?? '', /no figure for .* in Jilin City/);
});

test('names and summaries stay in both languages, and no figure depends on the language', () => {
  const [zh, en] = [speakAnswer(said, 'zh'), speakAnswer(said, 'en')];
  assert.deepEqual(
    zh.items.map(({ name, source, why }) => ({ name, source, why })),
    said.items.map(({ name, source, why }) => ({ name, source, why })),
  );
  const figures = ({ items }: typeof zh) =>
    items.map(({ baseline, expected, current: { value } }) => [baseline, expected, value]);
  assert.deepEqual(figures(zh), figures(en));
});

test('an area without a target or a value that is known has no text to speak', () => {
  const county = listIndicators(question, '220221');
  assert.ok(county.ok);
  const beds = speakAnswer(county.value, 'en').items.find((one) => one.id === '2.3-T06');
  assert.equal(beds?.target.text, null);
  assert.ok(beds && !('reason' in beds.current));
});

test('one indicator’s areas beside each other give their reasons in that language, too', () => {
  const detail = detailIndicator(question, '2.3-T19', '220200');
  assert.ok(detail.ok);
  const { item: one, byArea } = speakAnswer(detail.value, 'en');
  assert.equal(one.unit, 'places');
  assert.ok(byArea.length === 6 && byArea.every(({ current }) => current.reason?.startsWith('no figure for')));
});
