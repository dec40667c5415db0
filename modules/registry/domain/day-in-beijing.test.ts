import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInBeijing } from './day-in-beijing.ts';

test('a day begins in Beijing eight hours before it does in Greenwich', () => {
  assert.equal(dayInBeijing(new Date('2020-12-31T15:59:59.999Z')), '2020-12-31');
  assert.equal(dayInBeijing(new Date('2020-12-31T16:00:00Z')), '2021-01-01');
});
