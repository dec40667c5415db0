import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFacts, readKnown, readPrintedRatios } from './read-baseline.ts';

const head = 'area,measure,as_of,value,evidence,document,section\n';
const areas = new Set(['220200']);

test('every fault of a facts file is told with its line and field, and the good rows are read', () => {
  const { items, errors } = readFacts(
    'f',
    `${head}220200,beds-total,2020-12-31,5,published,文,三\n1,beds-total,2020-12-31,5,published,文,三\n220200,doctors,2021-02-29,-5,guessed,文,三\n`,
    areas,
  );
  assert.deepEqual(
    items.map((i) => [i.measure, i.value]),
    [['beds-total', 5]],
  );
  assert.deepEqual(
    errors.map((e) => [e.line, e.field, e.rule]),
    [
      [3, 'area', 'undefined-area'],
      [4, 'value', 'number'],
      [4, 'as_of', 'date'],
      [4, 'evidence', 'one-of'],
    ],
  );
});

test('a measure of another module is passed over, decimals are kept as printed', () => {
  const { items, errors } = readFacts(
    'f',
    `${head}220200,life-expectancy,2020-12-31,78,published,文,三\n220200,tcm-clinic-share,2020-12-31,91.30,published,文,三\n`,
    areas,
  );
  assert.deepEqual(
    items.map((i) => [i.measure, i.value, i.decimals]),
    [['tcm-clinic-share', 91.3, 2]],
  );
  assert.equal(errors.length, 0);
});

test('bed-to-staff ratios are read from the printed cells, other columns are not', () => {
  const { items } = readPrintedRatios(
    'p',
    'table,area,column,as_of,printed\nw,220281,bed-staff-ratio,2020-12-31,1:1.54\nw,220281,nurse-doctor-ratio,2020-12-31,1:0.95\n',
  );
  assert.deepEqual(items, [{ area: '220281', measure: 'bed-staff-ratio', value: 1.54, decimals: 2 }]);
});

test('a listed institution of a kind outside its class is refused with its line', () => {
  const text = 'id,name,label,class,kind,level,ownership,published,section\nx,甲,,hospital,clinic,3A,city,name,五\n';
  assert.deepEqual(
    readKnown('k', text).errors.map((e) => [e.line, e.field, e.value]),
    [[2, 'kind', 'clinic']],
  );
});
