import assert from 'node:assert/strict';
import { test } from 'node:test';
import { circleRadius, circleSamples } from './circle-size.ts';

test('four times the count is twice the radius', () => {
  assert.equal(circleRadius(400, 400), 2 * circleRadius(100, 400));
});

test('no circle is too small to point at, nor larger than the largest', () => {
  for (const count of [0, 1, 17, 400]) assert.ok(circleRadius(count, 400) >= 6 && circleRadius(count, 400) <= 26);
  assert.equal(circleRadius(0, 0), 6);
});

test('the legend shows round counts that the map reaches', () => {
  assert.deepEqual(circleSamples(812), [500, 50]);
  assert.deepEqual(circleSamples(2), [2, 1]);
  assert.deepEqual(circleSamples(1), [1]);
  assert.deepEqual(circleSamples(0), []);
});
