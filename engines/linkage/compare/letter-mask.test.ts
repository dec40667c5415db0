import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editsUpToTwo } from './edits.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { beyondTwoEdits, letterMask, mostAlike } from './letter-mask.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '中', '国', ' '), minLength: 1, maxLength: 14 });
const unitsOf = (value: string): Uint16Array => Uint16Array.from({ length: value.length }, (_, at) => value.charCodeAt(at));

test('what is rejected by its letters alone would have been rejected by comparing', () => {
  let rejected = 0;
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [a, b] = [unitsOf(one), unitsOf(other)];
      const [x, y] = [letterMask(a, 0, a.length), letterMask(b, 0, b.length)];
      if (beyondTwoEdits(x, y)) {
        rejected += 1;
        assert.equal(editsUpToTwo(a, 0, a.length, b, 0, b.length), 3);
      }
      const most = mostAlike(x, a.length, y, b.length, a[0] === b[0]);
      assert.ok(jaroWinkler(a, 0, a.length, b, 0, b.length) <= most + 1e-12, `${most}`);
    }),
    { numRuns: 3000 },
  );
  assert.ok(rejected > 50);
});
