import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packCounts } from './detection-series.ts';
import { scanNight } from './scan-night.ts';

const last = 20_500;
const at = (town: string, subject: string, pairs: readonly (readonly [ago: number, count: number])[]) => ({
  ...{ channel: 'case-reports' as const, subject, area: town.slice(0, 6), town },
  days: packCounts(pairs.map(([ago, count]) => ({ day: last - ago, count }))),
});
/** A case every third day for two years in each of six towns. */
const usual = (subject: string) =>
  ['220202001', '220202002', '220202003', '220203001', '220203002', '220203003'].map((town, from) =>
    at(
      town,
      subject,
      Array.from({ length: 240 }, (_, turn) => [turn * 3 + (from % 3), 1]),
    ),
  );

test('cases that crowd into one town are a cluster there, with what was expected; the answer does not hang on the order of rows', () => {
  const counts = [
    ...usual('mumps'),
    ...usual('scarlet-fever'),
    at('220203002', 'mumps', [
      [0, 4],
      [1, 5],
      [2, 4],
    ]),
  ];
  const [found, ...others] = scanNight(counts, last);
  assert.deepEqual(others, []);
  assert.deepEqual([found?.disease, found?.county, found?.towns, found?.p], ['mumps', '220203', ['220203002'], 0.001]);
  assert.ok(found && found.observed >= 13 && found.expected < 6, JSON.stringify(found));
  assert.deepEqual(scanNight(counts.toReversed(), last), [found]);
});

test('a wave that rises in all towns alike, and few cases, are no clusters', () => {
  const wave = usual('influenza').map(({ town }) =>
    at(town, 'influenza', [
      [0, 9],
      [1, 8],
      [2, 8],
      [30, 1],
      [60, 1],
    ]),
  );
  assert.deepEqual(scanNight([...usual('influenza'), ...wave, at('220203001', 'rabies', [[0, 5]])], last), []);
});
