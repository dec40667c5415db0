import assert from 'node:assert/strict';
import { test } from 'node:test';
import { light } from '@songhua/ui/palette.ts';
import type { Series } from '../contract.ts';
import { drawBands, type ResultWords, resultOption, resultTable, timeSpan, valueSpan } from './result-option.ts';

const source = { resource: 'Observation/a', patient: 'p', institution: { id: 'h', name: '甲医院' }, at: null, isNew: false };
const point = (at: string, value: number, interpretation: 'normal' | 'high' | null = 'normal'): Series['points'][number] => ({
  ...{ at, value, interpretation, converted: false, range: null, source },
  reported: { value, comparator: null, unit: 'mmol/L', text: `${value} mmol/L` },
});
const series = (points: Series['points'], bands: Series['bands'] = []): Series => ({
  ...{ key: 'k', name: '血糖', code: null, system: null, unit: 'mmol/L', apart: null },
  points,
  bands,
});
const words: ResultWords = {
  range: '参考',
  columns: { at: '时间', value: '数值', state: '判断', range: '参考', source: '来源' },
  state: (one) => one,
  sayRange: () => '3.9–6.1',
};

test('charts beside each other share one axis of time, and a single value stands inside it', () => {
  const span = timeSpan([series([point('2026-01-01', 5)]), series([point('2026-03-01', 6)])]);
  assert.ok(span && span[0] < Date.parse('2026-01-01') && span[1] > Date.parse('2026-03-01'));
  const alone = timeSpan([series([point('2026-01-01', 5)])]);
  assert.ok(alone && alone[0] < alone[1]);
  assert.equal(timeSpan([series([])]), null);
});

test('a range holds until another one is told: no gap, no overlap, open at both ends', () => {
  const band = (from: string, low: number | null, high: number | null) => ({ from, until: from, low, high });
  assert.deepEqual(drawBands([band('2026-01-01', 3.9, 6.1), band('2026-03-01', null, 6.5)]), [
    [{ yAxis: 3.9 }, { xAxis: '2026-03-01', yAxis: 6.1 }],
    [{ xAxis: '2026-03-01' }, { yAxis: 6.5 }],
  ]);
});

test('the axis shows every value and both ends of the range', () => {
  const bands = [{ from: '2026-01-01', until: '2026-01-01', low: 3.9, high: 6.1 }];
  for (const value of [-2, 0, 5, 11.1, 1000]) {
    const [bottom, top] = valueSpan(series([point('2026-01-01', value)], bands));
    assert.ok(bottom <= Math.min(value, 3.9) && top > Math.max(value, 6.1), String(value));
  }
  const [bottom, top] = valueSpan(series([point('2026-01-01', 0)]));
  assert.ok(bottom < top, 'nothing but a zero still has an axis');
});

test('a value outside its range has another shape than one inside, and only the newest is labelled', () => {
  const option = resultOption(
    series([point('2026-01-01', 5), point('2026-02-01', 7.2, 'high')]),
    null,
    light,
    'zh',
    words,
  ) as unknown as { series: [{ data: { symbol: string; label?: { formatter: string } }[] }] };
  const [inside, outside] = option.series[0].data;
  assert.notEqual(inside?.symbol, outside?.symbol);
  assert.deepEqual([inside?.label, outside?.label?.formatter], [undefined, '7.2']);
});

test('the table beside a chart tells newest first, with units, and leaves open what nobody judged', () => {
  const { columns, rows } = resultTable(series([point('2026-01-01', 5), point('2026-02-01', 7.2, null)]), 'zh', words);
  assert.equal(columns[1]?.title, '数值 (mmol/L)');
  assert.deepEqual(rows, [
    ['2026年2月1日', 7.2, null, '3.9–6.1', '甲医院'],
    ['2026年1月1日', 5, 'normal', '3.9–6.1', '甲医院'],
  ]);
});
