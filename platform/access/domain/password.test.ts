import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from './password.ts';

test('a password verifies against its own hash and against no other', async () => {
  const hash = await hashPassword('松花江-2025');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await verifyPassword('松花江-2025', hash), true);
  assert.equal(await verifyPassword('松花江-2026', hash), false);
  assert.notEqual(await hashPassword('松花江-2025'), hash, 'the salt differs each time');
});

test('a password typed in full-width letters is the same password', async () => {
  assert.equal(await verifyPassword('ｓｏｎｇｈｕａ', await hashPassword('songhua')), true);
});

test('a hash that cannot be read opens nothing', async () => {
  for (const hash of ['', 'plain', '$argon2id$v=19$m=1,t=1,p=1$$', '$2b$10$abc'])
    assert.equal(await verifyPassword('plain', hash), false);
});
