import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

const good = {
  SONGHUA_MODE: 'production',
  SONGHUA_PUBLIC_URL: 'https://health.example',
  SONGHUA_TRUST_PROXY: '1',
  SONGHUA_SECRET_KEY_FILE: '/etc/songhua/secret-key',
  SONGHUA_CLIENT_ID: 'hospital',
  SONGHUA_CLIENT_SECRET: 'k7Vd2-mQ9xr4-Zt6Lw8-Hb3Ny5',
  DATABASE_URL: 'postgres://songhua:nE8-wq2Lm-77xz@db/songhua',
};

const faultOf = (change: Readonly<Record<string, string>>): string => {
  try {
    readConfig({ ...good, ...change });
    return '';
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
};

test('production starts with secrets of its own and an address by https, or by http on this machine alone', () => {
  assert.equal(faultOf({}), '');
  assert.equal(faultOf({ SONGHUA_PUBLIC_URL: 'http://127.0.0.1:8080', SONGHUA_TRUST_PROXY: '0' }), '');
  assert.equal(faultOf({ SONGHUA_PUBLIC_URL: 'http://localhost:8080', SONGHUA_TRUST_PROXY: '0' }), '');
  assert.equal(faultOf({ DATABASE_URL: 'postgres:///songhua?host=/run/postgresql' }), '', 'a socket has no password');
});

test('production refuses plain http to anywhere else, in both languages', () => {
  for (const address of ['http://health.example', 'http://10.0.0.5:8080', 'http://127.0.0.1.evil.example']) {
    const fault = faultOf({ SONGHUA_PUBLIC_URL: address });
    assert.ok(fault.includes(`SONGHUA_PUBLIC_URL=${address}`), address);
    assert.match(fault, /plain http.*明文/);
  }
});

test('production refuses secrets that are short or that everybody knows, and repeats none', () => {
  for (const secret of [
    'x'.repeat(23),
    'x'.repeat(40),
    'test-client-secret-of-the-tests',
    'please-changeme-before-production',
    'abcdefghijklmnopqrstuvwxyz',
    'passwordpasswordpassword',
    'abc12345abc12345abc12345',
  ]) {
    const fault = faultOf({ SONGHUA_CLIENT_SECRET: secret });
    assert.match(fault, /SONGHUA_CLIENT_SECRET.*生产模式|SONGHUA_CLIENT_SECRET.*不得/, secret);
    assert.ok(!fault.includes(secret));
  }
  for (const password of ['postgres', 'songhua', 'password1234', 'short-1']) {
    const fault = faultOf({ DATABASE_URL: `postgres://songhua:${password}@db/songhua` });
    assert.match(fault, /DATABASE_URL.*数据库密码/, password);
    assert.ok(!fault.includes(`:${password}@`));
  }
});

test('production wants a random key for the secrets of its database, and repeats none that it refuses', () => {
  assert.match(faultOf({ SONGHUA_SECRET_KEY_FILE: '' }), /SONGHUA_SECRET_KEY_FILE .*生产模式必须设置/);
  const random = '3f9d0c5e7a21b8446de1f0927c35ab98104e6fd2c7b3850a9be46d1f72c0853e';
  assert.equal(faultOf({ SONGHUA_SECRET_KEY_FILE: '', SONGHUA_SECRET_KEY: random }), '');
  assert.match(faultOf({ SONGHUA_SECRET_KEY: '00'.repeat(32) }), /no random key/);
  const fault = faultOf({ SONGHUA_SECRET_KEY: `${random},my-own-secret` });
  assert.match(fault, /SONGHUA_SECRET_KEY=•••: each key is 32 bytes/);
  assert.ok(!fault.includes('my-own-secret') && !fault.includes(random));
});

test('demo mode takes what production refuses', () => {
  assert.equal(faultOf({ SONGHUA_MODE: 'demo', SONGHUA_CLIENT_SECRET: 'x', SONGHUA_PUBLIC_URL: 'http://health.example' }), '');
});
