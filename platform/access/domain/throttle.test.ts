import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countedBy, freeFrom, patienceWith, standing, type Tally, type TriedBy, waitAfter } from './throttle.ts';

/** Tries as the store counts them: each is a failure unless it is the owner's. */
function world() {
  const tallies = new Map<string, Tally>();
  const keyOf = (by: TriedBy, account: string, address: string, device: string | null): string =>
    ({ pair: `${account} ${address}`, device: `${account} ${device}`, address })[by];
  return {
    /** Whether the try was taken; a taken one failed. */
    fail(account: string, address: string, device: string | null, now: Date): boolean {
      const keys = countedBy(device !== null).map((by) => ({ by, key: keyOf(by, account, address, device) }));
      if (keys.some(({ by, key }) => freeFrom(by, tallies.get(key), now))) return false;
      for (const { by, key } of keys) tallies.set(key, { failures: standing(by, tallies.get(key), now) + 1, lastAt: now });
      return true;
    },
    isFree: (account: string, address: string, device: string | null, now: Date): boolean =>
      countedBy(device !== null).every((by) => !freeFrom(by, tallies.get(keyOf(by, account, address, device)), now)),
  };
}

const tries = fc.array(
  fc.record({
    account: fc.constantFrom('a', 'b', 'c'),
    address: fc.constantFrom('1', '2', '3', '4'),
    device: fc.constantFrom(null, 'stolen', 'other'),
    after: fc.integer({ min: 0, max: 120_000 }),
  }),
  { maxLength: 400 },
);

test('whatever others try, a known browser and an address that nobody misused get in at once', () => {
  fc.assert(
    fc.property(tries, (all) => {
      const { fail, isFree } = world();
      let now = 0;
      for (const { account, address, device, after } of all) {
        now += after;
        fail(account, address, device, new Date(now));
        assert.ok(isFree('a', address, 'owner', new Date(now)), 'the owner’s browser, even at the attacker’s address');
        assert.ok(isFree('a', 'home', null, new Date(now)), 'a new browser at another address');
      }
    }),
  );
});

test('who guesses as fast as he is let from one address has few tries in a day', () => {
  const { fail } = world();
  let taken = 0;
  for (let second = 0; second < 24 * 3600; second += 1) if (fail('a', '1', null, new Date(second * 1000))) taken += 1;
  assert.ok(taken > 5 && taken <= 5 + 10 + (24 * 60) / 15, `${taken} tries`);
});

test('more failures never wait less, none waits longer than said, and a quiet day forgets them', () => {
  for (const by of ['pair', 'device', 'address'] as const) {
    const { free, most, forget } = patienceWith[by];
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        assert.ok(waitAfter(by, failures) <= waitAfter(by, failures + 1));
        assert.ok(waitAfter(by, failures) <= most);
        const tally = { failures, lastAt: new Date(0) };
        assert.equal(standing(by, tally, new Date(forget)), 0);
        assert.equal(freeFrom(by, tally, new Date(forget)), null);
      }),
    );
    assert.equal(waitAfter(by, free - 1), 0);
    assert.equal(waitAfter(by, free), 2_000);
  }
});
