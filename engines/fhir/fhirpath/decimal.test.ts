import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDecimal,
  compareNumeric,
  decimalOf,
  decimalText,
  divideDecimal,
  multiplyDecimal,
  negated,
  parseDecimal,
  rescaled,
} from './decimal.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => ({ units, scale }));

test('a decimal is written as it was read', () => {
  for (const text of ['0', '1.50', '-0.001', '12345678901234567890.1234567890']) {
    const value = parseDecimal(text);
    assert.equal(value && decimalText(value), text);
  }
  fc.assert(fc.property(decimal, (value) => assert.deepEqual(parseDecimal(decimalText(value)), value)));
  assert.deepEqual(parseDecimal('1e-7'), { units: 1n, scale: 7 });
  assert.equal(parseDecimal('1.'), null);
});

test('sums, products and quotients agree with each other', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      assert.equal(compareNumeric(addDecimal(addDecimal(a, b), negated(b)), a), 0);
      assert.equal(compareNumeric(multiplyDecimal(a, b), multiplyDecimal(b, a)), 0);
      if (b.units !== 0n) assert.equal(compareNumeric(divideDecimal(multiplyDecimal(a, b), b) ?? 0, a), 0);
    }),
  );
});

test('numbers from JSON are the decimals they were written as', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 6 }), (units, scale) => {
      const text = decimalText({ units: BigInt(units), scale });
      assert.equal(compareNumeric(decimalOf(Number(text)), { units: BigInt(units), scale }), 0);
    }),
  );
});

test('rounding goes to the nearest, down or up', () => {
  const value = { units: -1255n, scale: 3 };
  const texts = (['half', 'floor', 'ceiling', 'truncate'] as const).map((rounding) => decimalText(rescaled(value, 2, rounding)));
  assert.deepEqual(texts, ['-1.26', '-1.26', '-1.25', '-1.25']);
});
