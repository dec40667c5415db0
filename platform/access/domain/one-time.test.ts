import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Secret } from 'otpauth';
import { addressOf, codeBytes, hashCode, isCode, newSecret, spellCode, stepOf } from './one-time.ts';

/** The key of RFC 6238's appendix B; its codes there have eight digits, of which ours are the last six. */
const secret = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number): Date => new Date(seconds * 1000);

test('the codes of RFC 6238’s appendix are taken at their moments', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const)
    assert.equal(stepOf(code, secret, 0, at(seconds)), Math.floor(seconds / 30));
});

test('a clock half a minute off is forgiven, one further off is not', () => {
  const code = '005924';
  const made = 1_234_567_890;
  const taken = [-60, -30, 0, 30, 60].map((drift) => stepOf(code, secret, 0, at(made + drift)) !== null);
  assert.deepEqual(taken, [false, true, true, true, false]);
});

test('a code is taken once: neither it nor an earlier one again', () => {
  const now = at(1_234_567_890);
  const step = stepOf('005924', secret, 0, now);
  assert.ok(step);
  assert.equal(stepOf('005924', secret, step, now), null);
  assert.equal(stepOf('005924', secret, step - 1, now), step);
});

test('what is no six digits is no code', () => {
  for (const typed of ['', '00592', '0059244', 'abcdef', '-05924', '5e5924'])
    assert.equal(stepOf(typed, secret, 0, at(1_234_567_890)), null);
  assert.ok(stepOf(' 005 924 ', secret, 0, at(1_234_567_890)), 'typed with blanks');
});

test('the address for the app names the place, the account and the secret', () => {
  const made = newSecret();
  const url = new URL(addressOf(made, 'wang.li'));
  assert.equal(url.protocol, 'otpauth:');
  assert.match(decodeURIComponent(url.pathname), /Songhua:wang\.li/);
  assert.equal(url.searchParams.get('secret'), made);
  assert.equal(Secret.fromBase32(made).bytes.length, 20);
});

test('a spelt code is found again however it is typed, and no other is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes }), (bytes) => {
      const code = spellCode(bytes);
      assert.match(code, /^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){5}$/);
      const hash = hashCode(code);
      assert.ok(isCode(` ${code.toUpperCase().replaceAll('-', ' ')}`, hash));
      assert.ok(!isCode(`${code}2`, hash));
    }),
  );
});
