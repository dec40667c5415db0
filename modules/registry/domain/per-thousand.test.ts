import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPerResident, perThousand } from './per-thousand.ts';

test('without residents there is no rate, and never a zero for what is not known', () => {
  assert.equal(perThousand(1738, 280_633), (1000 * 1738) / 280_633);
  assert.equal(perThousand(0, 1000), 0);
  for (const population of [null, undefined, 0]) assert.equal(perThousand(5, population), null);
  assert.equal(perThousand(null, 1000), null);
});

test('beds and people are read by residents, institutions and shares are not', () => {
  assert.deepEqual(
    ['beds', 'people', 'institutions', '%'].map((en) => isPerResident({ en })),
    [true, true, false, false],
  );
});
