import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Concept } from './fhir.ts';
import { interpretationOf, measuredOf, rangeOf } from './read-result.ts';

const coded = (...codes: string[]): Concept[] => codes.map((code) => ({ coding: [{ code }] }));
const mmol = (value: number) => ({ value, unit: 'mmol/L' });

test('of several interpretations the gravest counts, in whatever order they stand', () => {
  const of = (...codes: string[]) => interpretationOf(coded(...codes), null, null);
  assert.deepEqual(
    [of('N', 'HH'), of('HH', 'N'), of('A', 'L'), of('H', 'LL'), of('N', 'A')],
    ['critical-high', 'critical-high', 'low', 'critical-low', 'abnormal'],
  );
  assert.equal(of('unknown'), null);
});

test('a value is measured against the range of the healthy, wherever it stands among others', () => {
  const treatment = { type: { coding: [{ code: 'treatment' }] }, low: mmol(4.4), high: mmol(10) };
  const healthy = { low: mmol(3.9), high: mmol(6.1) };
  const said = { type: { coding: [{ code: 'normal' }] }, ...healthy };
  for (const range of [healthy, said]) {
    const found = rangeOf([treatment, range]);
    assert.deepEqual([found?.low, found?.high], [3.9, 6.1]);
    assert.equal(interpretationOf(undefined, measuredOf({ valueQuantity: mmol(7) }), found), 'high');
  }
  assert.equal(rangeOf([treatment]), null);
});
