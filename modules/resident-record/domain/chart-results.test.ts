import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadUcum } from '@songhua/engine-fhir/search/ucum.ts';
import fc from 'fast-check';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { test as measurement, quantity, type resident, result } from '../fixtures/resident.ts';
import { chartResults, converter } from './chart-results.ts';
import { sourcesOf } from './name-source.ts';
import { spreadObservations } from './spread-observations.ts';

const ucum = await loadUcum();
const haemoglobin = measurement('718-7', '血红蛋白');
const key = 'http://loinc.org|718-7';
const of = (resources: typeof resident, codes: readonly string[] = [key]) => {
  const gathered = gatheredOf(resources);
  return chartResults(spreadObservations(gathered.observations, sourcesOf(gathered, new Map(), now)), { codes }, ucum);
};
const at = (id: string, day: string, value: number, unit: string, low?: number) =>
  result(
    id,
    'p',
    haemoglobin,
    day,
    { valueQuantity: quantity(value, unit) },
    low === undefined ? {} : { referenceRange: [{ low: quantity(low, unit) }] },
  );

test('values of units that can be converted stand on one line, in the unit of the latest, with what was reported', () => {
  const { series } = of([at('1', '2020-01-01', 12, 'g/dL', 11.5), at('2', '2024-01-01', 130, 'g/L', 115)]);
  assert.equal(series.length, 1);
  assert.deepEqual(
    series[0]?.points.map(({ value, converted, reported, range }) => [value, converted, reported.text, range?.low]),
    [
      [120, true, '12 g/dL', 115],
      [130, false, '130 g/L', 115],
    ],
  );
  assert.deepEqual(series[0]?.bands, [{ from: '2020-01-01', until: '2024-01-01', low: 115, high: null }]);
});

test('amounts of substance and masses stay apart, and so does a value without a unit', () => {
  const { series } = of([
    at('1', '2020-01-01', 8, 'mmol/L'),
    at('2', '2024-01-01', 130, 'g/L'),
    at('3', '2023-01-01', 7, 'x y z'),
  ]);
  assert.deepEqual(
    series.map(({ unit, points, apart }) => [unit, points.length, apart === null]),
    [
      ['g/L', 1, true],
      ['x y z', 1, false],
      ['mmol/L', 1, false],
    ],
  );
});

test('where the reference range changes, a new band begins', () => {
  const { series } = of([
    at('1', '2020-01-01', 130, 'g/L', 115),
    at('2', '2021-01-01', 130, 'g/L', 120),
    at('3', '2022-01-01', 130, 'g/L', 120),
  ]);
  assert.deepEqual(
    series[0]?.bands.map(({ from, until, low }) => [from, until, low]),
    [
      ['2020-01-01', '2020-01-01', 115],
      ['2021-01-01', '2022-01-01', 120],
    ],
  );
});

test('a number without a date is on no line and is not lost', () => {
  const { series, texts } = of([at('1', '2020-01-01', 130, 'g/L'), { ...at('2', '', 99, 'g/L'), effectiveDateTime: undefined }]);
  assert.deepEqual([series[0]?.points.length, texts.map(({ measured }) => measured.text)], [1, ['99 g/L']]);
});

test('property: converting there and back gives the value again, and what cannot be converted gives none', () => {
  const convert = converter(ucum);
  const alike = fc.constantFrom(['g/L', 'mg/dL'], ['mmol/L', 'umol/L'], ['kg', '[lb_av]'], ['Cel', '[degF]'], ['mm[Hg]', 'kPa']);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), alike, (value, [a = '', b = '']) => {
      const back = convert(convert(value, a, b) ?? Number.NaN, b, a) ?? Number.NaN;
      assert.ok(Math.abs(back - value) <= Math.max(1e-6, value * 1e-6), `${value} ${a} ${b} ${back}`);
    }),
  );
  assert.equal(convert(1, 'g/L', 'mmol/L'), null);
  assert.equal(convert(1, null, 'g/L'), null);
  assert.equal(convert(1, null, null), 1);
});
