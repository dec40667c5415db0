import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSealed, keyIdOf, makeSecretKey, readSecretKey, seal, secretKeyOf, spellSecretKey, unseal } from './seal.ts';

const key = secretKeyOf(Buffer.alloc(32, 7));

test('whatever text is sealed comes back at its place, and nothing of it is seen meanwhile', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
      const sealed = seal(key, place, text.toWellFormed());
      assert.equal(unseal(key, place, sealed), text.toWellFormed());
      assert.ok(isSealed(sealed));
      assert.equal(keyIdOf(sealed), key.id);
      if (text.length > 3) assert.ok(!sealed.includes(text));
    }),
  );
  assert.notEqual(seal(key, 'a', 'same'), seal(key, 'a', 'same'), 'two sealings of one text are not told to be the same');
});

test('an altered byte, another place and another key open nothing', () => {
  const sealed = seal(key, 'access.second_factor/li', 'JBSWY3DPEHPK3PXP');
  const [head, id, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const altered = Buffer.from(bytes);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => unseal(key, 'access.second_factor/li', `${head}.${id}.${altered.toString('base64url')}`), /altered/);
  }
  assert.throws(() => unseal(key, 'access.second_factor/wang', sealed), /belongs elsewhere/);
  const other = makeSecretKey();
  assert.throws(() => unseal(other, 'access.second_factor/li', sealed), /damaged/);
  assert.throws(() => unseal(other, 'access.second_factor/li', `${head}.${other.id}.${body}`), /altered/);
  assert.throws(() => unseal(key, 'access.second_factor/li', `${head}.${id}.abc`), /damaged/);
});

test('a key is read from hexadecimal or base64 of 32 bytes and from nothing else', () => {
  assert.equal(readSecretKey('07'.repeat(32))?.id, key.id);
  assert.equal(readSecretKey(` ${spellSecretKey(key)}\n`)?.id, key.id);
  assert.equal(readSecretKey(Buffer.from(key.bytes).toString('base64'))?.id, key.id);
  for (const text of ['', 'secret', '07'.repeat(31), '07'.repeat(33), 'x'.repeat(44)])
    assert.equal(readSecretKey(text), null, text);
});
