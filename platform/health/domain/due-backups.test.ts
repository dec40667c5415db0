import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dueVerification, nextBackup, prunable, type TakenBackup, waitAfter } from './due-backups.ts';

const start = Date.parse('2026-03-02T03:00:00Z');
const at = (hours: number): Date => new Date(start + hours * 3_600_000);
const taken = (hours: number, over: Partial<TakenBackup> = {}): TakenBackup => ({
  id: `b${hours}`,
  at: at(hours),
  good: true,
  verifiedAt: null,
  verifyFailed: false,
  ...over,
});
const daily = { everyHours: 24, verifyHours: 168, keepDays: 3, keepWeeks: 2 };

test('the first is due at once, each next a rhythm after the last good one', () => {
  assert.deepEqual(nextBackup([], daily, at(5)), at(5));
  assert.deepEqual(nextBackup([taken(0), taken(-24)], daily, at(5)), at(24));
});

test('after a failure it is tried again soon, then later and later, never later than the rhythm', () => {
  const failed = (hours: number) => taken(hours, { good: false });
  assert.deepEqual(nextBackup([failed(24), taken(0)], daily, at(24)), at(24.25));
  assert.deepEqual(nextBackup([failed(24.25), failed(24), taken(0)], daily, at(25)), at(24.75));
  assert.deepEqual(nextBackup([failed(24)], daily, at(24)), at(24.25));
  assert.equal(waitAfter(50, 24), 24 * 3_600_000);
});

test('the newest is verified when none was for a rhythm; one that failed is not tried over and over', () => {
  assert.equal(dueVerification([taken(0)], daily, at(1)), 'b0');
  assert.equal(dueVerification([taken(24), taken(0, { verifiedAt: at(1) })], daily, at(25)), null);
  assert.equal(dueVerification([taken(192), taken(0, { verifiedAt: at(1) })], daily, at(193)), 'b192');
  assert.equal(dueVerification([taken(0, { verifyFailed: true })], daily, at(1)), null);
  assert.equal(dueVerification([taken(0)], { verifyHours: 0 }, at(1)), null);
  assert.equal(dueVerification([taken(0, { good: false })], daily, at(1)), null);
});

test('days and weeks keep their last one; without a verified one nothing goes', () => {
  const many = Array.from({ length: 20 }, (_, n) => taken(-24 * n));
  assert.deepEqual(prunable(many, daily), []);
  const verified = many.map((one) => (one.id === 'b-24' ? { ...one, verifiedAt: at(0) } : one));
  const gone = new Set(prunable(verified, daily));
  // 2 March 2026 is a Monday: its own week, and the Sunday before.
  const left = verified.filter(({ id }) => !gone.has(id)).map(({ id }) => id);
  assert.deepEqual(left, ['b0', 'b-24', 'b-48']);
  const older = prunable(verified, { keepDays: 1, keepWeeks: 3 });
  assert.ok(!older.includes(`b${-24 * 8}`), 'the Sunday two weeks back stays');
});

test('of a day whose last backup did not verify the one before it is kept', () => {
  const backups = [
    taken(0, { verifiedAt: at(1) }),
    taken(-6, { verifyFailed: true }),
    taken(-7),
    taken(-30, { verifyFailed: true }),
    taken(-31, { verifyFailed: true }),
  ];
  assert.deepEqual(prunable(backups, { keepDays: 3, keepWeeks: 0 }), ['b-6', 'b-31']);
});

const drawn = fc.array(
  fc.record({
    hours: fc.integer({ min: -5000, max: 0 }),
    good: fc.boolean(),
    verified: fc.boolean(),
    verifyFailed: fc.boolean(),
  }),
  { maxLength: 40 },
);

test('whatever was taken: what goes is good, older than a verified one that stays, and never what the rule keeps', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }), (backups, keepDays, keepWeeks) => {
      const all = backups.map(({ hours, good, verified, verifyFailed }, n) => ({
        ...taken(hours, { good, verifyFailed, verifiedAt: verified ? at(hours) : null }),
        id: `${n}`,
      }));
      const gone = new Set(prunable(all, { keepDays, keepWeeks }));
      const left = all.filter(({ id }) => !gone.has(id));
      for (const one of all.filter(({ id }) => gone.has(id))) {
        assert.ok(one.good);
        assert.ok(left.some((other) => other.verifiedAt && !other.verifyFailed && other.good && other.at > one.at));
      }
      const goodDays = new Set(all.filter(({ good }) => good).map((one) => one.at.toISOString().slice(0, 10)));
      const leftDays = new Set(left.filter(({ good }) => good).map((one) => one.at.toISOString().slice(0, 10)));
      for (const day of [...goodDays].sort().reverse().slice(0, keepDays)) assert.ok(leftDays.has(day), day);
    }),
  );
});
