import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, isoDay, plainDay, toDays } from './days.ts';

test('a day is the same written either way and back', () => {
  for (const day of ['1919-12-31', '1970-01-01', '2000-02-29', '2025-12-31']) {
    assert.equal(isoDay(toDays(day)), day);
    assert.equal(plainDay(toDays(day)), day.replaceAll('-', ''));
    assert.equal(toDays(plainDay(toDays(day))), toDays(day));
  }
});

test('somebody is a year older on the birthday, born on 29 February on 1 March', () => {
  const age = (born: string, day: string): number => ageOn(toDays(born), toDays(day));
  assert.equal(age('1963-02-04', '2025-02-03'), 61);
  assert.equal(age('1963-02-04', '2025-02-04'), 62);
  assert.equal(age('2004-02-29', '2025-02-28'), 20);
  assert.equal(age('2004-02-29', '2025-03-01'), 21);
  assert.equal(age('2025-12-31', '2025-12-31'), 0);
});
