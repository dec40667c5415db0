import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MovementDraft } from '../contract.ts';
import { judgeLot, judgeSupply, moveStock } from './move-stock.ts';

const today = '2028-02-29';
const draft = (more: Partial<MovementDraft>): MovementDraft => ({
  ...{ kind: 'in', lot: 'A1', expiry: '2029-01-31', quantity: 10, event: null, reason: null },
  ...more,
});
const lot = { lot: 'A1', expiry: '2029-01-31', quantity: 10 };
const codeOf = (...asked: Parameters<typeof moveStock>) => {
  const moved = moveStock(...asked);
  return moved.ok ? moved.value.quantity : moved.error.code;
};

test('all of a lot can be issued and not one piece more', () => {
  assert.equal(codeOf(lot, draft({ kind: 'out', quantity: 10 }), today), 0);
  assert.equal(codeOf(lot, draft({ kind: 'out', quantity: 11 }), today), 'emergency.not-enough');
  assert.equal(codeOf(null, draft({ kind: 'out', quantity: 1 }), today), 'emergency.not-enough');
});

test('on its last day a lot is issued, the day after it is only discarded, with a reason', () => {
  const last = { ...lot, expiry: today };
  assert.equal(codeOf(last, draft({ kind: 'out', quantity: 1 }), today), 9);
  assert.equal(codeOf(last, draft({ kind: 'out', quantity: 1 }), '2028-03-01'), 'emergency.expired');
  assert.equal(codeOf(last, draft({ kind: 'discard', quantity: 10 }), '2028-03-01'), 'emergency.reason-missing');
  assert.equal(codeOf(last, draft({ kind: 'discard', quantity: 10, reason: '过期' }), '2028-03-01'), 0);
  assert.equal(codeOf(null, draft({ expiry: '2028-02-28' }), today), 'emergency.expired');
});

test('what comes in under a known lot has its expiry', () => {
  assert.equal(codeOf(lot, draft({}), today), 20);
  assert.equal(codeOf(lot, draft({ expiry: '2030-01-31' }), today), 'emergency.other-expiry');
});

test('stock is never negative and always the sum of its movements, whatever is asked', () => {
  const asked = fc.record({
    kind: fc.constantFrom('in' as const, 'out' as const, 'discard' as const, 'found' as const, 'lost' as const),
    quantity: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 40 }), (movements) => {
      let now: typeof lot | null = null;
      let sum = 0;
      for (const { kind, quantity } of movements) {
        const moved = moveStock(now, draft({ kind, quantity, reason: '盘点' }), today);
        if (!moved.ok) continue;
        now = { ...lot, ...moved.value, expiry: lot.expiry };
        sum += kind === 'in' || kind === 'found' ? quantity : -quantity;
        assert.equal(now.quantity, sum);
        assert.ok(sum >= 0);
      }
    }),
  );
});

test('warnings: at the minimum none, one below it; nothing left; 90 days before the expiry, and past it', () => {
  const of = (quantity: number, expiry: string | null) => judgeSupply([{ ...lot, quantity, expiry }], 10, today).warnings;
  assert.deepEqual([of(10, null), of(9, null), of(0, null)], [[], ['below-minimum'], ['none-left']]);
  assert.equal(judgeLot({ ...lot, expiry: '2028-05-30' }, today), 'good');
  assert.equal(judgeLot({ ...lot, expiry: '2028-05-29' }, today), 'expiring');
  assert.deepEqual(of(99, '2028-02-28'), ['none-left', 'expired'], 'what has expired is no stock to use');
});
