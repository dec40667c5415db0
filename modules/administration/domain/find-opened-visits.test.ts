import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOpenedVisits, openedLimits } from './find-opened-visits.ts';

const now = new Date('2026-11-22T08:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const visit = (patient: string, at: Date, confirmed = false, account = 'a') => ({
  ...{ source: `Encounter/${patient}`, patient, institution: 'Organization/h', account, accountName: '王明' },
  ...{ at, confirmed },
});
const kinds = (...opened: Parameters<typeof findOpenedVisits>[0][number][]) =>
  findOpenedVisits(opened, now).map(({ kind }) => kind);

test('a visit that nobody confirms is told after its days, not before, and not once it is confirmed', () => {
  assert.deepEqual(kinds(visit('p', daysAgo(openedLimits.days - 1))), []);
  assert.deepEqual(kinds(visit('p', daysAgo(openedLimits.days))), ['visit-unconfirmed']);
  assert.deepEqual(kinds(visit('p', daysAgo(openedLimits.days), true)), []);
});

test('those of one person and day are one finding with all the people, and found again it is the same', () => {
  const at = daysAgo(9);
  const [one, ...more] = findOpenedVisits([visit('p', at), visit('q', at), visit('r', at, true)], now);
  assert.deepEqual([one?.evidence['patients'], more.length], [['p', 'q'], 0]);
  assert.equal(one?.id, findOpenedVisits([visit('p', at)], new Date(now.getTime() + 1))[0]?.id);
});

test('many on one day are told at once, whether confirmed or not; of two people each has their own', () => {
  const many = Array.from({ length: openedLimits.visits }, (_, n) => visit(`p${n}`, now, n % 2 === 0));
  assert.deepEqual(kinds(...many), ['visit-volume']);
  assert.deepEqual(kinds(...many.map((one, n) => ({ ...one, account: n % 2 ? 'a' : 'b' }))), []);
});
