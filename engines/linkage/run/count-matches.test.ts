import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countMatches } from './count-matches.ts';

test('a pass in which next to nobody is one person does not say how many are, however many pairs it has', () => {
  const number = { share: 0.95, pairs: 1_200_000 };
  const doors = { share: 0.07, pairs: 120_000_000 };
  assert.equal(countMatches([number, doors]), 0.95 * 1_200_000);
  assert.equal(countMatches([doors]), 0.07 * 120_000_000);
});

test('the pass that finds most is believed, and there is at least one', () => {
  assert.equal(
    countMatches([
      { share: 0.5, pairs: 100 },
      { share: 0.1, pairs: 1_000 },
    ]),
    100,
  );
  assert.equal(countMatches([{ share: 0, pairs: 0 }]), 1);
  assert.equal(countMatches([]), 1);
});
