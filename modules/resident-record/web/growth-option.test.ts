import assert from 'node:assert/strict';
import { test } from 'node:test';
import { light } from '@songhua/ui/palette.ts';
import type { LatestResult, Series } from '../contract.ts';
import { byAge, type GrowthWords, growthOf, growthOption, growthTable } from './growth-option.ts';

const words: GrowthWords = { months: '月龄', years: '岁', age: '年龄', at: '时间', source: '来源' };
const source = { resource: 'Observation/a', patient: 'p', institution: { id: 'h', name: '甲医院' }, at: null, isNew: false };
const weights = (...all: readonly (readonly [string, number])[]): Series => ({
  ...{ key: 'k', name: '体重', code: '29463-7', system: 'http://loinc.org', unit: 'kg', apart: null, bands: [] },
  points: all.map(([at, value]) => ({
    ...{ at, value, interpretation: null, converted: false, range: null, source },
    reported: { value, comparator: null, unit: 'kg', text: `${value} kg` },
  })),
});
const charted = (series: Series, born: string) =>
  growthOption(series, byAge(series, born), light, words) as unknown as {
    xAxis: { name: string };
    series: { data: { value: [number, number]; label?: object }[] }[];
  };

test('values stand by age, infants in months, from the third birthday in years; no curve of reference is drawn', () => {
  const infant = charted(weights(['2026-02-01', 6], ['2025-11-01', 3.4], ['2026-05-01', 8]), '2025-11-01');
  assert.equal(infant.xAxis.name, '月龄');
  assert.deepEqual(
    infant.series[0]?.data.map(({ value }) => value),
    [
      [0, 3.4],
      [3, 6],
      [5.9, 8],
    ],
  );
  assert.equal(infant.series.length, 1);
  assert.equal(charted(weights(['2026-02-01', 15]), '2023-02-01').xAxis.name, '岁');
  assert.equal(charted(weights(['2026-01-01', 15]), '2023-02-01').xAxis.name, '月龄');
});

test('what was measured before birth is on no chart', () => {
  assert.equal(byAge(weights(['2025-10-01', 3]), '2025-11-01').length, 0);
});

test('the table says age, value with its unit, day and institution', () => {
  const series = weights(['2026-02-01', 6]);
  const table = growthTable(series, byAge(series, '2025-11-01'), 'zh', words);
  assert.deepEqual(
    table.columns.map(({ title }) => title),
    ['年龄 (月龄)', '体重 (kg)', '时间', '来源'],
  );
  assert.deepEqual(
    table.rows[0]?.filter((_, at) => at !== 2),
    [3, 6, '甲医院'],
  );
});

test('growth is drawn until the day before the eighteenth birthday, and of weight, length and head alone', () => {
  const result = (code: string) =>
    ({ code, system: 'http://loinc.org', points: [{ at: '2026-02-01', value: 6 }] }) as unknown as LatestResult;
  const of = (years: number | null, birthDate: string | null = '2020-01-01') =>
    growthOf({
      head: { birthDate, age: { years, text: { zh: '', en: '' } } } as Parameters<typeof growthOf>[0]['head'],
      results: [result('29463-7'), result('8302-2'), result('14771-0')],
    }).length;
  assert.deepEqual([of(null), of(17), of(18), of(17, null)], [2, 2, 0, 0]);
});
