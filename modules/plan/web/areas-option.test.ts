import assert from 'node:assert/strict';
import test from 'node:test';
import { light } from '@songhua/ui/palette.ts';
import { detailIndicator } from '../domain/detail-indicator.ts';
import { speakAnswer } from '../domain/speak-answer.ts';
import { jilinQuestion } from '../fixtures/jilin.ts';
import { areasOption } from './areas-option.ts';

const question = await jilinQuestion('2020-12-31');
const words = { target: '全市目标', current: '目前', area: '地区' };
interface Bars {
  readonly data: readonly number[];
  readonly label: { readonly formatter: (bar: { readonly dataIndex: number }) => string };
  readonly markLine?: { readonly data: readonly { readonly xAxis: number }[] };
}
const barsOf = (id: string): Bars => {
  const detail = detailIndicator(question, id, '220200');
  assert.ok(detail.ok);
  const [bars] = areasOption(speakAnswer(detail.value, 'zh'), light, 'zh', words)['series'] as readonly Bars[];
  assert.ok(bars);
  return bars;
};

test('known figures are bars from zero in their order from below, with the city’s target as a line', () => {
  const bars = barsOf('2.3-T06');
  assert.equal(bars.data.length, 6);
  assert.ok(bars.data.every((value) => value > 6));
  assert.equal(bars.label.formatter({ dataIndex: 5 }), '9.76');
  assert.deepEqual(bars.markLine?.data, [{ xAxis: 8.2 }]);
});

test('where no area has a figure there is neither a bar nor a line of the target, only dashes', () => {
  const bars = barsOf('2.3-T18');
  assert.deepEqual(bars.data, [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(new Set(bars.data.map((_, dataIndex) => bars.label.formatter({ dataIndex }))), new Set(['—']));
  assert.equal(bars.markLine, undefined);
});
