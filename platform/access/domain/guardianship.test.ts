import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf, needsGuardian } from './guardianship.ts';

test('a guardian is needed until the fourteenth birthday by the clock of China', () => {
  assert.equal(needsGuardian('2012-03-05', new Date('2026-03-04T15:59:59Z')), true, 'the day before, one second left');
  assert.equal(needsGuardian('2012-03-05', new Date('2026-03-04T16:00:00Z')), false, 'midnight in Jilin');
  assert.equal(needsGuardian(undefined, new Date()), false);
});

test('of a birth date that is not whole the youngest age counts', () => {
  const now = new Date('2026-06-15T00:00:00Z');
  assert.equal(ageOf('2012', now), 13);
  assert.equal(ageOf('2012-06', now), 13);
  assert.equal(ageOf('2012-05', now), 14);
});
