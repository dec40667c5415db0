import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLateZero, mayBeSaid, zeroPeriod } from './zero-period.ts';

const at = (said: string): Date => new Date(`${said}+08:00`);

test('a day can be said to be zero from that day on, a week from its Sunday on, and late is after the following day', () => {
  const monday = zeroPeriod('week', '2026-05-04', at('2026-05-06T10:00:00'));
  assert.ok(monday.ok);
  assert.equal(monday.value.to, '2026-05-10');
  assert.deepEqual(
    [mayBeSaid('2026-05-10', at('2026-05-09T23:59:59')), mayBeSaid('2026-05-10', at('2026-05-10T00:00:00'))],
    [false, true],
  );
  assert.deepEqual(
    [isLateZero('2026-05-10', at('2026-05-11T23:59:59')), isLateZero('2026-05-10', at('2026-05-12T00:00:00'))],
    [false, true],
  );
  const refusals = [
    zeroPeriod('week', '2026-05-05', at('2026-05-06T10:00:00')),
    zeroPeriod('day', '2026-05-07', at('2026-05-06T23:59:59')),
  ];
  assert.deepEqual(
    refusals.map((one) => (one.ok ? '' : one.error.code)),
    ['reporting.not-monday', 'reporting.zero-future'],
  );
});
