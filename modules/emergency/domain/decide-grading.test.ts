import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideGrading } from './decide-grading.ts';

const city = { state: 'verified', before: null, level: 'III', former: 0, order: null, answersFor: 'city' } as const;
const said = (asked: Parameters<typeof decideGrading>[0]) => {
  const decided = decideGrading(asked);
  return decided.ok ? decided.value : decided.error.code;
};

test('the first decision, raising, lowering, keeping and taking away a level', () => {
  assert.equal(said(city), 'first');
  assert.equal(said({ ...city, former: 1, before: 'IV' }), 'up');
  assert.equal(said({ ...city, former: 1, before: 'III' }), 'same');
  assert.equal(said({ ...city, former: 2, before: 'III', level: 'IV' }), 'down');
  assert.equal(said({ ...city, former: 2, before: 'IV', level: null }), 'down');
  assert.equal(said({ ...city, former: 2, before: null, level: 'IV' }), 'up');
});

test('a county decides IV, not III, nor lowers what the city decided; the city decides III, and II only by an order from above', () => {
  assert.equal(said({ ...city, answersFor: 'county', level: 'IV' }), 'first');
  assert.equal(said({ ...city, answersFor: 'county' }), 'emergency.level-above-own');
  assert.equal(said({ ...city, answersFor: 'county', former: 1, before: 'III', level: 'IV' }), 'emergency.level-above-own');
  assert.equal(said({ ...city, level: 'II' }), 'emergency.order-missing');
  assert.equal(said({ ...city, level: 'II', order: '省卫健委〔2026〕1号' }), 'first');
  assert.equal(said({ ...city, level: 'I' }), 'emergency.order-missing');
  assert.equal(
    said({ ...city, former: 1, before: 'II', level: 'III' }),
    'emergency.order-missing',
    'nor is it lowered without one',
  );
  assert.equal(said({ ...city, former: 1, before: 'II', level: null, order: '省卫健委〔2026〕2号' }), 'down');
});

test('what nobody has verified, and what is over, is not graded', () => {
  for (const state of ['reported', 'closed', 'discarded'] as const)
    assert.equal(said({ ...city, state }), 'emergency.not-verified');
});
