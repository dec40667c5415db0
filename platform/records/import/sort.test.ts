import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderOf } from './sort.ts';

const halves = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 1, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1));

test('rows come in the order of their columns, signed ones with the negative first, equal ones as they stood', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(halves, halves)), (rows) => {
      const order = orderOf(rows.length, [
        { values: Uint32Array.from(rows, ([high]) => high), signed: true },
        { values: Uint32Array.from(rows, ([, low]) => low), signed: false },
      ]);
      const expected = rows
        .map(([high, low], at) => ({ high: high | 0, low, at }))
        .sort((a, b) => a.high - b.high || a.low - b.low || a.at - b.at);
      assert.deepEqual(
        [...order],
        expected.map(({ at }) => at),
      );
    }),
  );
});
