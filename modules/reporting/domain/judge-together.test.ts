import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prescriptionOf } from '../fixtures/visits.ts';
import { isTogether } from './judge-together.ts';
import { matchRule } from './match-rule.ts';

const found = new Date('2026-05-01T02:00:00Z');
const before = (days: number): Date => new Date(found.getTime() - days * 24 * 3_600_000);
const given = (code: string, days = 0, over: object = {}) => ({
  ...prescriptionOf('m', { patient: 'p', encounter: 'e', at: before(days), code }),
  meta: { lastUpdated: found.toISOString() },
  ...over,
});

test('rifampicin and isoniazid begun together speak for tuberculosis; one alone, or a treatment that goes on, does not', () => {
  const rule = matchRule(given('J04AB02') as never, found)?.together;
  assert.ok(rule);
  const says = (...all: ReturnType<typeof given>[]) => isTogether(rule, all, found);
  assert.equal(says(given('J04AB02'), given('J04AC01', 30)), true);
  assert.equal(says(given('J04AM02')), true, 'both in one tablet');
  assert.equal(says(given('J04AB02')), false, 'rifampicin alone is given for brucellosis, too');
  assert.equal(says(given('J04AB02'), given('J04AC01', 31)), false);
  assert.equal(says(given('J04AB02'), given('J04AC01', 0, { status: 'cancelled' })), false);
  assert.equal(says(given('J04AM02'), given('J04AM02', 60)), false, 'it was begun two months ago');
  assert.equal(says(given('J04AM02'), given('J04AM02', 130)), true, 'and anew after a long pause');
  assert.equal(says(given('J04AB02'), given('J04AC01', 0, { authoredOn: undefined })), true);
});
