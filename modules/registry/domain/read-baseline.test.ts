import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKnown, readPrintedRatios, readTotals } from './read-baseline.ts';

const stated = (measure: string, value: number, decimals: number) =>
  ({
    area: '220200',
    measure,
    asOf: '2020-12-31',
    value,
    decimals,
    evidence: 'published',
    source: { document: '文', section: '三' },
  }) as const;

test('a measure of another module is passed over, decimals and source are kept', () => {
  assert.deepEqual(readTotals([stated('life-expectancy', 78, 0), stated('tcm-clinic-share', 91.3, 2)]), [
    {
      area: '220200',
      measure: 'tcm-clinic-share',
      asOf: '2020-12-31',
      value: 91.3,
      decimals: 2,
      evidence: 'published',
      document: '文',
      section: '三',
    },
  ]);
});

test('bed-to-staff ratios are read from the printed cells, other columns are not', () => {
  const cell = (column: string, printed: string) => ({ table: 'w', area: '220281', column, asOf: '2020-12-31', printed });
  assert.deepEqual(readPrintedRatios([cell('bed-staff-ratio', '1:1.54'), cell('nurse-doctor-ratio', '1:0.95')]), [
    { area: '220281', measure: 'bed-staff-ratio', value: 1.54, decimals: 2 },
  ]);
});

test('a listed institution of a kind outside its class is refused with its line', () => {
  const text =
    'id,name,label,class,kind,level,ownership,published,section,fields,designations\nx,甲,,hospital,clinic,3A,city,name,五,,\n';
  assert.deepEqual(
    readKnown('k', text).errors.map((e) => [e.line, e.field, e.value]),
    [[2, 'kind', 'clinic']],
  );
});
