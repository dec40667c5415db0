import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sumCases } from './sum-cases.ts';

const areas = [
  { code: '220200', parent: null, level: 'city' },
  { code: '220202', parent: '220200', level: 'county' },
  { code: '220204', parent: '220200', level: 'county' },
  { code: '220204001', parent: '220204', level: 'town' },
];

test('a town counts in the county it lies in; what lies nowhere in the city is counted as elsewhere', () => {
  const rows = [
    { county: '220202', town: null, cases: 2 },
    { county: '220202', town: '220204001', cases: 3 },
    { county: '110101', town: null, cases: 4 },
    { county: null, town: null, cases: 1 },
  ];
  assert.deepEqual(sumCases(rows, areas), {
    ...{ total: 10, elsewhere: 5 },
    counties: [
      { area: '220204', cases: 3 },
      { area: '220202', cases: 2 },
    ],
    towns: [{ area: '220204001', cases: 3 }],
  });
});

test('no case is lost: counties and elsewhere add up to all', () => {
  const code = fc.constantFrom(null, '220202', '220204', '220204001', '999999');
  fc.assert(
    fc.property(fc.array(fc.record({ county: code, town: code, cases: fc.nat(1000) })), (rows) => {
      const { total, elsewhere, counties } = sumCases(rows, areas);
      assert.equal(
        counties.reduce((sum, { cases }) => sum + cases, elsewhere),
        total,
      );
    }),
  );
});
