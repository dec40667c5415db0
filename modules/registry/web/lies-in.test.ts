import assert from 'node:assert/strict';
import test from 'node:test';
import { liesIn } from './lies-in.ts';

const areas = [
  { code: 'city', parent: null },
  { code: 'urban', parent: 'city' },
  { code: 'district', parent: 'urban' },
  { code: 'county', parent: 'city' },
];

test('an area lies in itself and in everything above it, and in nothing beside it', () => {
  assert.equal(liesIn('district', 'district', areas), true);
  assert.equal(liesIn('district', 'city', areas), true);
  assert.equal(liesIn('district', 'county', areas), false);
  assert.equal(liesIn('city', 'urban', areas), false);
});

test('an unknown area lies only in itself, and a ring of parents ends', () => {
  assert.equal(liesIn('elsewhere', 'city', areas), false);
  assert.equal(
    liesIn('a', 'c', [
      { code: 'a', parent: 'b' },
      { code: 'b', parent: 'a' },
    ]),
    false,
  );
});
